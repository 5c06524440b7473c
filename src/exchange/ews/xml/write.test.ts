import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readXml } from './read.ts';
import { xml } from './write.ts';

describe('the xml template', () => {
  test('texts and attribute values arrive as they were, whatever they contain', () => {
    const legalText = fc
      .string({ unit: 'binary' })
      .filter((text) => xml`${text}`.markup.includes('\ufffd') === text.includes('\ufffd'));
    fc.assert(
      fc.property(legalText, (text) => {
        const element = readXml(xml`<a v="${text.replace(/[\t\n]/g, ' ')}">${text}</a>`.markup);
        expect(element.text).toBe(text);
        expect(element.attributes['v']).toBe(text.replace(/[\t\n]/g, ' '));
      }),
    );
  });

  test('what XML cannot carry becomes U+FFFD instead of a refused request', () => {
    expect(readXml(xml`<a>x${'\u0000\u001f\ud800'}y</a>`.markup).text).toBe('x\ufffd\ufffd\ufffdy');
  });

  test('markup is inserted as it is, nothing is inserted for null, undefined and false', () => {
    const items = [xml`<b/>`, xml`<c>${1}</c>`];
    expect(xml`<a>${items}${null}${undefined}${false}${true}</a>`.markup).toBe('<a><b/><c>1</c>true</a>');
  });
});
