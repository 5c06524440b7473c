import { expect, test } from 'vitest';
import { translatorFor } from '../../messages/index.ts';
import { valueText } from './value-text.ts';

const [it, en] = [translatorFor('it'), translatorFor('en')];

test.each([
  { title: 'a name as people say it', value: { surname: 'Riva', givenName: 'Teo' }, text: 'Teo Riva' },
  {
    title: 'an address in its order',
    value: { city: 'Brescia', street: 'Via Po\n3', postalCode: '25100' },
    text: 'Via Po 3, 25100, Brescia',
  },
  { title: 'a list', value: ['CRM', 'Clienti'], text: 'CRM, Clienti' },
  { title: 'nothing', value: null, text: '(vuoto)' },
  {
    title: 'a photo',
    value: { digest: 'a1b2c3'.padEnd(64, '0'), mediaType: 'image/jpeg', bytes: 12_345 },
    text: 'immagine JPEG, 12,3 kB (a1b2c3)',
  },
  { title: 'an address without parts', value: {}, text: '(vuoto)' },
  { title: 'a long text, cut', value: 'x'.repeat(300), text: `${'x'.repeat(200)}…` },
])('on one line: $title', ({ value, text }) => {
  expect(valueText({ t: it, language: 'it' }, value)).toBe(text);
});

test('the size of a photo is written as the language writes numbers', () => {
  const photo = { digest: 'a1b2c3'.padEnd(64, '0'), mediaType: 'image/png', bytes: 1_048_576 };
  expect(valueText({ t: en, language: 'en' }, photo)).toBe('PNG picture, 1,048.6 kB (a1b2c3)');
  expect(valueText({ t: it, language: 'it' }, photo)).toBe('immagine PNG, 1048,6 kB (a1b2c3)');
});
