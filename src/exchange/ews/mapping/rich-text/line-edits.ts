import type { HtmlEdit } from './apply-edits.ts';
import type { HtmlLine, SeenCharacter } from './html-lines.ts';
import { takesTextAtItsEnd, takesTextAtItsStart } from './html-lines.ts';
import { htmlOfText } from './html-references.ts';

/** Changes what differs and nothing around it: the bold name at the beginning of a line stays bold. */
export function replaceLine({ characters }: HtmlLine, text: string): readonly HtmlEdit[] {
  const old = withoutSpaceAtTheEnd(characters);
  const wanted = Array.from(text);
  let head = 0;
  while (head < old.length && head < wanted.length && old[head]?.text === wanted[head]) head += 1;
  let tail = 0;
  const most = Math.min(old.length, wanted.length) - head;
  while (tail < most && old.at(-1 - tail)?.text === wanted.at(-1 - tail)) tail += 1;

  const html = htmlOfText(wanted.slice(head, wanted.length - tail).join(''));
  const [first, ...others] = old.slice(head, old.length - tail);
  const place = first?.start ?? old[head - 1]?.end ?? old[0]?.start ?? 0;
  return [{ start: place, end: first?.end ?? place, html }, ...others.map(removal)];
}

export function removeLine({ characters, extent }: HtmlLine): readonly HtmlEdit[] {
  return extent === null ? characters.map(removal) : [{ ...extent, html: '' }];
}

export function insertBehind(line: HtmlLine, lines: readonly string[]): HtmlEdit {
  const { characters } = line;
  const at = takesTextAtItsEnd(line) ? line.end : (characters.at(-1)?.end ?? line.end);
  return { start: at, end: at, html: lines.map((text) => `<br>${htmlOfText(text)}`).join('') };
}

export function insertBefore(line: HtmlLine, lines: readonly string[]): HtmlEdit {
  const at = takesTextAtItsStart(line) ? line.start : (line.characters[0]?.start ?? line.start);
  return { start: at, end: at, html: lines.map((text) => `${htmlOfText(text)}<br>`).join('') };
}

/** For a body in which nothing is to be read. */
export function insertAtEnd(html: string, lines: readonly string[]): HtmlEdit {
  const found = /<\/body\s*>/i.exec(html) ?? /<\/html\s*>/i.exec(html);
  const at = found?.index ?? html.length;
  return { start: at, end: at, html: `<div>${htmlOfText(lines.join('\n'))}</div>` };
}

function removal({ start, end }: SeenCharacter): HtmlEdit {
  return { start, end, html: '' };
}

function withoutSpaceAtTheEnd(characters: readonly SeenCharacter[]): readonly SeenCharacter[] {
  const last = characters.findLastIndex(({ text }) => text.trim() !== '');
  return characters.slice(0, last + 1);
}
