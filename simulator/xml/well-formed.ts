import { isXmlCharacter } from './xml-character.ts';

/** The request is not XML; `line` and `column` count from 1. */
export class NotWellFormed extends Error {
  readonly line: number;
  readonly column: number;
  constructor(message: string, line: number, column: number) {
    super(message);
    this.name = 'NotWellFormed';
    this.line = line;
    this.column = column;
  }
}

const SKIPPED = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g;
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/;
const CONTROL = /[\p{Cc}\ufffe\uffff]/gu;
const REFERENCE = /&#(x?)([0-9a-fA-F]+);/g;

/**
 * Refuses what the DOM parser lets pass but Exchange's reader does not: an ampersand that begins no
 * reference, control characters, references to them, and any document type.
 * @throws NotWellFormed
 */
export function assertWellFormedText(source: string): void {
  const text = source.replace(SKIPPED, (match) => match.replace(/[^\n]/g, ' '));
  refuse(text, text.indexOf('<!DOCTYPE'), 'For security reasons DTD is prohibited in this XML document.');
  refuse(text, text.search(BARE_AMPERSAND), 'An error occurred while parsing EntityName.');
  for (const match of source.matchAll(CONTROL)) {
    if (!isXmlCharacter(match[0].charCodeAt(0))) {
      refuse(source, match.index, 'A character of the request is invalid in XML.');
    }
  }
  for (const match of text.matchAll(REFERENCE)) {
    const code = Number.parseInt(match[2] ?? '', match[1] === 'x' ? 16 : 10);
    if (!isXmlCharacter(code)) refuse(text, match.index, 'A character reference of the request is invalid in XML.');
  }
}

function refuse(text: string, index: number, message: string): void {
  if (index < 0) return;
  const before = text.slice(0, index).split('\n');
  throw new NotWellFormed(message, before.length, (before.at(-1)?.length ?? 0) + 1);
}
