import { describe, expect, test } from 'vitest';
import type { Fields, FieldValue } from '../../../src/model/index.ts';
import { SERVICE_USER } from '../../support/ews/diagnosis.ts';
import type { SeriesPlace } from '../../support/ews/series-place.ts';
import { changeIn, created, createIn, itemOf, seriesPlaceOfTest } from '../../support/ews/series-place.ts';

const RULE = { pattern: { kind: 'daily', interval: 2 }, range: { kind: 'numbered', occurrences: 8 } };
/** Every second day from 1 December 2026, at nine in Rome. */
const timeAt = (hour: number, recurrence: unknown = RULE) =>
  ({
    kind: 'timed',
    start: `2026-12-01T${String(hour - 1).padStart(2, '0')}:00:00Z`,
    end: `2026-12-01T${String(hour).padStart(2, '0')}:00:00Z`,
    zone: 'Europe/Rome',
    recurrence,
  }) as FieldValue;
const RENAMED = { kind: 'changed', fields: { subject: 'Con il cliente' } };
const OCCURRENCES = { '2026-12-03': { kind: 'deleted' }, '2026-12-05': RENAMED };
const SERIES: Fields = { subject: 'Riunione', location: 'Sala 1', time: timeAt(9), occurrences: OCCURRENCES };

/** Bodies of the requests since the last call. */
function sentTo({ simulator }: SeriesPlace): readonly { readonly operation: string; readonly body: string }[] {
  const sent = simulator.requests
    .all()
    .map(({ operation, requestBody }) => ({ operation: operation ?? '', body: requestBody ?? '' }));
  simulator.requests.clear();
  return sent;
}

const subjects = ({ mailbox }: SeriesPlace, id: string) =>
  mailbox
    .occurrences(id, '2026-12-01T00:00:00Z', '2027-03-01T00:00:00Z')
    .map(({ label, fields }) => `${String(fields['Start']).slice(5, 13)} ${label}`);

