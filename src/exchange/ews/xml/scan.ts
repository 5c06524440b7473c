import { createNameMemory } from './name-memory.ts';
import { LONGEST_REFERENCE, resolveReferences, withoutControls, withoutLoneSurrogates } from './references.ts';

/** What a scanner finds, in the order of the document. Names are as written, texts without references. */
export interface ScanHandler {
  /** @param attributes name, value, name, value …: the first `length` of a list that serves for the next tag as well */
  open(name: string, attributes: readonly string[], length: number): void;
  close(name: string): void;
  /** May come in several pieces. Halves of a character may be alone in a piece; `isEscaped` tells that there may be some. */
  text(text: string, isEscaped: boolean): void;
  doctype(): never;
  /** Not well-formed. @param what without content of the document */
  broken(what: string): never;
  /** A tag without end. */
  tooLong(limit: number): never;
}

/** Where it stands in the text that it has been given. */
export interface ScanPlace {
  readonly line: number;
  readonly column: number;
}

export interface XmlScanner {
  write(text: string): void;
  /** @returns whether the text ended between two pieces of markup */
  end(): boolean;
  place(): ScanPlace;
}

/** A hundred times the longest of EWS: an id has some 400 characters. */
const LONGEST_TAG = 65_536;
/** A longer one whose end has not come is looked at again when there is twice as much: letters may come one by one. */
const LONG_TAG = 4_096;
const [TAB, LINE_FEED, CARRIAGE_RETURN, BLANK] = [0x09, 0x0a, 0x0d, 0x20];
const [EXCLAMATION, QUOTE, AMPERSAND, APOSTROPHE, SLASH] = [0x21, 0x22, 0x26, 0x27, 0x2f];
const [LESS_THAN, EQUALS, GREATER_THAN, QUESTION] = [0x3c, 0x3d, 0x3e, 0x3f];

const BLANKS = inTable([BLANK, LINE_FEED, CARRIAGE_RETURN, TAB]);
const DELIMITERS = inTable([
  BLANK,
  LINE_FEED,
  CARRIAGE_RETURN,
  TAB,
  GREATER_THAN,
  SLASH,
  EQUALS,
  LESS_THAN,
  QUOTE,
  AMPERSAND,
  APOSTROPHE,
]);

type Inside = 'content' | 'comment' | 'cdata' | 'instruction';
const ENDS: Readonly<Record<Exclude<Inside, 'content'>, string>> = { comment: '-->', cdata: ']]>', instruction: '?>' };

/**
 * Cuts XML into tags and texts while it arrives. It knows nothing of the nesting, and it accepts a little more than
 * XML is: a name may consist of nearly anything. What it holds back between two chunks is bounded.
 */
