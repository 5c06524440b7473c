import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fields, FieldValue } from '../../src/model/index.ts';
import { expectNoWrites, syncAppointments } from '../support/appointment-runs.ts';
import type { EngineWorld } from '../support/engine.ts';
import { openEngine } from '../support/engine.ts';

let world: EngineWorld;
beforeAll(async () => {
  world = await openEngine();
  await world.apply({ appointments: { deleteCrmToExchange: true, deleteExchangeToCrm: true } });
});
afterAll(async () => {
  const mails = world.simulator.outbox.all();
  await world.close();
  if (mails.length > 0) throw new Error('somebody was mailed');
});

const RULE = { pattern: { kind: 'daily', interval: 2 }, range: { kind: 'numbered', occurrences: 8 } };
/** Every second day from 1 December 2030, on the clock of Rome. */
const timeAt = (hour: number, recurrence: unknown = RULE) =>
  ({
    kind: 'timed',
    start: `2030-12-01T${String(hour - 1).padStart(2, '0')}:00:00Z`,
    end: `2030-12-01T${String(hour).padStart(2, '0')}:00:00Z`,
    zone: 'Europe/Rome',
    recurrence,
  }) as FieldValue;
const renamed = (subject: string) => ({ kind: 'changed', fields: { subject } });
const DELETED = { kind: 'deleted' };

let number = 0;
const newSubject = () => `Serie ${(number += 1)}`;
const inExchange = (subject: string) => world.mailbox.items('calendar').filter(({ label }) => label === subject);
const inCrm = async (subject: string) =>
  (await world.appointments.all()).filter(({ fields }) => fields['subject'] === subject);

/** Day and subject of what a person sees in Outlook. */
const shown = (subject: string) =>
  inExchange(subject)
    .flatMap(({ id }) => world.mailbox.occurrences(id, '2030-12-01T00:00:00Z', '2031-12-01T00:00:00Z'))
    .map(({ label, fields }) => `${String(fields['Start']).slice(8, 13)} ${label}`);

const sync = () => syncAppointments(world);

async function expectQuiet(): Promise<void> {
  const { counts } = await expectNoWrites(world);
  const written = Object.entries(counts ?? {}).filter(([, count]) => count !== 0);
  expect(written.filter(([name]) => /^(created|updated|deleted)/.test(name))).toEqual([]);
}

async function makePair(fields: Fields): Promise<{ readonly record: string; readonly subject: string }> {
  const subject = newSubject();
  const record = await world.appointments.add({ ...fields, subject });
  await sync();
  return { record, subject };
}

const seriesOfOutlook = (subject: string) =>
  `<t:CalendarItem><t:Subject>${subject}</t:Subject><t:Start>2030-12-01T09:00:00</t:Start><t:End>2030-12-01T10:00:00</t:End>
    <t:Recurrence><t:DailyRecurrence><t:Interval>2</t:Interval></t:DailyRecurrence><t:NumberedRecurrence><t:StartDate>2030-12-01</t:StartDate><t:NumberOfOccurrences>8</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence>
    <t:StartTimeZone Id="W. Europe Standard Time"/><t:EndTimeZone Id="W. Europe Standard Time"/></t:CalendarItem>`;

