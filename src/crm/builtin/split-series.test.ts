import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { parseCalendarDate } from '../../model/index.ts';
import { FOUR_FRIDAYS as TIME } from '../testing/four-fridays.ts';
import type { TestCrm } from '../testing/open-test-crm.ts';
import { openTestCrm } from '../testing/open-test-crm.ts';
import { asUser, OPERATOR } from './index.ts';

const rangeOf = (occurrences: number) => ({ ...TIME.recurrence, range: { kind: 'numbered', occurrences } });
const DELETED = { kind: 'deleted' };

let world: TestCrm;
beforeAll(async () => {
  world = await openTestCrm();
});
afterAll(() => world.db.close());

async function made(fields: Fields, participantIds: readonly string[] = []) {
  const { id: ownerId } = await world.user('sara');
  const create = { participantIds, fields: { subject: 'Consegna', time: TIME, ...fields } };
  const result = await world.crm.appointments.create(asUser(ownerId), create);
  if (result.kind !== 'done') throw new Error(JSON.stringify(result));
  return result.record;
}

async function all() {
  const { records } = await world.crm.appointments.list(OPERATOR, { limit: 500 });
  return records;
}

const split = (id: string, day: string, changes: Fields = {}, expectedVersion: string | null = null) =>
  world.crm.splitSeries(OPERATOR, { id, expectedVersion, day: parseCalendarDate(day), changes });

describe('A series that is split in the CRM', () => {
  it('ends before the day, and goes on in a new record of the same people, each with what became of its days', async () => {
    const { id: colleague } = await world.user('giulia');
    const moved = {
      kind: 'changed',
      fields: {
        time: { kind: 'timed', start: '2026-11-25T14:00:00Z', end: '2026-11-25T15:00:00Z', zone: null },
      },
    };
    const record = await made(
      { location: 'Sala', occurrences: { '2026-11-06': DELETED, '2026-11-13': moved, '2026-11-27': DELETED } },
      [colleague],
    );
    const result = await split(record.id, '2026-11-20', { location: null, subject: 'Ritiro' });
    if (result.kind !== 'done') throw new Error(result.kind);
    expect(result.before).toMatchObject({ id: record.id, version: '2' });
    expect(result.before.fields).toEqual({
      subject: 'Consegna',
      location: 'Sala',
      time: { ...TIME, recurrence: rangeOf(2) },
      occurrences: { '2026-11-06': DELETED, '2026-11-13': moved },
    });
    expect(result.after).toMatchObject({ ownerId: record.ownerId, participantIds: [colleague], uid: null });
    expect(result.after.fields).toEqual({
      subject: 'Ritiro',
      time: { ...TIME, start: '2026-11-20T08:00:00Z', end: '2026-11-20T09:00:00Z', recurrence: rangeOf(2) },
      occurrences: { '2026-11-27': DELETED },
    });
  });

  it('stays whole where the new part is refused, the version is another, or the day begins no part', async () => {
    const record = await made({});
    const before = await all();
    const backwards = { ...TIME, start: '2026-11-20T08:00:00Z', end: '2026-11-20T07:00:00Z' };
    expect(await split(record.id, '2026-11-20', { time: backwards })).toMatchObject({
      error: { code: 'crm_invalid_record', details: { field: 'time.end' } },
    });
    expect(await split(record.id, '2026-11-20', {}, '7')).toMatchObject({ kind: 'conflict' });
    for (const day of ['2026-11-06', '2026-11-19', '2026-12-04']) {
      expect(await split(record.id, day)).toMatchObject({
        error: { details: { problems: expect.stringMatching(/^day:/) } },
      });
    }
    expect(await all()).toEqual(before);
  });

  it('needs a time where the clock jumps over that of the day: an hour would be lost for all that follow', async () => {
    const night = { ...TIME, start: '2027-03-21T01:30:00Z', end: '2027-03-21T03:00:00Z', recurrence: sundays() };
    const record = await made({ time: night });
    expect(await split(record.id, '2027-03-28')).toMatchObject({
      error: { details: { problems: expect.stringMatching(/^fields.time:/) } },
    });
    const time = { ...night, start: '2027-03-28T00:30:00Z', end: '2027-03-28T02:00:00Z' };
    expect(await split(record.id, '2027-03-28', { time })).toMatchObject({ kind: 'done', after: { fields: { time } } });
  });

  it('keeps in both parts what its file says and no field expresses', async () => {
    const { id: userId } = await world.user('sara');
    const content = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'UID:con-progetto',
      'SUMMARY:Cantiere',
      'DTSTART;TZID=Europe/Rome:20261106T090000',
      'DURATION:PT1H',
      'RRULE:FREQ=WEEKLY;COUNT=4',
      'X-PROGETTO:12',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n');
    await world.crm.importAppointments(asUser(userId), { content: Buffer.from(content) });
    const record = (await all()).find(({ uid }) => uid === 'con-progetto');
    const result = await split(record?.id ?? '', '2026-11-20');
    if (result.kind !== 'done') throw new Error(result.kind);
    for (const { extra } of [result.before, result.after]) {
      expect(extra).toMatchObject({ lines: expect.arrayContaining(['X-PROGETTO:12']) });
    }
  });

  it('is not split where it is a meeting: a new record could not bring its people along', async () => {
    const { id: userId } = await world.user('sara');
    const content = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'UID:riunione-settimanale',
      'SUMMARY:Riunione',
      'DTSTART;TZID=Europe/Rome:20261106T090000',
      'DURATION:PT1H',
      'RRULE:FREQ=WEEKLY;COUNT=4',
      'ORGANIZER:mailto:sara@example.com',
      'ATTENDEE:mailto:anna@example.com',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n');
    await world.crm.importAppointments(asUser(userId), { content: Buffer.from(content) });
    const meeting = (await all()).find(({ uid }) => uid === 'riunione-settimanale');
    expect(meeting?.fields['attendees']).toHaveLength(1);
    expect(await split(meeting?.id ?? '', '2026-11-20')).toMatchObject({
      error: { details: { problems: expect.stringMatching(/meeting/) } },
    });
  });
});

function sundays() {
  return { ...rangeOf(4), pattern: { ...TIME.recurrence.pattern, days: ['sunday'] } };
}
