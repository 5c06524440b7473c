import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseText } from './normalise.ts';

/** The rule, letter by letter and without haste. */
function slowly(value: string): string | null {
  const lines = value.normalize('NFC').split(/\r\n|\r|\n/);
  const text = lines.map((line) => line.replaceAll('\u00a0', ' ').split('')).map(withoutBlanksAtEnd);
  return text.join('\n').trim() || null;
}

function withoutBlanksAtEnd(letters: readonly string[]): string {
  const end = letters.findLastIndex((letter) => letter !== ' ' && letter !== '\t');
  return letters.slice(0, end + 1).join('');
}

describe('the normal form of a text', () => {
  it('is the same for texts that need no look at their letters and for all others', () => {
    const piece = fc.constantFrom(
      'a',
      'B',
      ' ',
      '  ',
      '\t',
      '\n',
      '\r',
      '\r\n',
      '\u00a0',
      'e\u0301',
      'é',
      '~',
      '!',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        expect(normaliseText(text)).toBe(slowly(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes a time that grows with the text and no faster: a mailbox may hold anything', () => {
    const cpuMs = (length: number) => {
      const begin = process.cpuUsage();
      expect(normaliseText(`è${' \t'.repeat(length / 2)}x`)).toHaveLength(length + 2);
      const { user, system } = process.cpuUsage(begin);
      return (user + system) / 1000;
    };
    // Square time would be minutes.
    expect(cpuMs(1_000_000)).toBeLessThan(5_000);
  });
});
