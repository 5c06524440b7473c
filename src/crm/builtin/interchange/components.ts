import type { ContentLine } from './content-line.ts';
import { parseContentLine } from './content-line.ts';

/** `BEGIN:NAME` to `END:NAME`, with what stands between. */
export interface Component {
  /** Upper case. */
  readonly name: string;
  readonly lines: readonly ContentLine[];
  readonly children: readonly Component[];
  /** All lines unfolded, BEGIN and END included, as they came. */
  readonly raw: readonly string[];
  readonly lineNumber: number;
}

/** One object of a file, or the reason why it could not be read. The next one is read either way. */
export type ReadComponent =
  | { readonly kind: 'component'; readonly component: Component }
  /** A line of the envelope around the objects (METHOD, X-WR-TIMEZONE), the one that begins it among them. */
  | { readonly kind: 'envelope'; readonly line: ContentLine }
  | {
      readonly kind: 'broken';
      readonly name: string;
      readonly lineNumber: number;
      readonly code: BrokenCode;
      readonly uid: string | null;
    };

export type BrokenCode = 'unreadable_line' | 'end_missing' | 'end_unexpected' | 'object_too_large';

/** A photo of some megabytes is legal; a file without any END must not fill the memory. */
const LARGEST_OBJECT = 16 * 1024 * 1024;

interface Open {
  readonly name: string;
  readonly lines: ContentLine[];
  readonly children: Component[];
  readonly raw: string[];
  readonly lineNumber: number;
}

/**
 * Reads the objects of a file one after the other. A broken object ends with its END or where the next object
 * begins, so that one missing END does not swallow the rest of the file.
 * @param objects names of the components that are an object each: VCARD; VEVENT, VTIMEZONE …
 * @param envelope name of the component around them, if there is one: VCALENDAR
 */
export function* readComponents(
  text: string,
  objects: ReadonlySet<string>,
  envelope: string | null = null,
): Generator<ReadComponent> {
  const reader = new ObjectReader();
  for (const { raw, lineNumber } of unfoldedLines(text)) {
    const line = parseContentLine(raw, lineNumber);
    const marker = line?.name === 'BEGIN' || line?.name === 'END' ? line.value.trim().toUpperCase() : null;
    const bounds = marker !== null && (marker === envelope || (line?.name === 'BEGIN' && objects.has(marker)));
    if (bounds) {
      const cut = reader.cut();
      if (cut !== null) yield cut;
      if (marker !== envelope) reader.begin(marker, raw, lineNumber);
      else if (line?.name === 'BEGIN') yield { kind: 'envelope', line };
    } else if (reader.isOpen) {
      const finished = reader.take(line, marker, raw, lineNumber);
      if (finished !== null) yield finished;
    } else if (line !== null && marker === null) yield { kind: 'envelope', line };
  }
  const cut = reader.cut();
  if (cut !== null) yield cut;
}

class ObjectReader {
  private stack: Open[] = [];
  private failure: { readonly lineNumber: number; readonly code: BrokenCode } | null = null;
  private size = 0;
  private uid: string | null = null;

  get isOpen(): boolean {
    return this.stack.length > 0;
  }

  begin(name: string, raw: string, lineNumber: number): void {
    this.stack = [{ name, lines: [], children: [], raw: [raw], lineNumber }];
    this.failure = null;
    this.size = 0;
    this.uid = null;
  }

  /** Ends an object whose END did not come. */
  cut(): ReadComponent | null {
    const object = this.stack[0];
    if (object === undefined) return null;
    this.failure ??= { lineNumber: object.lineNumber, code: 'end_missing' };
    return this.finish(object);
  }

  /** @returns the object when this line ended it */
  take(line: ContentLine | null, marker: string | null, raw: string, lineNumber: number): ReadComponent | null {
    const [object, top] = [this.stack[0], this.stack.at(-1)];
    if (object === undefined || top === undefined) return null;
    this.size += raw.length;
    if (line === null) this.failure ??= { lineNumber, code: 'unreadable_line' };
    if (this.size > LARGEST_OBJECT) this.failure ??= { lineNumber, code: 'object_too_large' };
    if (line?.name === 'UID' && top === object) this.uid ??= line.value.trim();

    const ends = line?.name === 'END';
    if (ends && marker === object.name && top !== object) this.failure ??= { lineNumber, code: 'end_missing' };
    if (ends && marker === object.name) {
      object.raw.push(raw);
      return this.finish(object);
    }
    if (ends && marker !== top.name) this.failure ??= { lineNumber, code: 'end_unexpected' };
    if (this.failure !== null) return null;

    for (const open of this.stack) open.raw.push(raw);
    if (marker === null && line !== null) top.lines.push(line);
    else if (!ends) this.stack.push({ name: marker ?? '', lines: [], children: [], raw: [raw], lineNumber });
    else {
      this.stack.pop();
      this.stack.at(-1)?.children.push(top);
    }
    return null;
  }

  private finish(object: Open): ReadComponent {
    this.stack = [];
    if (this.failure === null) return { kind: 'component', component: object };
    return { kind: 'broken', name: object.name, ...this.failure, uid: this.uid };
  }
}

/** Joins folded lines (a break followed by one space or tab), counts physical lines, leaves empty ones out. */
function* unfoldedLines(text: string): Generator<{ raw: string; lineNumber: number }> {
  let current: { parts: string[]; lineNumber: number } | null = null;
  let number = 0;
  let from = 0;
  while (from < text.length) {
    const feed = text.indexOf('\n', from);
    const end = feed < 0 ? text.length : feed;
    const line = text.slice(from, text[end - 1] === '\r' ? end - 1 : end);
    from = end + 1;
    number += 1;
    if (current !== null && /^[ \t]/.test(line)) {
      current.parts.push(line.slice(1));
      continue;
    }
    if (current !== null) yield { raw: current.parts.join(''), lineNumber: current.lineNumber };
    current = line === '' ? null : { parts: [line], lineNumber: number };
  }
  if (current !== null) yield { raw: current.parts.join(''), lineNumber: current.lineNumber };
}

/** The first line of that name. */
export function findLine(component: Component, name: string): ContentLine | undefined {
  return component.lines.find((line) => line.name === name);
}

/** The value of the first line of that name, trimmed; `null` when empty or absent. */
export function rawValue(component: Component, name: string): string | null {
  const value = findLine(component, name)?.value.trim();
  return value === undefined || value === '' ? null : value;
}
