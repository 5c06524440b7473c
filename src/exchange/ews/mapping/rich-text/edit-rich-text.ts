import { normaliseText } from '../../../../model/index.ts';
import type { HtmlEdit } from './apply-edits.ts';
import { applyEdits } from './apply-edits.ts';
import type { HtmlLine } from './html-lines.ts';
import { htmlLines, textOfLine } from './html-lines.ts';
import { insertAtEnd, insertBefore, insertBehind, removeLine, replaceLine } from './line-edits.ts';
import { matchLines } from './match-lines.ts';

/** Behind the text of a link, servers show where it leads. */
const LINK_ADDRESS = /<(?:https?|mailto|tel|file):[^<>]*>/gi;

/** Lines that are shown, and the lines of the document that they are. */
interface Segment {
  readonly from: number;
  readonly until: number;
  readonly lines: readonly HtmlLine[];
}

/**
 * Carries an edit of the plain text into the HTML that the text was made from. Lines that nobody edited keep
 * everything: fonts, links, pictures, tables. Of an edited line only the characters that differ are written.
 * @param shown the text as the server renders the document now
 * @param wanted the text as a person left it
 * @returns the document, edited; `null` when it is too long to be compared
 */
export function editRichText(html: string, shown: string, wanted: string): string | null {
  const before = linesOf(shown);
  const after = linesOf(wanted);
  const document = htmlLines(html);
  if (document.length === 0) return applyEdits(html, [insertAtEnd(html, after)]);
  const segments = segmentsOf(before, document);
  const kept = matchLines(before, after);
  if (segments === null || kept === null) return null;
  return applyEdits(html, editsOf(before, outcomesOf(kept, after), segments, document));
}

function linesOf(text: string): readonly string[] {
  return (normaliseText(text) ?? '').split('\n');
}

/** What stands at the place of each line afterwards: itself, its successors, or nothing. At -1: before the first. */
function outcomesOf(
  kept: readonly (number | null)[],
  after: readonly string[],
): ReadonlyMap<number, readonly string[]> {
  const outcomes = new Map<number, readonly string[]>();
  let gone: number[] = [];
  let next = 0;
  const close = (index: number, until: number) => {
    const added = after.slice(next, until);
    // Line by line, as people edit; what is more than there was stands behind the last.
    gone.forEach((line, place) => {
      outcomes.set(line, place === gone.length - 1 ? added.slice(place) : added.slice(place, place + 1));
    });
    const previous = index - 1;
    if (gone.length === 0) outcomes.set(previous, [...(outcomes.get(previous) ?? []), ...added]);
    gone = [];
  };
  kept.forEach((place, index) => {
    if (place === null) return void gone.push(index);
    close(index, place);
    outcomes.set(index, after.slice(place, place + 1));
    next = place + 1;
  });
  close(kept.length, after.length);
  return outcomes;
}

/**
 * Which shown line is which line of the document. Servers add to what they render (a link's address, a bullet), so
 * letters and digits decide; between two that are found, as many as there are on both sides belong together one by one.
 */
function segmentsOf(before: readonly string[], document: readonly HtmlLine[]): readonly Segment[] | null {
  const filled = before.flatMap((line, index) => (line.trim() === '' ? [] : [index]));
  const places = matchLines(
    filled.map((index) => keyOf(before[index] ?? '')),
    document.map((line) => keyOf(textOfLine(line))),
  );
  if (places === null) return null;
  const segments: Segment[] = [];
  let unplaced: number[] = [];
  let next = 0;
  const close = (until: number) => {
    const lines = document.slice(next, until);
    const [first] = unplaced;
    const last = unplaced.at(-1);
    if (unplaced.length === lines.length) {
      unplaced.forEach((from, place) => {
        segments.push({ from, until: from + 1, lines: lines.slice(place, place + 1) });
      });
    } else if (first !== undefined && last !== undefined) segments.push({ from: first, until: last + 1, lines });
    unplaced = [];
  };
  places.forEach((place, index) => {
    const from = filled[index] ?? 0;
    if (place === null) return void unplaced.push(from);
    close(place);
    segments.push({ from, until: from + 1, lines: document.slice(place, place + 1) });
    next = place + 1;
  });
  close(document.length);
  return segments;
}

function keyOf(line: string): string {
  const letters = line.replace(LINK_ADDRESS, '').replace(/[^\p{L}\p{N}]/gu, '');
  return letters === '' ? line.trim() : letters.toLowerCase();
}

function editsOf(
  before: readonly string[],
  outcomes: ReadonlyMap<number, readonly string[]>,
  segments: readonly Segment[],
  document: readonly HtmlLine[],
): readonly HtmlEdit[] {
  const edits: HtmlEdit[] = [];
  let pending = [...(outcomes.get(-1) ?? [])];
  let previous: HtmlLine | undefined;
  let index = 0;
  const outcomeOf = (line: number) => outcomes.get(line) ?? [];
  for (const segment of segments) {
    // Blank lines between are the space between two paragraphs; what was added behind them goes before the next.
    for (; index < segment.from; index += 1) append(pending, addedTo(before[index], outcomeOf(index)));
    index = segment.until;
    const shown = before.slice(segment.from, segment.until);
    const wanted = shown.flatMap((_, place) => outcomeOf(segment.from + place));
    const [first, ...others] = segment.lines;
    if (first === undefined) {
      // Shown, and nowhere in the document: only what is new can be put somewhere.
      append(
        pending,
        wanted.filter((line) => !shown.includes(line)),
      );
      continue;
    }
    if (pending.length > 0) edits.push(insertBefore(first, pending));
    pending = [];
    previous = others.at(-1) ?? first;
    if (shown.length === wanted.length && shown.every((line, place) => line === wanted[place])) continue;
    const [only, ...added] = wanted;
    if (shown.length === 1 && only === shown[0]) edits.push(insertBehind(first, added));
    else {
      append(edits, wanted.length === 0 ? removeLine(first) : replaceLine(first, undecorated(first, shown, wanted)));
      append(edits, others.flatMap(removeLine));
    }
  }
  for (; index < before.length; index += 1) append(pending, addedTo(before[index], outcomeOf(index)));
  if (pending.length > 0) {
    const last = previous ?? document.at(-1);
    if (last !== undefined) edits.push(insertBehind(last, pending));
  }
  return edits;
}

/** One by one: a line may have more characters than a call takes arguments. */
function append<T>(list: T[], more: readonly T[]): void {
  for (const one of more) list.push(one);
}

function addedTo(line: string | undefined, outcome: readonly string[]): readonly string[] {
  return outcome[0] === line ? outcome.slice(1) : outcome;
}

/** Without what the server adds to a line when it renders it: that is no text of the document. */
function undecorated(line: HtmlLine, shown: readonly string[], wanted: readonly string[]): string {
  let text = wanted.join('\n');
  const [only = '', ...more] = shown;
  if (more.length > 0) return text;
  let rendered = only;
  for (const [address] of only.matchAll(LINK_ADDRESS)) {
    rendered = rendered.replace(address, () => '');
    text = text.replace(address, () => '');
  }
  const own = textOfLine(line).replace(/\s+/g, ' ');
  const at = rendered.indexOf(own);
  if (at < 0) return text;
  const before = rendered.slice(0, at);
  const behind = rendered.slice(at + own.length);
  const from = text.startsWith(before) ? before.length : 0;
  const isBehind = behind !== '' && text.length - behind.length >= from && text.endsWith(behind);
  return text.slice(from, isBehind ? -behind.length : undefined);
}
