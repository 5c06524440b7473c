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
  {
    title: 'a time, where people made it',
    field: 'time',
    value: { kind: 'timed', start: '2026-11-06T08:00:00Z', end: '2026-11-06T09:30:00Z', zone: 'Europe/Rome' },
    text: '06/11/2026, 09:00 – 10:30',
  },
  {
    title: 'days',
    field: 'time',
    value: { kind: 'allDay', startDate: '2026-11-06', endDate: '2026-11-09' },
    text: '06/11/2026 – 08/11/2026, tutto il giorno',
  },
  {
    title: 'the rule of a series',
    field: 'time',
    value: {
      kind: 'allDay',
      startDate: '2026-11-06',
      endDate: '2026-11-07',
      recurrence: { pattern: { kind: 'daily', interval: 2 }, range: { kind: 'numbered', occurrences: 5 } },
    },
    text: 'ogni 2 giorni per tutto il giorno, dal 06/11/2026, 5 volte',
  },
  {
    title: 'what is not as the rule says, day by day',
    field: 'occurrences',
    value: {
      '2026-11-20': { kind: 'deleted' },
      '2026-11-13': {
        kind: 'changed',
        fields: {
          subject: null,
          time: { kind: 'timed', start: '2026-11-14T23:00:00Z', end: '2026-11-15T11:00:00Z', zone: 'Europe/Rome' },
        },
      },
    },
    text: '13/11/2026: Oggetto: (vuoto); Quando: 15/11/2026, 00:00 – 12:00 · 20/11/2026: annullata',
  },
  { title: 'no occurrence that is another', field: 'occurrences', value: null, text: '(come dice la regola)' },
  { title: 'a long text, cut', value: 'x'.repeat(300), text: `${'x'.repeat(200)}…` },
])('on one line: $title', ({ field = 'name', value, text }) => {
  expect(valueText({ t: it, language: 'it' }, field, value)).toBe(text);
});

test('the size of a photo is written as the language writes numbers', () => {
  const photo = { digest: 'a1b2c3'.padEnd(64, '0'), mediaType: 'image/png', bytes: 1_048_576 };
  expect(valueText({ t: en, language: 'en' }, 'photo', photo)).toBe('PNG picture, 1,048.6 kB (a1b2c3)');
  expect(valueText({ t: it, language: 'it' }, 'photo', photo)).toBe('immagine PNG, 1048,6 kB (a1b2c3)');
});
