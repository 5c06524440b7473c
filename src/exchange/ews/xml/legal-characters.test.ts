import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLegalCharacterFilter } from './legal-characters.ts';

function filtered(...chunks: readonly string[]): string {
  const filter = createLegalCharacterFilter();
  return chunks.map((chunk) => filter.write(chunk)).join('') + filter.end();
}

describe('the filter of characters that XML cannot carry', () => {
  test.each([
    ['a&#x1F;b', 'ab'],
    ['a&#x0;&#0;&#00;b', 'ab'],
    ['a&#xB;&#xFFFE;&#xffff;&#x110000;b', 'ab'],
    ['a\u0000\u001fb\ufffe', 'ab'],
    ['a&#xD800;b&#56832;', 'ab'],
    ['&#xD83D;&#xDE00;', '😀'],
    ['&#55357;&#56832;', '😀'],
    ['&#xD83D;&#xD83D;&#xDE00;', '😀'],
    ['&#9;&#xA;&#13;&#x20AC;&#233;&amp;&lt;', '&#9;&#xA;&#13;&#x20AC;&#233;&amp;&lt;'],
    ['AT&T &# &#; &', 'AT&T &# &#; &'],
  ])('%j becomes %j', (text, expected) => {
    expect(filtered(text)).toBe(expected);
  });

  test('it does not matter where the text is cut', () => {
    const piece = fc.constantFrom(
      '&#x1F;',
      '&#0;',
      '&#xD83D;',
      '&#xDE00;',
      '&#x20AC;',
      '&amp;',
      '&',
      '&#',
      '&#x',
      'à',
      '<a>',
      '\u0001',
      ';',
      '5',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(80), { maxLength: 6 }), (pieces, cuts) => {
        const text = pieces.join('');
        const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
        const chunks = at.slice(1).map((end, index) => text.slice(at[index], end));
        expect(filtered(...chunks)).toBe(filtered(text));
      }),
      { numRuns: 500 },
    );
  });

  test('nor where a control character stands between the halves of a pair', () => {
    const text = '&#xD83D;\u0001&#xDE00;';
    for (let cut = 0; cut <= text.length; cut += 1) expect(filtered(text.slice(0, cut), text.slice(cut))).toBe('😀');
  });

  test('a reference that never ends is not held back for ever', () => {
    const filter = createLegalCharacterFilter();
    const head = filter.write(`&#${'0'.repeat(40)}`);
    expect(head).toBe(`&#${'0'.repeat(40)}`);
  });
});
