import { decodeReference, REFERENCE } from './html-references.ts';
import type { HtmlToken } from './html-tokens.ts';
import { htmlTokens } from './html-tokens.ts';

/** One character that a person sees, and where in the document it is written: `&egrave;`, or a run of white space. */
export interface SeenCharacter {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A line as a person sees it; never blank. */
export interface HtmlLine {
  readonly characters: readonly SeenCharacter[];
  /** Behind the tag that begins the line. */
  readonly start: number;
  /** Before the tag that ends it. */
  readonly end: number;
  /** The tag that begins the line, `null` at the start of the document. */
  readonly begunBy: HtmlToken | null;
  /** The tag that ends the line, `null` at the end of the document. */
  readonly endedBy: HtmlToken | null;
  /** What goes when the line goes: its own paragraph or its break, where one belongs to it alone. */
  readonly extent: { readonly start: number; readonly end: number } | null;
}

const BLOCKS: ReadonlySet<string> = new Set(
  'address article blockquote body center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
/** Blocks that may go with the only line in them. A row of a table or a body may not. */
const OWN_BLOCKS: ReadonlySet<string> = new Set(['p', 'div', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
/** Between these and the next tag no text may stand. */
const NO_TEXT_INSIDE: ReadonlySet<string> = new Set(['table', 'tbody', 'thead', 'tfoot', 'tr', 'ul', 'ol', 'dl']);
const CELLS: ReadonlySet<string> = new Set(['td', 'th']);
const VOID: ReadonlySet<string> = new Set(['img', 'input', 'wbr', 'col', 'meta', 'link', 'base']);

export function textOfLine({ characters }: HtmlLine): string {
  return characters
    .map(({ text }) => text)
    .join('')
    .trim();
}

/** Whether text may be put where the line begins. */
export function takesTextAtItsStart({ begunBy }: HtmlLine): boolean {
  return begunBy?.kind !== 'tag' || !NO_TEXT_INSIDE.has(begunBy.name);
}

/** Whether text may be put where the line ends. */
export function takesTextAtItsEnd({ endedBy }: HtmlLine): boolean {
  return endedBy?.kind !== 'tag' || !NO_TEXT_INSIDE.has(endedBy.name);
}

export function htmlLines(html: string): readonly HtmlLine[] {
  const lines: HtmlLine[] = [];
  let tokens: HtmlToken[] = [];
  let begunBy: HtmlToken | null = null;
  const end = (endedBy: HtmlToken | null) => {
    const characters = seenCharacters(html, tokens);
    if (characters.some(({ text }) => text.trim() !== '')) {
      const start = begunBy?.end ?? 0;
      lines.push({
        characters,
        start,
        end: endedBy?.start ?? html.length,
        begunBy,
        endedBy,
        extent: extentOf(begunBy, tokens, endedBy),
      });
    }
    tokens = [];
    begunBy = endedBy;
  };
  for (const token of htmlTokens(html)) {
    if (token.kind === 'tag' && (token.name === 'br' || BLOCKS.has(token.name))) end(token);
    else tokens.push(token);
  }
  end(null);
  return lines;
}

function extentOf(
  begunBy: HtmlToken | null,
  inside: readonly HtmlToken[],
  endedBy: HtmlToken | null,
): HtmlLine['extent'] {
  const tags = inside.flatMap((token) => (token.kind === 'tag' ? [token] : []));
  const opened = tags.filter(({ isClosing, name }) => !isClosing && !VOID.has(name)).length;
  const isBalanced = opened === tags.filter(({ isClosing }) => isClosing).length;
  const hasPicture = tags.some(({ name }) => name === 'img');
  if (!isBalanced || hasPicture || tags.some(({ name }) => CELLS.has(name))) return null;
  if (endedBy?.kind !== 'tag') return null;
  // The break behind the line; behind the last line of several stands none, and the one before it goes.
  if (endedBy.name === 'br') return { start: begunBy?.end ?? 0, end: endedBy.end };
  if (begunBy?.kind !== 'tag') return null;
  if (begunBy.name === 'br') return { start: begunBy.start, end: endedBy.start };
  const isOwn = OWN_BLOCKS.has(begunBy.name) && begunBy.name === endedBy.name;
  return isOwn && !begunBy.isClosing && endedBy.isClosing ? { start: begunBy.start, end: endedBy.end } : null;
}

/** White space is one space, however much there is and however many tags stand in between. */
function seenCharacters(html: string, tokens: readonly HtmlToken[]): readonly SeenCharacter[] {
  const characters: SeenCharacter[] = [];
  const add = (text: string, start: number, end: number) => {
    const isSpace = /^[ \t\r\n\f]$/.test(text);
    const isRepeated = isSpace && (characters.length === 0 || characters.at(-1)?.text === ' ');
    if (!isRepeated) characters.push({ text: isSpace || text === '\u00a0' ? ' ' : text, start, end });
  };
  for (const token of tokens) {
    if (token.kind === 'tag' && CELLS.has(token.name)) add(' ', token.start, token.start);
    if (token.kind !== 'text') continue;
    const raw = html.slice(token.start, token.end);
    let at = 0;
    for (const match of raw.matchAll(REFERENCE)) {
      addPlain(raw.slice(at, match.index), token.start + at, add);
      const [whole, decimal, hex, name] = match;
      add(
        decodeReference(whole, decimal, hex, name),
        token.start + match.index,
        token.start + match.index + whole.length,
      );
      at = match.index + whole.length;
    }
    addPlain(raw.slice(at), token.start + at, add);
  }
  return characters;
}

function addPlain(text: string, from: number, add: (text: string, start: number, end: number) => void): void {
  let at = from;
  for (const character of text) {
    add(character, at, at + character.length);
    at += character.length;
  }
}
