import { expect, test } from 'vitest';
import { translatorFor } from '../../messages/index.ts';
import { valueText } from './value-text.ts';

const t = translatorFor('it');

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
    text: 'immagine JPEG, 12.3 kB (a1b2c3)',
  },
  { title: 'an address without parts', value: {}, text: '(vuoto)' },
  { title: 'a long text, cut', value: 'x'.repeat(300), text: `${'x'.repeat(200)}…` },
])('on one line: $title', ({ value, text }) => {
  expect(valueText({ t }, value)).toBe(text);
});