describe('a series', () => {
  test('of Outlook reaches the CRM with what became of its occurrences', async () => {
    const subject = newSubject();
    const { id } = world.mailbox.addXml('calendar', seriesOfOutlook(subject));
    const [, second, third] = world.mailbox.occurrences(id, '2030-12-01T00:00:00Z', '2031-01-01T00:00:00Z');
    world.mailbox.delete(second?.id ?? '');
    world.mailbox.change(third?.id ?? '', { Location: 'Sala 2' });
    await sync();
    expect((await inCrm(subject)).map(({ fields }) => [fields['time'], fields['occurrences']])).toEqual([
      [timeAt(9), { '2030-12-03': DELETED, '2030-12-05': { kind: 'changed', fields: { location: 'Sala 2' } } }],
    ]);
    await expectQuiet();
  });

  test('of the CRM reaches Exchange as one item, with what became of its occurrences', async () => {
    const { subject } = await makePair({
      time: timeAt(9),
      occurrences: { '2030-12-03': DELETED, '2030-12-05': renamed('Con il cliente') },
    });
    expect(inExchange(subject)).toHaveLength(1);
    expect(shown(subject).slice(0, 3)).toEqual([`01T08 ${subject}`, '05T08 Con il cliente', `07T08 ${subject}`]);
    await expectQuiet();
  });

  test('that both sides change in different occurrences has both changes', async () => {
    const { record, subject } = await makePair({ time: timeAt(9) });
    await world.appointments.change(record, { occurrences: { '2030-12-03': renamed('Dal CRM') } });
    const [item] = inExchange(subject);
    const third = world.mailbox.occurrences(item?.id ?? '', '2030-12-05T00:00:00Z', '2030-12-06T00:00:00Z')[0];
    world.mailbox.delete(third?.id ?? '');
    await sync();
    expect(shown(subject).slice(0, 3)).toEqual([`01T08 ${subject}`, '03T08 Dal CRM', `07T08 ${subject}`]);
    expect((await world.appointments.find(record))?.['occurrences']).toEqual({
      '2030-12-03': renamed('Dal CRM'),
      '2030-12-05': DELETED,
    });
    await expectQuiet();
  });

  test('that gets another hour in the CRM keeps its changed occurrences in Exchange', async () => {
    const { record, subject } = await makePair({
      time: timeAt(9),
      occurrences: { '2030-12-03': DELETED, '2030-12-05': renamed('Con il cliente') },
    });
    await world.appointments.change(record, { time: timeAt(11) });
    await sync();
    expect(shown(subject).slice(0, 3)).toEqual([`01T10 ${subject}`, '05T10 Con il cliente', `07T10 ${subject}`]);
    await expectQuiet();
  });

  test('that gets another hour in Outlook, which forgets the changed occurrences, loses them in the CRM', async () => {
    const { record, subject } = await makePair({ time: timeAt(9), occurrences: { '2030-12-03': DELETED } });
    const [item] = inExchange(subject);
    world.mailbox.change(item?.id ?? '', { Start: '2030-12-01T10:00:00Z', End: '2030-12-01T11:00:00Z' });
    await sync();
    expect(await world.appointments.find(record)).toMatchObject({ time: timeAt(11) });
    expect((await world.appointments.find(record))?.['occurrences'] ?? null).toBeNull();
    await expectQuiet();
  });

  test('becomes a single appointment and a series again, on either side, under one id', async () => {
    const { record, subject } = await makePair({ time: timeAt(9, null) });
    const [single] = inExchange(subject);
    await world.appointments.change(record, { time: timeAt(9), occurrences: { '2030-12-03': DELETED } });
    await sync();
    expect(inExchange(subject).map(({ id, isSeries }) => [id, isSeries])).toEqual([[single?.id, true]]);
    await world.appointments.change(record, { time: timeAt(9, null), occurrences: null });
    await sync();
    expect(inExchange(subject).map(({ id, isSeries }) => [id, isSeries])).toEqual([[single?.id, false]]);
    await expectQuiet();
  });

  test('loses an occurrence, and is not deleted with it', async () => {
    const { record, subject } = await makePair({ time: timeAt(9) });
    await world.appointments.change(record, { occurrences: { '2030-12-01': DELETED } });
    await sync();
    expect(shown(subject)).toHaveLength(7);
    expect(world.mailbox.items('deleteditems').filter(({ label }) => label === subject)).toEqual([]);
    await world.appointments.delete(record);
    await sync();
    expect(inExchange(subject)).toEqual([]);
  });

  test('that was written by halves is completed by the next run, and the CRM loses nothing', async () => {
    const occurrences = { '2030-12-03': DELETED, '2030-12-05': renamed('Con il cliente') };
    const { record, subject } = await makePair({ time: timeAt(9), occurrences });
    await world.appointments.change(record, { time: timeAt(11) });
    world.simulator.faults.inject({ fault: { kind: 'drop', when: 'beforeCommit' }, operation: 'UpdateItem', skip: 1 });
    await world.sync();
    await sync();
    expect(shown(subject).slice(0, 3)).toEqual([`01T10 ${subject}`, '05T10 Con il cliente', `07T10 ${subject}`]);
    expect((await world.appointments.find(record))?.['occurrences']).toEqual(occurrences);
    await expectQuiet();
  });

  test('that Exchange does not take is told, and goes through when it is mended', async () => {
    const { record, subject } = await makePair({ time: timeAt(9) });
    const time = { kind: 'timed', start: '2030-12-05T10:00:00Z', end: '2030-12-05T11:00:00Z', zone: 'Europe/Rome' };
    const moved = { kind: 'changed', fields: { time } };
    await world.appointments.change(record, { occurrences: { '2030-12-03': moved } });
    const [, run] = await world.sync();
    expect(run?.itemErrors.map(({ code }) => code)).toEqual(['ErrorOccurrenceCrossingBoundary']);
    expect(shown(subject)).toHaveLength(8);
    await world.appointments.change(record, { occurrences: { '2030-12-03': moved, '2030-12-05': DELETED } });
    await sync();
    expect(shown(subject).slice(0, 2)).toEqual([`01T08 ${subject}`, `05T10 ${subject}`]);
  });
});
