import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ItemView } from '../../simulator/index.ts';
import { wallMsOf } from '../../simulator/time-zones/zone.ts';
import type { Run } from '../../src/connector/index.ts';
import { asUser } from '../../src/crm/builtin/index.ts';
import type { Fields, Occurrence } from '../../src/model/index.ts';
import { expand, parseCalendarDate, wallTimeAt } from '../../src/model/index.ts';
import type { EngineWorld } from '../support/engine.ts';
import { openEngine } from '../support/engine.ts';
import { asCrmKeeps, HOME, seriesIn } from './case.ts';
import type { GoldenCase } from './golden-cases.ts';
import { APPOINTMENTS_FROM, DELETED, ENDED, FIVE_DAYS, GOLDEN_CASES, moved, timed } from './golden-cases.ts';
import { madeInOutlook } from './in-outlook.ts';

// Each series is seen on both sides, after it was made on the one and carried to the other by the engine.

let world: EngineWorld;
/** As they are in the CRM after the last synchronisation. */
let records: Awaited<ReturnType<EngineWorld['appointments']['all']>>;
beforeAll(async () => {
  // How fast the machine is, is no matter here.
  world = await openEngine({ exchangeTimeoutMs: 30_000 });
  await applyRules({ deleteCrmToExchange: true });
  for (const each of GOLDEN_CASES) {
    await world.appointments.add(fieldsOf(each, 'CRM'));
    makeInOutlook(each);
  }
  await world.appointments.add({ subject: 'Finita (CRM)', time: ENDED });
  makeInOutlook({ name: 'Finita', time: ENDED, shows: [] });
  const refused = await sync();
  if (refused.length > 0) throw new Error(`refused: ${refused.join()}`);
});
afterAll(async () => {
  const mails = world.simulator.outbox.all();
  await world.close();
  if (mails.length > 0) throw new Error('somebody was mailed');
});

const applyRules = (deletions: { readonly deleteCrmToExchange: boolean }) =>
  world.apply({
    appointments: { ...deletions, deleteExchangeToCrm: true },
    account: { appointmentsFrom: APPOINTMENTS_FROM },
  });

type Birthplace = 'CRM' | 'Outlook';

const subjectOf = ({ name }: Pick<GoldenCase, 'name'>, birthplace: Birthplace) => `${name} (${birthplace})`;
const fieldsOf = (each: GoldenCase, birthplace: Birthplace): Fields => ({
  subject: subjectOf(each, birthplace),
  time: each.time,
  occurrences: each.occurrences ?? null,
});

function makeInOutlook(each: GoldenCase): string {
  const series = seriesIn(asCrmKeeps(fieldsOf(each, 'Outlook')));
  return madeInOutlook(world.mailbox, {
    subject: subjectOf(each, 'Outlook'),
    series,
    dayZone: each.dayZone ?? HOME,
  });
}

function isEndless(each: GoldenCase): boolean {
  return seriesIn(asCrmKeeps(fieldsOf(each, 'CRM'))).recurrence.range.kind === 'noEnd';
}

/** @returns codes of what was refused */
async function sync(): Promise<readonly string[]> {
  const [, run] = await world.sync();
  expect(run?.outcome).toBe('done');
  records = await world.appointments.all();
  return run?.itemErrors.map(({ code }) => code) ?? [];
}

const recordsOf = (subject: string) => records.filter(({ fields }) => fields['subject'] === subject);
const itemsOf = (subject: string) => world.mailbox.items('calendar').filter(({ label }) => label === subject);

function shownInCrm(subject: string, count: number): readonly string[] {
  const [record, ...others] = recordsOf(subject);
  if (record === undefined || others.length > 0) throw new Error(`${others.length + 1} records of ${subject}`);
  const shown: string[] = [];
  for (const occurrence of expand(seriesIn(record.fields), { from: null, until: null, zone: HOME })) {
    shown.push(ofCrm(occurrence));
    if (shown.length === count) break;
  }
  return shown;
}

function ofCrm({ time }: Occurrence): string {
  if (time.kind === 'allDay') return `${time.startDate} to ${time.endDate}`;
  const [start, end] = [time.start, time.end].map((each) => wallTimeAt(each, HOME).local);
  return span(start ?? '', end ?? '');
}

