import { expect, test } from 'vitest';
import type { ExchangeUpdate } from '../../../src/exchange/port.ts';
import type { CalendarDate, Fields } from '../../../src/model/index.ts';
import type { SeriesPlace } from '../../support/ews/series-place.ts';
import { created, itemOf, seriesPlaceOfTest, sixTuesdaysAt } from '../../support/ews/series-place.ts';

const PEOPLE = ['carla@example.org', 'dario@example.org', 'elisa@example.org'];
const [CALLED_OFF, ALSO_OFF, MOVED, REGULAR] = ['2026-12-08', '2026-12-15', '2026-12-22', '2026-12-29'] as const;
const OCCURRENCES = {
  [CALLED_OFF]: { kind: 'deleted' },
  [ALSO_OFF]: { kind: 'deleted' },
  [MOVED]: { kind: 'changed', fields: { location: 'Sala 2' } },
};

/** A weekly meeting of three others, of which two occurrences were called off and one has another place. */
async function meetingOfFour(): Promise<{ place: SeriesPlace; id: string }> {
  const place = await seriesPlaceOfTest();
  const id = await created(place.side, { subject: 'Riunione', time: sixTuesdaysAt(9), occurrences: OCCURRENCES });
  place.mailbox.change(id, { RequiredAttendees: PEOPLE });
  expect((await itemOf(place.side, id)).meeting).toMatchObject({ role: 'organizer', recipients: 3 });
  place.simulator.outbox.clear();
  return { place, id };
}

type Said = Pick<ExchangeUpdate, 'notifies' | 'notifiesOfDays'> & Partial<Pick<ExchangeUpdate, 'categories'>>;

/** @returns the kinds of mail that went out, each to all three */
async function mailsOf(changes: Fields, said: Said): Promise<readonly string[]> {
  const { place, id } = await meetingOfFour();
  const ref = { id, changeKey: (await itemOf(place.side, id)).changeKey };
  const update = { ref, changes, categories: null, stamp: null, ...said };
  expect(await place.side.update('appointments', [update], 'neverOverwrite')).toMatchObject([{ kind: 'done' }]);
  const { fields } = await itemOf(place.side, id);
  expect(fields).toMatchObject(changes);
  const sent = place.simulator.outbox.all();
  for (const { to } of sent) expect(to).toEqual(PEOPLE);
  return sent.map(({ kind }) => kind).toSorted();
}

const days = (...all: readonly string[]) => all as readonly CalendarDate[];

test('a series at another hour mails for itself alone where nothing is said of its occurrences', async () => {
  const changes = { time: sixTuesdaysAt(11), occurrences: OCCURRENCES };
  expect(await mailsOf(changes, { notifies: true })).toEqual(['update']);
});

test('a series at another hour mails besides for each occurrence that is said, once', async () => {
  const changes = { time: sixTuesdaysAt(11), occurrences: OCCURRENCES };
  const said = { notifies: true, notifiesOfDays: days(MOVED, REGULAR) } as const;
  expect(await mailsOf(changes, said)).toEqual(['update', 'update']);
});

test('an occurrence that is called off mails its cancellation, and the mark of the series nothing', async () => {
  const changes = { occurrences: { ...OCCURRENCES, [REGULAR]: { kind: 'deleted' } } };
  const said = { notifiesOfDays: days(REGULAR), categories: ['CRM'] };
  expect(await mailsOf(changes, said)).toEqual(['cancellation']);
});

test('an occurrence about which nobody is to hear is written in silence beside one that mails', async () => {
  const change = { kind: 'changed', fields: { location: 'Sala 3' } };
  const changes = { occurrences: { ...OCCURRENCES, [MOVED]: change, [REGULAR]: change } };
  expect(await mailsOf(changes, { notifiesOfDays: days(REGULAR) })).toEqual(['update']);
});

test('a deleted occurrence that comes back mails with the series, and the rest is told as it was said', async () => {
  const { [CALLED_OFF]: _back, ...occurrences } = OCCURRENCES;
  expect(await mailsOf({ occurrences }, { notifies: true, notifiesOfDays: days(MOVED) })).toEqual(['update', 'update']);
});
