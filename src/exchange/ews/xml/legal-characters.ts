/**
 * Exchange stores what Outlook gave it and serves it back: `&#x1F;`, `&#0;` and lone surrogates stand in
 * real responses although XML 1.0 has no way to carry them. This filter drops them before the parser
 * sees them. It works on chunks: a reference that is cut in two waits for its other half.
 */
export interface LegalCharacterFilter {
  write(chunk: string): string;
  /** What was held back; call once, at the end of the text. */
  end(): string;
}

/** Longer references have too many leading zeros to be anything; they go on to the parser as they are. */
const LONGEST_REFERENCE = 32;
const REFERENCE = /&#(?:x([0-9a-fA-F]{1,28})|([0-9]{1,28}));/g;
const UNFINISHED = /&(?:#(?:x[0-9a-fA-F]*|[0-9]*))?$/;
// oxlint-disable-next-line no-control-regex -- these characters are the point
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const HIGH = String.raw`&#(?:x0*(d[89ab][0-9a-f]{2})|0*(55(?:29[6-9]|[3-9]\d\d)|56(?:[0-2]\d\d|3[01]\d)));`;
const LOW = String.raw`&#(?:x0*(d[c-f][0-9a-f]{2})|0*(56(?:3[2-9]\d|[4-9]\d\d)|57(?:[0-2]\d\d|3[0-3]\d|34[0-3])));`;
/** Some senders escape each half of a character beyond the BMP by itself. Together the halves mean something. */
const SURROGATE_PAIR = new RegExp(HIGH + LOW, 'gi');
const HIGH_AT_END = new RegExp(`${HIGH}$`, 'i');

export function createLegalCharacterFilter(): LegalCharacterFilter {
  let held = '';

  return {
    write(chunk) {
      // First of all, so that one between two halves keeps them apart in no way of cutting the text.
      const text = held + chunk.replace(CONTROLS, '');
      const holdFrom = startOfUnfinished(text);
      held = text.slice(holdFrom);
      return clean(text.slice(0, holdFrom));
    },
    end() {
      const rest = clean(held);
      held = '';
      return rest;
    },
  };
}

function startOfUnfinished(text: string): number {
  const tailStart = Math.max(0, text.length - 2 * LONGEST_REFERENCE);
  const tail = text.slice(tailStart);
  const unfinished = UNFINISHED.exec(tail);
  const isTooLong = unfinished !== null && unfinished[0].length > LONGEST_REFERENCE;
  let end = unfinished === null || isTooLong ? text.length : tailStart + unfinished.index;
  const high = HIGH_AT_END.exec(text.slice(Math.max(0, end - LONGEST_REFERENCE), end));
  if (high !== null) end -= high[0].length;
  return end;
}

function clean(text: string): string {
  if (!text.includes('&#')) return text;
  return text.replace(SURROGATE_PAIR, joinHalves).replace(REFERENCE, keepLegal);
}

function joinHalves(_match: string, ...halves: readonly (string | undefined)[]): string {
  const [highHex, highDecimal, lowHex, lowDecimal] = halves;
  return String.fromCharCode(codeOf(highHex, highDecimal), codeOf(lowHex, lowDecimal));
}

function keepLegal(match: string, hex: string | undefined, decimal: string | undefined): string {
  return isLegal(codeOf(hex, decimal)) ? match : '';
}

function codeOf(hex: string | undefined, decimal: string | undefined): number {
  return hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16);
}

/** The production `Char` of XML 1.0. */
function isLegal(code: number): boolean {
  return (
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}