describe('an update of a series', () => {
  test('sends neither rule nor times where only a text changes, and its occurrences stay as they are', async () => {
    const place = await seriesPlaceOfTest();
    const id = await created(place.side, SERIES);
    sentTo(place);
    expect(await changeIn(place.side, id, { location: 'Sala 2' })).toMatchObject({ kind: 'done' });
    const [update, ...others] = sentTo(place).filter(({ operation }) => operation === 'UpdateItem');
    expect(others).toEqual([]);
    expect(update?.body).not.toMatch(/calendar:(Recurrence|Start|End|StartTimeZone)"/);
    expect((await itemOf(place.side, id)).fields).toMatchObject({ location: 'Sala 2', occurrences: OCCURRENCES });
  });

  test('sends no time that is the old one', async () => {
    const place = await seriesPlaceOfTest();
    const id = await created(place.side, SERIES);
    sentTo(place);
    const changes = { time: timeAt(9), occurrences: OCCURRENCES, subject: 'Riunione nuova' };
    expect(await changeIn(place.side, id, changes)).toMatchObject({ kind: 'done' });
    const updates = sentTo(place).filter(({ operation }) => operation === 'UpdateItem');
    expect(updates.map(({ body }) => /calendar:(Recurrence|Start)"/.test(body))).toEqual([false]);
  });

  test('with another hour leaves the rule alone and writes the changed occurrences again', async () => {
    const place = await seriesPlaceOfTest();
    const id = await created(place.side, SERIES);
    sentTo(place);
    expect(await changeIn(place.side, id, { time: timeAt(11), occurrences: OCCURRENCES })).toMatchObject({
      kind: 'done',
    });
    expect(sentTo(place).some(({ body }) => body.includes('<t:Recurrence>'))).toBe(false);
    expect(subjects(place, id).slice(0, 3)).toEqual([
      '12-01T10 Riunione',
      '12-05T10 Con il cliente',
      '12-07T10 Riunione',
    ]);
    expect((await itemOf(place.side, id)).fields).toMatchObject({ time: timeAt(11), occurrences: OCCURRENCES });
  });

  test('with a time alone keeps the changed occurrences that Exchange would forget', async () => {
    const place = await seriesPlaceOfTest();
    const id = await created(place.side, SERIES);
    expect(await changeIn(place.side, id, { time: timeAt(11) })).toMatchObject({ kind: 'done' });
    expect((await itemOf(place.side, id)).fields['occurrences']).toEqual(OCCURRENCES);
  });

  test('with the rule brings a deleted occurrence back, and the others are as they were', async () => {
    const place = await seriesPlaceOfTest();
    const id = await created(place.side, SERIES);
    sentTo(place);
    expect(await changeIn(place.side, id, { occurrences: { '2026-12-05': RENAMED } })).toMatchObject({ kind: 'done' });
    const updates = sentTo(place).filter(({ operation }) => operation === 'UpdateItem');
    expect(updates.map(({ body }) => [body.includes('<t:Recurrence>'), body.includes('calendar:Start"')])).toEqual([
      [true, false],
      [false, false],
    ]);
    expect(subjects(place, id).slice(0, 3)).toEqual([
      '12-01T08 Riunione',
      '12-03T08 Riunione',
      '12-05T08 Con il cliente',
    ]);
  });

  test('makes a single appointment a series and back, under the same id', async () => {
    const place = await seriesPlaceOfTest();
    const id = await created(place.side, { ...SERIES, time: timeAt(9, null), occurrences: null });
    expect(await changeIn(place.side, id, { time: timeAt(9), occurrences: OCCURRENCES })).toMatchObject({
      kind: 'done',
      ref: { id },
    });
    expect(subjects(place, id)).toHaveLength(7);
    // Also where nobody says that it was one.
    expect(await changeIn(place.side, id, { time: timeAt(10, null) })).toMatchObject({ kind: 'done', ref: { id } });
    const { fields } = await itemOf(place.side, id);
    expect([place.mailbox.findItem(id)?.isSeries, fields['occurrences']]).toEqual([false, null]);
    expect(fields['time']).toMatchObject({ start: '2026-12-01T09:00:00Z' });
  });

  test('a series is deleted as a whole', async () => {
    const place = await seriesPlaceOfTest();
    const id = await created(place.side, SERIES);
    const { changeKey } = await itemOf(place.side, id);
    expect(await place.side.delete('appointments', [{ id, changeKey }], 'deletedItems')).toMatchObject([
      { kind: 'done' },
    ]);
    expect(place.mailbox.items('calendar')).toEqual([]);
    expect(place.mailbox.items('deleteditems').map(({ isSeries }) => isSeries)).toEqual([true]);
  });

  test('goes through among others, each with its own outcome', async () => {
    const place = await seriesPlaceOfTest();
    const single = { subject: 'Una', time: timeAt(9, null) };
    const ids = [
      await created(place.side, single),
      await created(place.side, SERIES),
      await created(place.side, single),
    ];
    const items = await Promise.all(ids.map((id) => itemOf(place.side, id)));
    const changes: readonly Fields[] = [{ time: timeAt(12, null) }, { occurrences: null }, { subject: 'Altra' }];
    const updates = items.map(({ id, changeKey }, index) => ({
      ref: { id, changeKey },
      changes: changes[index] ?? {},
      categories: null,
      stamp: null,
    }));
    const outcomes = await place.side.update('appointments', updates, 'neverOverwrite');
    expect(outcomes.map((outcome) => outcome.kind === 'done' && outcome.ref.id)).toEqual(ids);
    const after = await Promise.all(ids.map((id) => itemOf(place.side, id)));
    expect(after.map(({ fields }) => [fields['subject'], fields['occurrences']])).toEqual([
      ['Una', null],
      ['Riunione', null],
      ['Altra', null],
    ]);
  });
});

describe('somebody else in the calendar', () => {
  test('a series that was changed since it was read is not written', async () => {
    const place = await seriesPlaceOfTest();
    const id = await created(place.side, SERIES);
    const { changeKey } = await itemOf(place.side, id);
    place.mailbox.change(id, { Subject: 'Da Outlook' });
    sentTo(place);
    expect(await changeIn(place.side, id, { time: timeAt(12), occurrences: null }, changeKey ?? '')).toMatchObject({
      kind: 'conflict',
    });
    expect(sentTo(place).map(({ operation }) => operation)).not.toContain('UpdateItem');
  });

  test('who changes the series while it is written shows in the change key', async () => {
    const place = await seriesPlaceOfTest();
    const { simulator, mailbox, side } = place;
    const id = await created(side, { ...SERIES, occurrences: null });
    const { changeKey } = await itemOf(side, id);
    simulator.requests.clear();
    // The look at the whole, after the only write.
    simulator.faults.inject({
      fault: { kind: 'delay', ms: 400, when: 'beforeCommit' },
      operation: 'GetItem',
      skip: 2,
    });
    const writing = changeIn(side, id, { occurrences: { '2026-12-05': RENAMED } }, changeKey ?? '');
    await until(() => simulator.requests.all().some(({ operation }) => operation === 'UpdateItem'));
    mailbox.change(id, { Location: 'Da Outlook' });
    const outcome = await writing;
    expect(outcome.kind).toBe('done');
    expect(outcome.kind === 'done' && outcome.ref.changeKey).not.toBe((await itemOf(side, id)).changeKey);
  });

  test('who changes an occurrence after the item was written is not overwritten', async () => {
    const place = await seriesPlaceOfTest();
    const { simulator, mailbox, side } = place;
    const id = await created(side, SERIES);
    const { changeKey } = await itemOf(side, id);
    simulator.requests.clear();
    // The look at what has become of the occurrences: before it, the series and its exception were read.
    simulator.faults.inject({
      fault: { kind: 'delay', ms: 400, when: 'beforeCommit' },
      operation: 'GetItem',
      skip: 2,
    });
    const writing = changeIn(side, id, { time: timeAt(11), occurrences: OCCURRENCES }, changeKey ?? '');
    await until(() => simulator.requests.all().some(({ operation }) => operation === 'UpdateItem'));
    const fifth = mailbox.occurrences(id, '2026-12-05T00:00:00Z', '2026-12-06T00:00:00Z')[0];
    mailbox.change(fifth?.id ?? '', { Subject: 'Da Outlook' });
    expect(await writing).toMatchObject({ kind: 'unknown' });
    expect(subjects(place, id)).toContain('12-05T10 Da Outlook');
  });

  test.each([
    ['an exception', OCCURRENCES, 'GetItem', 2],
    ['a regular occurrence', null, 'FindItem', 0],
  ] as const)('who changes %s before its turn is not overwritten', async (_, occurrences, look, skip) => {
    const place = await seriesPlaceOfTest();
    const { simulator, mailbox, side } = place;
    const id = await created(side, { ...SERIES, occurrences });
    const { changeKey } = await itemOf(side, id);
    simulator.requests.clear();
    simulator.faults.inject({ fault: { kind: 'delay', ms: 400, when: 'beforeCommit' }, operation: look, skip });
    const renamedAgain = { kind: 'changed', fields: { subject: 'Dal CRM' } };
    const writing = changeIn(
      side,
      id,
      { occurrences: { ...occurrences, '2026-12-05': renamedAgain } },
      changeKey ?? '',
    );
    await until(() => simulator.requests.all().length === (skip || 1));
    const fifth = mailbox.occurrences(id, '2026-12-05T00:00:00Z', '2026-12-06T00:00:00Z')[0];
    mailbox.change(fifth?.id ?? '', { Subject: 'Da Outlook' });
    expect(await writing).toMatchObject({ kind: 'conflict' });
    expect(subjects(place, id)).toContain('12-05T08 Da Outlook');
  });

  test('who changes an exception before its turn is overwritten where the profile says so', async () => {
    const place = await seriesPlaceOfTest();
    const { simulator, mailbox, side } = place;
    const id = await created(side, SERIES);
    simulator.requests.clear();
    simulator.faults.inject({ fault: { kind: 'delay', ms: 400, when: 'beforeCommit' }, operation: 'GetItem', skip: 2 });
    const changes: Fields = {
      occurrences: { ...OCCURRENCES, '2026-12-05': { kind: 'changed', fields: { subject: 'Dal CRM' } } },
    };
    const update = { ref: { id, changeKey: null }, changes, categories: null, stamp: null };
    const writing = side.update('appointments', [update], 'alwaysOverwrite');
    await until(() => simulator.requests.all().length === 2);
    const fifth = mailbox.occurrences(id, '2026-12-05T00:00:00Z', '2026-12-06T00:00:00Z')[0];
    mailbox.change(fifth?.id ?? '', { Subject: 'Da Outlook' });
    expect(await writing).toMatchObject([{ kind: 'done' }]);
    expect(subjects(place, id)).toContain('12-05T08 Dal CRM');
  });

  test('who changes an exception that is to be deleted keeps it, and what was written before is told', async () => {
    const place = await seriesPlaceOfTest();
    const { simulator, mailbox, side } = place;
    const id = await created(side, { ...SERIES, occurrences: { '2026-12-05': RENAMED, '2026-12-07': RENAMED } });
    const { changeKey } = await itemOf(side, id);
    simulator.requests.clear();
    // The look at the second, after the first was deleted.
    simulator.faults.inject({ fault: { kind: 'delay', ms: 400, when: 'beforeCommit' }, operation: 'GetItem', skip: 3 });
    const deleted = { kind: 'deleted' };
    const changes = { occurrences: { '2026-12-05': deleted, '2026-12-07': deleted } };
    const writing = changeIn(side, id, changes, changeKey ?? '');
    await until(() => simulator.requests.all().some(({ operation }) => operation === 'DeleteItem'));
    const seventh = mailbox.occurrences(id, '2026-12-07T00:00:00Z', '2026-12-08T00:00:00Z')[0];
    mailbox.change(seventh?.id ?? '', { Subject: 'Da Outlook' });
    expect(await writing).toMatchObject({ kind: 'unknown' });
    const shown = subjects(place, id);
    expect(shown).toContain('12-07T08 Da Outlook');
    expect(shown.filter((label) => label.startsWith('12-05'))).toEqual([]);
  });

  test('an exception that disappears while the series is read makes it read once more', async () => {
    const place = await seriesPlaceOfTest();
    const { simulator, mailbox, side } = place;
    const id = await created(side, SERIES);
    const exception = mailbox
      .occurrences(id, '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z')
      .find(({ label }) => label === 'Con il cliente');
    simulator.requests.clear();
    simulator.faults.inject({
      fault: { kind: 'delay', ms: 400, when: 'beforeCommit' },
      operation: 'GetItem',
      skip: 1,
    });
    const reading = itemOf(side, id);
    await until(() => simulator.requests.all().length === 1);
    mailbox.delete(exception?.id ?? '');
    expect((await reading).fields['occurrences']).toEqual({
      '2026-12-03': { kind: 'deleted' },
      '2026-12-05': { kind: 'deleted' },
    });
  });
});

describe('a series that is written by halves', () => {
  test('is unknown when the item went through and an occurrence did not, and the next attempt completes it', async () => {
    const place = await seriesPlaceOfTest();
    const { simulator, side } = place;
    const id = await created(side, SERIES);
    simulator.faults.inject({
      fault: { kind: 'itemError', code: 'ErrorOccurrenceCrossingBoundary' },
      operation: 'UpdateItem',
      skip: 1,
    });
    const changes = { time: timeAt(11), occurrences: OCCURRENCES };
    expect(await changeIn(side, id, changes)).toMatchObject({
      kind: 'unknown',
      error: { code: 'ErrorOccurrenceCrossingBoundary' },
    });
    expect(await changeIn(side, id, changes)).toMatchObject({ kind: 'done' });
    expect((await itemOf(side, id)).fields).toMatchObject(changes);
  });

  test('is refused, with the code of Exchange, when nothing went through', async () => {
    const place = await seriesPlaceOfTest();
    const { simulator, side } = place;
    const id = await created(side, { ...SERIES, occurrences: null });
    simulator.faults.inject({
      fault: { kind: 'itemError', code: 'ErrorOccurrenceTimeSpanTooBig' },
      operation: 'UpdateItem',
    });
    expect(await changeIn(side, id, { occurrences: { '2026-12-05': RENAMED } })).toMatchObject({
      kind: 'failed',
      error: { code: 'ErrorOccurrenceTimeSpanTooBig', disposition: 'quarantine' },
    });
  });

  test('is unknown when it is new and its occurrences are lost on the way', async () => {
    const place = await seriesPlaceOfTest();
    const { simulator, side, mailbox } = place;
    simulator.faults.inject({ fault: { kind: 'drop', when: 'afterCommit' }, operation: 'DeleteItem' });
    expect(await createIn(side, SERIES)).toMatchObject({ kind: 'unknown' });
    const [item] = mailbox.items('calendar');
    expect(item?.isSeries).toBe(true);
  });
});

describe('whose mailbox it is', () => {
  test.each(['impersonation', 'delegateFolders'] as const)('a series goes through by %s', async (access) => {
    const place = await seriesPlaceOfTest({ access });
    const { simulator, side, mailbox } = place;
    const folders = { contacts: 'editor', calendar: 'editor', deleteditems: 'editor' } as const;
    if (access === 'delegateFolders') simulator.delegate(mailbox.smtp, { to: SERVICE_USER.smtp, folders });
    const id = await created(side, SERIES);
    const occurrences = { '2026-12-03': RENAMED, '2026-12-07': { kind: 'deleted' } };
    expect(await changeIn(side, id, { occurrences, time: timeAt(12) })).toMatchObject({ kind: 'done' });
    expect((await itemOf(side, id)).fields).toMatchObject({ occurrences, time: timeAt(12) });
    expect(mailbox.items('calendar').map((item) => item.id)).toEqual([id]);
    expect(simulator.mailbox(SERVICE_USER.smtp).items('calendar')).toEqual([]);
    expect(simulator.outbox.all()).toEqual([]);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