function shownInOutlook(subject: string, count: number): readonly string[] {
  const [item, ...others] = itemsOf(subject);
  if (item === undefined || others.length > 0) throw new Error(`${others.length + 1} items of ${subject}`);
  const occurrences = world.mailbox.occurrences(item.id, '2026-01-01T00:00:00Z', '2034-01-01T00:00:00Z');
  return occurrences.slice(0, count).map(ofOutlook);
}

function ofOutlook({ fields }: ItemView): string {
  const zone = String(fields['StartTimeZone']);
  const [start, end] = ['Start', 'End'].map((name) =>
    new Date(wallMsOf(String(fields[name]), zone)).toISOString().slice(0, 19),
  );
  return fields['IsAllDayEvent'] === 'true' ? `${date(start)} to ${date(end)}` : span(start ?? '', end ?? '');
}

const span = (start: string, end: string) => `${start.slice(0, 10)} ${start.slice(11, 16)}-${end.slice(11, 16)}`;
/** A whole day that begins at another hour than midnight shows. */
const date = (wall = '') => wall.replace('T00:00:00', '');

describe.each(['CRM', 'Outlook'] as const)('a series that was made in %s', (birthplace) => {
  test.each(GOLDEN_CASES)('$name', (each) => {
    const subject = subjectOf(each, birthplace);
    // Of a series without end only the beginning.
    const count = isEndless(each) ? each.shows.length : 99;
    expect(shownInCrm(subject, count)).toEqual(each.shows);
    expect(shownInOutlook(subject, count)).toEqual(each.shows);
  });

  test('that ended before "appointments from" stays where it is', () => {
    const subject = subjectOf({ name: 'Finita' }, birthplace);
    expect([recordsOf(subject).length, itemsOf(subject).length]).toEqual(birthplace === 'CRM' ? [1, 0] : [0, 1]);
  });
});

describe('what Exchange does not take', () => {
  test('an occurrence moved onto the day of another is told, and goes through when that one is deleted', async () => {
    const occurrences = { '2026-12-02': moved('2026-12-03T15:00', '2026-12-03T16:00') };
    const id = await world.appointments.add({ subject: 'Spostata', time: FIVE_DAYS, occurrences });
    expect(await sync()).toEqual(['ErrorOccurrenceCrossingBoundary']);
    expect(itemsOf('Spostata')).toEqual([]);
    expect(shownInCrm('Spostata', 2)).toEqual(['2026-12-01 09:00-10:00', '2026-12-03 09:00-10:00']);
    await world.appointments.change(id, { occurrences: { ...occurrences, '2026-12-03': DELETED } });
    expect(await sync()).toEqual([]);
    expect(shownInOutlook('Spostata', 2)).toEqual(['2026-12-01 09:00-10:00', '2026-12-03 15:00-16:00']);
  });

  test('a series of which every occurrence is deleted is told, and comes when one is there again', async () => {
    const id = await world.appointments.add({ subject: 'Senza date', time: FIVE_DAYS, occurrences: deleted(DAYS) });
    expect(await sync()).toEqual([]);
    expect(itemsOf('Senza date')).toEqual([]);
    await world.appointments.change(id, { occurrences: deleted(['2026-12-01']) });
    expect(await sync()).toEqual([]);
    expect(shownInOutlook('Senza date', 1)).toEqual(['2026-12-02 09:00-10:00']);
  });
});

const DAYS = ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05'] as const;
const deleted = (days: readonly string[]): Fields => Object.fromEntries(days.map((day) => [day, DELETED]));
const inBin = (subject: string) => world.mailbox.items('deleteditems').filter(({ label }) => label === subject);

