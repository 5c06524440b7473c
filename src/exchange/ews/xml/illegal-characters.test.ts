import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createXmlReader, readXml } from './read.ts';

describe('characters that XML cannot carry', () => {
  test.each([
    ['a&#x1F;b', 'ab'],
    ['a&#x0;&#0;&#00;b', 'ab'],
    ['a&#xB;&#xFFFE;&#xffff;&#x110000;b', 'ab'],
    ['a\u0000\u001fb\ufffe', 'ab'],
    ['a&#xD800;b&#56832;', 'ab'],
    ['&#xD83D;&#xDE00;', '😀'],
    ['&#55357;&#56832;', '😀'],
    ['&#xD83D;&#xD83D;&#xDE00;', '😀'],
    ['&#xD83D;\u0001&#xDE00;', '😀'],
    ['&#9;&#xA;&#13;&#x20AC;&#233;&amp;&lt;', '\t\n\r€é&<'],
    [`&#${'0'.repeat(20)}65;`, 'A'],
  ])('%j is read as %j, in texts and attributes, however it is cut', (written, meant) => {
    const bytes = Buffer.from(`<a b="${written}">${written}</a>`);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const reader = createXmlReader();
      reader.write(bytes.subarray(0, cut));
      reader.write(bytes.subarray(cut));
      const { text, attributes } = reader.end();
      expect([cut, text, attributes['b']]).toEqual([cut, meant, meant]);
    }
  });

  test.each(['AT&T', '&#;', '&#x;', '& ', '&copy;', '&toString;', `&#${'0'.repeat(70_000)}`])(
    '%s is no reference',
    (text) => {
      expect(() => readXml(`<a>${text}</a>`)).toThrow(/not well-formed/);
      expect(() => readXml(`<a b="${text}"/>`)).toThrow(/not well-formed|more than/);
    },
  );

  test('whatever halves and controls come in whatever order, the text is well-formed and loses nothing else', () => {
    const piece = fc.constantFrom(
      '&#x1F;',
      '&#0;',
      '&#xD83D;',
      '&#xDE00;',
      '&#x20AC;',
      '&amp;',
      'à',
      '\u0001',
      '😀',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { text } = readXml(`<a>${pieces.join('')}</a>`);
        expect(text).not.toMatch(/\p{Surrogate}/u);
        const kept = (part: string) => ['&#x20AC;', '&amp;', 'à', 'x'].includes(part);
        expect(text.replaceAll('😀', '')).toHaveLength(pieces.filter(kept).length);
      }),
    );
  });
});
