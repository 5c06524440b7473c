import fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { expect, test } from 'vitest';
import { anyUri } from './any-uri.ts';

const SCHEMA =
  '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="page" type="xs:anyURI"/></xs:schema>';
const validator = XsdValidator.fromDoc(XmlDocument.fromString(SCHEMA));

function isValid(uri: string): boolean {
  using document = XmlDocument.fromString(`<page>${uri.replaceAll('&', '&amp;')}</page>`);
  try {
    validator.validate(document);
    return true;
  } catch {
    return false;
  }
}

test.each([
  ['http://www.example.it/', 'http://www.example.it/'],
  ['www.example.it/il nostro negozio', 'www.example.it/il%20nostro%20negozio'],
  ['https://example.it/perché?a=1&b=<2>#x', 'https://example.it/perch%C3%A9?a=1&b=%3C2%3E#x'],
  ['100%', '100%25'],
  ['a%20b', 'a%20b'],
  ['[x]', '%5Bx%5D'],
  ['www.esempio.it', 'www.esempio.it'],
  ['www.esempio.it:8080/negozio?a=b#c', 'www.esempio.it:8080/negozio?a=b#c'],
  ['https://[::1]:8443/', 'https://[::1]:8443/'],
  ['http://utente:parola@esempio.it/', 'http://utente:parola@esempio.it/'],
  [':', '%3A'],
  ['1:b', '1%3Ab'],
  ['http://a:porta/', 'http://a%3Aporta/'],
  ['a#b#c', 'a#b%23c'],
  ['x[1]', 'x%5B1%5D'],
  ['perché no', 'perch%C3%A9%20no'],
])('%s is written as %s', (typed, written) => {
  expect(anyUri(typed)).toBe(written);
});

test('whatever was typed, a server that validates accepts it', () => {
  const uriLike = fc.string({ unit: fc.constantFrom(...Array.from(':/?#[]@%. a1-à{')), maxLength: 12 });
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    uriLike,
    uriLike.map((text) => `http://${text}`),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const uri = anyUri(text);
      return uri === null || isValid(uri);
    }),
    { numRuns: 3_000 },
  );
});