describe('the last occurrence that is left of a series', () => {
  test.each<readonly [string, Fields]>([
    ['one', deleted(DAYS.slice(0, 4))],
    ['two at once', deleted(DAYS.slice(0, 3))],
    [
      'one that was moved',
      { ...deleted(DAYS.slice(0, 4)), '2026-12-05': moved('2026-12-09T15:00', '2026-12-09T16:00') },
    ],
    ['all at once', {}],
  ])('deleted in the CRM deletes the series in Outlook: %s', async (name, before) => {
    const subject = `Ultima: ${name}`;
    const id = await world.appointments.add({ subject, time: FIVE_DAYS, occurrences: before });
    expect(await sync()).toEqual([]);
    expect(itemsOf(subject)).toHaveLength(1);
    await world.appointments.change(id, { occurrences: deleted(DAYS) });
    expect(await sync()).toEqual([]);
    expect([itemsOf(subject).length, inBin(subject).length, recordsOf(subject).length]).toEqual([0, 1, 1]);
    // Nothing of it comes back.
    expect(await sync()).toEqual([]);
    expect([itemsOf(subject).length, recordsOf(subject).length]).toEqual([0, 1]);
  });

  test('deleted in Outlook, where that deletes the series, deletes it in the CRM', async () => {
    const subject = 'Ultima in Outlook';
    await world.appointments.add({ subject, time: FIVE_DAYS, occurrences: deleted(DAYS.slice(0, 4)) });
    await sync();
    const [item] = itemsOf(subject);
    const [last, ...more] = world.mailbox.occurrences(item?.id ?? '', '2026-12-01T00:00:00Z', '2026-12-31T00:00:00Z');
    expect(more).toEqual([]);
    world.mailbox.delete(last?.id ?? '');
    expect(await sync()).toEqual([]);
    expect([recordsOf(subject).length, itemsOf(subject).length]).toEqual([0, 0]);
  });

  test('deleted on the one side while the other deletes the rest ends it, with nothing in quarantine', async () => {
    const subject = 'Ultima delle due parti';
    const id = await world.appointments.add({ subject, time: FIVE_DAYS, occurrences: deleted(DAYS.slice(0, 3)) });
    await sync();
    const [item] = itemsOf(subject);
    const [fourth] = world.mailbox.occurrences(item?.id ?? '', '2026-12-01T00:00:00Z', '2026-12-31T00:00:00Z');
    world.mailbox.delete(fourth?.id ?? '');
    await world.appointments.change(id, { occurrences: deleted([...DAYS.slice(0, 3), '2026-12-05']) });
    expect(await sync()).toEqual([]);
    expect(itemsOf(subject)).toEqual([]);
    expect((await world.appointments.find(id))?.['occurrences']).toEqual(deleted(DAYS));
  });
});

test('a series that ends in the CRM while deletions are not carried stays in Outlook, and is told', async () => {
  const subject = 'Ultima che resta';
  const id = await world.appointments.add({ subject, time: FIVE_DAYS, occurrences: deleted(DAYS.slice(0, 4)) });
  await sync();
  await applyRules({ deleteCrmToExchange: false });
  await world.appointments.change(id, { occurrences: deleted(DAYS) });
  expect(await sync()).toEqual([]);
  expect(shownInOutlook(subject, 9)).toEqual(['2026-12-05 09:00-10:00']);
  await applyRules({ deleteCrmToExchange: true });
  expect(await sync()).toEqual([]);
  expect(shownInOutlook(subject, 9)).toEqual(['2026-12-05 09:00-10:00']);
});