export function createXmlScanner(handler: ScanHandler): XmlScanner {
  /** What has come and is not done with, from `at` on. */
  let buffer = '';
  let at = 0;
  let inside: Inside = 'content';
  /** How much there has to be before it is worth another look. */
  let awaited = 0;
  /** Of the text before `buffer`. */
  let lines = 1;
  let columns = 0;
  const attributes: string[] = [];
  const names = createNameMemory();

  return {
    write(text) {
      if (at > 0) forget();
      buffer = buffer === '' ? withoutControls(text) : buffer + withoutControls(text);
      if (buffer.length < awaited) return;
      scan();
      const left = buffer.length - at;
      if (left > LONGEST_TAG) handler.tooLong(LONGEST_TAG);
      awaited = left > LONG_TAG ? Math.min(2 * left, LONGEST_TAG + 1) : 0;
    },
    end() {
      scan();
      if (inside === 'content' && at < buffer.length && buffer.charCodeAt(at) !== LESS_THAN) content(buffer.length);
      const isWhole = inside === 'content' && at === buffer.length;
      if (isWhole) {
        // As in the reader: nothing of the document is to outlive it.
        forget();
        attributes.length = 0;
        names.forget();
      }
      return isWhole;
    },
    place() {
      const before = buffer.slice(0, at).split('\n');
      return {
        line: lines + before.length - 1,
        column: (before.length === 1 ? columns : 0) + (before.at(-1)?.length ?? 0),
      };
    },
  };

  function scan(): void {
    while (at < buffer.length && step());
  }

  /** Lets go of what is done with, and keeps count of its lines. */
  function forget(): void {
    for (let end = buffer.indexOf('\n'); end >= 0 && end < at; end = buffer.indexOf('\n', end + 1)) {
      lines += 1;
      columns = -end - 1;
    }
    columns += at;
    buffer = buffer.slice(at);
    at = 0;
  }

  /** @returns whether it came on; otherwise more text is needed */
  function step(): boolean {
    if (inside !== 'content') return skip(inside);
    if (buffer.charCodeAt(at) !== LESS_THAN) return content(buffer.indexOf('<', at));
    if (at + 1 === buffer.length) return false;
    switch (buffer.charCodeAt(at + 1)) {
      case SLASH:
        return closeTag();
      case EXCLAMATION:
        return declaration();
      case QUESTION:
        at += 2;
        inside = 'instruction';
        return true;
      default:
        return openTag();
    }
  }

  /** Text up to `end`; -1 where no markup is in sight, so that something may belong to what comes next. */
  function content(end: number): boolean {
    let until = end;
    if (end < 0) {
      until = buffer.length;
      if (buffer.charCodeAt(until - 1) === CARRIAGE_RETURN) until -= 1;
      const ampersand = buffer.lastIndexOf('&', until);
      if (ampersand >= Math.max(at, until - LONGEST_REFERENCE) && !buffer.includes(';', ampersand)) until = ampersand;
      if (until <= at) return false;
    }
    const written = buffer.slice(at, until);
    at = until;
    const text = written.includes('\r') ? written.replace(/\r\n?/g, '\n') : written;
    const isEscaped = text.includes('&');
    handler.text(isEscaped ? resolveReferences(text, badReference) : text, isEscaped);
    return end >= 0;
  }

  function badReference(): never {
    return handler.broken('reference');
  }

  function closeTag(): boolean {
    const nameEnd = nameFrom(at + 2);
    const end = blanksFrom(nameEnd);
    if (end >= buffer.length) return false;
    if (buffer.charCodeAt(end) !== GREATER_THAN) handler.broken('end tag');
    handler.close(names.nameAt(buffer, at + 2, nameEnd));
    at = end + 1;
    return true;
  }

  function declaration(): boolean {
    if (buffer.startsWith('<!--', at)) return enter('comment', 4);
    if (buffer.startsWith('<![CDATA[', at)) return enter('cdata', 9);
    const seen = buffer.slice(at, at + 9);
    if ('<!--'.startsWith(seen) || '<![CDATA['.startsWith(seen)) return false;
    return /^<!d/i.test(seen) ? handler.doctype() : handler.broken('declaration');
  }

  function enter(what: Inside, length: number): boolean {
    inside = what;
    at += length;
    return true;
  }

  function skip(what: Exclude<Inside, 'content'>): boolean {
    const terminator = ENDS[what];
    const end = buffer.indexOf(terminator, at);
    // The terminator itself may be cut in two, and so may the end of a line.
    let until = end < 0 ? Math.max(at, buffer.length - terminator.length + 1) : end;
    if (end < 0 && until > at && buffer.charCodeAt(until - 1) === CARRIAGE_RETURN) until -= 1;
    if (what === 'cdata' && until > at) handler.text(buffer.slice(at, until).replace(/\r\n?/g, '\n'), false);
    at = until;
    if (end < 0) return false;
    at = end + terminator.length;
    inside = 'content';
    return true;
  }

  function openTag(): boolean {
    const nameEnd = nameFrom(at + 1);
    const name = names.nameAt(buffer, at + 1, nameEnd);
    let length = 0;
    let next = blanksFrom(nameEnd);
    while (next < buffer.length && !isTagEnd(buffer.charCodeAt(next))) {
      const attributeEnd = nameFrom(next);
      const equals = blanksFrom(attributeEnd);
      const valueAt = blanksFrom(equals + 1);
      if (valueAt >= buffer.length) return false;
      const quote = buffer.charCodeAt(valueAt);
      const isQuoted = quote === QUOTE || quote === APOSTROPHE;
      if (attributeEnd === next || buffer.charCodeAt(equals) !== EQUALS || !isQuoted) handler.broken('attribute');
      const end = buffer.indexOf(quote === QUOTE ? '"' : "'", valueAt + 1);
      if (end < 0) return false;
      attributes[length] = names.nameAt(buffer, next, attributeEnd);
      attributes[length + 1] = attributeValue(buffer.slice(valueAt + 1, end));
      length += 2;
      next = blanksFrom(end + 1);
    }
    if (next >= buffer.length) return false;
    const isEmpty = buffer.charCodeAt(next) === SLASH;
    const close = isEmpty ? next + 1 : next;
    if (close >= buffer.length) return false;
    if (name === '' || buffer.charCodeAt(close) !== GREATER_THAN) handler.broken('tag');
    handler.open(name, attributes, length);
    if (isEmpty) handler.close(name);
    at = close + 1;
    return true;
  }

  /** @returns where the name ends that begins there */
  function nameFrom(start: number): number {
    let end = start;
    while (end < buffer.length && !isDelimiter(buffer.charCodeAt(end))) end += 1;
    return end;
  }

  function blanksFrom(start: number): number {
    let end = start;
    while (end < buffer.length && isBlank(buffer.charCodeAt(end))) end += 1;
    return end;
  }

  function attributeValue(raw: string): string {
    if (raw.includes('<')) handler.broken('attribute');
    const text = /[\t\r\n]/.test(raw) ? raw.replace(/\r\n|[\t\r\n]/g, ' ') : raw;
    return text.includes('&') ? withoutLoneSurrogates(resolveReferences(text, badReference)) : text;
  }
}

/** Asked for each character of a tag. */
function inTable(codes: readonly number[]): Uint8Array {
  const table = new Uint8Array(128);
  for (const code of codes) table[code] = 1;
  return table;
}

function isBlank(code: number): boolean {
  return BLANKS[code] === 1;
}

function isTagEnd(code: number): boolean {
  return code === GREATER_THAN || code === SLASH;
}

function isDelimiter(code: number): boolean {
  return DELIMITERS[code] === 1;
}