describe('"this and following"', () => {
  /** From the fourth day on at eleven. */
  const LATER = timed('2026-12-04T11:00', '2026-12-04T12:00', [
    { kind: 'daily', interval: 1 },
    { kind: 'numbered', occurrences: 3 },
  ]);
  const SIX_DAYS = timed('2026-12-01T09:00', '2026-12-01T10:00', [
    { kind: 'daily', interval: 1 },
    { kind: 'numbered', occurrences: 6 },
  ]);
  /** One before the split is moved and one deleted, and so are two after it. */
  const CHANGED = {
    '2026-12-02': moved('2026-12-02T15:00', '2026-12-02T16:00'),
    '2026-12-03': DELETED,
    '2026-12-05': DELETED,
    '2026-12-06': moved('2026-12-06T17:00', '2026-12-06T18:00'),
  };
  const EARLIER = ['2026-12-01 09:00-10:00', '2026-12-02 15:00-16:00'];
  const AT_ELEVEN = ['2026-12-04 11:00-12:00', '2026-12-05 11:00-12:00', '2026-12-06 11:00-12:00'];
  const WITH_CHANGES = ['2026-12-04 11:00-12:00', '2026-12-06 17:00-18:00'];

  /** Splits what both sides have, and says what both sides then have to show. */
  const splits: Readonly<
    Record<string, readonly [split: (subject: string) => Promise<void>, after: readonly string[]]>
  > = {
    'in Outlook, where the new series is as its rule says': [(subject) => splitInOutlook(subject, {}), AT_ELEVEN],
    'in Outlook, and the new series is changed where the old one was': [
      (subject) => splitInOutlook(subject, { '2026-12-05': DELETED, '2026-12-06': CHANGED['2026-12-06'] }),
      WITH_CHANGES,
    ],
    'in the CRM, where changes go with their days': [
      async (subject) => {
        const [{ id } = { id: '' }] = recordsOf(subject);
        const split = { id, expectedVersion: null, day: parseCalendarDate('2026-12-04'), changes: { time: LATER } };
        const actor = asUser(await world.userId('mario'));
        expect((await world.connector.parts.crm.splitSeries(actor, split)).kind).toBe('done');
      },
      WITH_CHANGES,
    ],
    'in a CRM that changes the rule and makes a new record': [
      async (subject) => {
        const [{ id } = { id: '' }] = recordsOf(subject);
        const until = { kind: 'endDate', endDate: parseCalendarDate('2026-12-03') } as const;
        const time = timed('2026-12-01T09:00', '2026-12-01T10:00', [{ kind: 'daily', interval: 1 }, until]);
        await world.appointments.change(id, { time });
        await world.appointments.add({ subject, time: LATER });
      },
      AT_ELEVEN,
    ],
  };

  async function splitInOutlook(subject: string, occurrences: Fields): Promise<void> {
    const [item] = itemsOf(subject);
    world.mailbox.endSeries(item?.id ?? '', '2026-12-03');
    const series = seriesIn(asCrmKeeps({ subject, time: LATER, occurrences }));
    madeInOutlook(world.mailbox, { subject, series, dayZone: HOME });
  }

  test.each(Object.entries(splits))('%s', async (name, [split, after]) => {
    const subject = `Divisa ${name}`;
    await world.appointments.add({ subject, time: SIX_DAYS, occurrences: CHANGED });
    expect(await sync()).toEqual([]);
    await split(subject);
    expect(await sync()).toEqual([]);
    expect(bothInCrm(subject)).toEqual([EARLIER, after]);
    expect(bothInOutlook(subject)).toEqual([EARLIER, after]);
    const links = (await world.links('appointments')).filter(({ crmId }) =>
      recordsOf(subject).some(({ id }) => id === crmId),
    );
    expect(links.map(({ exchangeId }) => exchangeId).sort()).toEqual(
      itemsOf(subject)
        .map(({ id }) => id)
        .sort(),
    );
    expect(links).toHaveLength(2);
    const [, quiet] = await world.sync();
    expect(writesIn(quiet)).toEqual([]);
  });

  const bothInCrm = (subject: string) =>
    recordsOf(subject)
      .map(({ fields }) => [...expand(seriesIn(fields), { from: null, until: null, zone: HOME })].map(ofCrm))
      .sort();
  const bothInOutlook = (subject: string) =>
    itemsOf(subject)
      .map(({ id }) => world.mailbox.occurrences(id, '2026-11-01T00:00:00Z', '2027-02-01T00:00:00Z').map(ofOutlook))
      .sort();
  const writesIn = (run: Run | undefined) =>
    Object.entries(run?.counts ?? { missing: 1 }).filter(
      ([name, count]) => /^(created|updated|deleted|missing)/.test(name) && count > 0,
    );
});

describe('UNTIL in UTC', () => {
  test.each([
    ['at the last start', 'T2330', '20270103T223000Z', '2027-01-03 23:30-23:45'],
    ['before midnight UTC of a day that has begun in Rome', 'T0015', '20270103T231500Z', '2027-01-04 00:15-00:30'],
    ['a second too early', 'T0015', '20270103T231459Z', '2027-01-03 00:15-00:30'],
  ])('%s ends the series with the right day', async (name, start, until, last) => {
    const content = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      `UID:${until}`,
      `SUMMARY:${name}`,
      `DTSTART;TZID=Europe/Rome:20270101${start}00`,
      `DURATION:PT15M`,
      `RRULE:FREQ=DAILY;UNTIL=${until}`,
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n');
    const actor = asUser(await world.userId('mario'));
    await world.connector.parts.crm.importAppointments(actor, { content: Buffer.from(content) });
    expect(await sync()).toEqual([]);
    expect(shownInCrm(name, 99).at(-1)).toBe(last);
    expect(shownInOutlook(name, 99).at(-1)).toBe(last);
  });
});
