import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Appointment, FieldSpec, Fields, Series } from '../../../model/index.ts';
import {
  APPOINTMENT_FIELDS,
  exceptionFields,
  parseTimeZoneId,
  regularTime,
  sameValue,
  valueOf,
} from '../../../model/index.ts';
import { arbitrarySeries } from '../../../model/recurrence/testing/arbitrary-series.ts';
import { arbitraryAppointment } from '../../testing/arbitrary-appointment.ts';
import type { TestCrm } from '../../testing/open-test-crm.ts';
import { openTestCrm } from '../../testing/open-test-crm.ts';
import { acceptFields } from '../accept-fields.ts';
import type { Actor } from '../actor.ts';
import { asUser } from '../actor.ts';
import { groupedByUid, readCalendarFile } from './calendar-file.ts';
import { foldLine } from './content-line.ts';
import { ImportTally } from './import-report.ts';
import { readAppointment } from './read-appointment.ts';
import { appointmentOfSeries } from './series/appointment-of-series.ts';
import { writeAppointment } from './write-appointment.ts';

let world: TestCrm;
beforeAll(async () => {
  world = await openTestCrm();
});
afterAll(() => world.db.close());

const event = (uid: string, subject: string, ...more: readonly string[]) =>
  [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    ...(more.some((line) => line.startsWith('DTSTART'))
      ? []
      : ['DTSTART;TZID=Europe/Rome:20260706T090000', 'DTEND;TZID=Europe/Rome:20260706T100000']),
    `SUMMARY:${subject}`,
    ...more,
    'END:VEVENT',
  ].join('\r\n');

const calendar = (...parts: readonly string[]) => ['BEGIN:VCALENDAR', ...parts, 'END:VCALENDAR', ''].join('\r\n');

async function exported(actor: Actor): Promise<string> {
  let text = '';
  for await (const piece of world.crm.exportAppointments(actor)) text += piece;
  return text;
}

const WEEKLY = [
  event('s-1', 'Riunione vendite', 'RRULE:FREQ=WEEKLY;BYDAY=MO', 'EXDATE;TZID=Europe/Rome:20260713T090000'),
  event(
    's-1',
    'Riunione con Lecco',
    'RECURRENCE-ID;TZID=Europe/Rome:20260720T090000',
    'DTSTART;TZID=Europe/Rome:20260721T140000',
    'DTEND;TZID=Europe/Rome:20260721T150000',
    'X-APPLE-TRAVEL-DURATION:PT20M',
  ),
];

describe('An imported series', () => {
  it('is one record with its changed occurrences, which people and a synchronisation may change', async () => {
    const actor = asUser((await world.user('anna')).id);
    const report = await world.crm.importAppointments(actor, {
      content: calendar(...WEEKLY, event('e-1', 'Collaudo')),
    });
    expect(report).toMatchObject({ created: 2, refused: [], kept: [] });
    const record = (await world.crm.appointments.list(actor)).records.find(({ uid }) => uid === 's-1');
    if (record === undefined) throw new Error('no series');
    expect(record.notSynchronised).toBeNull();
    expect(record.fields).toMatchObject({
      subject: 'Riunione vendite',
      time: {
        start: '2026-07-06T07:00:00Z',
        zone: 'Europe/Rome',
        recurrence: { pattern: { kind: 'weekly', interval: 1, days: ['monday'] }, range: { kind: 'noEnd' } },
      },
      occurrences: {
        '2026-07-13': { kind: 'deleted' },
        '2026-07-20': {
          kind: 'changed',
          fields: { subject: 'Riunione con Lecco', time: { start: '2026-07-21T12:00:00Z' } },
        },
      },
    });
    const side = await world.crm.sideFor(record.ownerId);
    const changes = { subject: 'Riunione', occurrences: null };
    const [outcome] = await side.update('appointments', [{ id: record.id, expectedVersion: record.version, changes }]);
    expect(outcome?.kind).toBe('done');
    expect(await exported(actor)).toContain('SUMMARY:Riunione\r\n');
    expect(await exported(actor)).not.toContain('RECURRENCE-ID');
  });

  it('goes out with its rule, the zone and what no field holds, and imported again changes nothing', async () => {
    const actor = asUser((await world.user('anna')).id);
    await world.crm.importAppointments(actor, { content: calendar(...WEEKLY) });
    const content = await exported(actor);
    for (const line of [
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Rome',
      'RRULE:FREQ=WEEKLY;BYDAY=MO;WKST=MO',
      'EXDATE;TZID=Europe/Rome:20260713T090000',
      'RECURRENCE-ID;TZID=Europe/Rome:20260720T090000',
      'DTSTART;TZID=Europe/Rome:20260721T140000',
      'X-APPLE-TRAVEL-DURATION:PT20M',
    ])
      expect(content).toContain(`${line}\r\n`);
    expect(await world.crm.importAppointments(actor, { content })).toMatchObject({ created: 0, unchanged: 1 });
  });

  it('names a zone that is defined for as long as the series goes on', async () => {
    const actor = asUser((await world.user('anna')).id);
    await world.crm.importAppointments(actor, {
      content: calendar(event('s-1', 'Controllo', 'RRULE:FREQ=YEARLY;UNTIL=20410706T070000Z')),
    });
    expect(await exported(actor)).toContain('DTSTART:20411027T030000');
  });

  it('that Exchange cannot have stays as it came, and the report says why', async () => {
    const actor = asUser((await world.user('anna')).id);
    const fifth = event('k-1', 'Quinto giorno lavorativo', 'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-3');
    const orphan = event('k-2', 'Sola', 'RECURRENCE-ID;TZID=Europe/Rome:20260706T090000');
    const report = await world.crm.importAppointments(actor, { content: calendar(fifth, orphan) });
    expect(report).toMatchObject({
      created: 2,
      refused: [],
      kept: [
        { line: 2, uid: 'k-1', reason: { code: 'position' } },
        { line: 9, uid: 'k-2', reason: { code: 'no_rule' } },
      ],
    });
    const { records } = await world.crm.appointments.list(actor);
    const record = records.find(({ uid }) => uid === 'k-1');
    if (record === undefined) throw new Error('no series');
    expect(record).toMatchObject({
      notSynchronised: 'series',
      fields: {
        keptRule: { verbatim: 'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-3', code: 'position' },
        time: { start: '2026-07-06T07:00:00Z' },
      },
    });
    const change = { id: record.id, expectedVersion: record.version, changes: { subject: 'Altro' } };
    expect(await world.crm.appointments.update(actor, change)).toEqual({ kind: 'readOnly', reason: 'series' });
    const side = await world.crm.sideFor(record.ownerId);
    expect(await side.update('appointments', [change])).toMatchObject([
      { kind: 'failed', error: { code: 'crm_record_read_only' } },
    ]);
    const content = await exported(actor);
    for (const part of [fifth, orphan]) expect(content).toContain(part);
    expect(await world.crm.importAppointments(actor, { content })).toMatchObject({ created: 0, unchanged: 2 });
  });

  it('is a meeting where people are invited', async () => {
    const actor = asUser((await world.user('anna')).id);
    const guest = 'ATTENDEE:mailto:b@kunde.example';
    const meeting = event('m-1', 'Offerta', 'RRULE:FREQ=WEEKLY;BYDAY=MO', guest);
    const moved = event('m-1', 'Offerta', 'RECURRENCE-ID;TZID=Europe/Rome:20260720T090000', guest, 'LOCATION:Sala');
    await world.crm.importAppointments(actor, { content: calendar(meeting, moved) });
    expect((await world.crm.appointments.list(actor)).records).toMatchObject([
      {
        notSynchronised: null,
        fields: {
          attendees: [{ address: 'b@kunde.example' }],
          time: { recurrence: { pattern: { kind: 'weekly' } } },
          occurrences: { '2026-07-20': { kind: 'changed', fields: { location: 'Sala' } } },
        },
      },
    ]);
    const content = await exported(actor);
    expect(
      content.match(/^ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION:mailto:b@kunde\.example/gm),
    ).toHaveLength(2);
    expect(await world.crm.importAppointments(actor, { content })).toMatchObject({ created: 0, unchanged: 1 });
  });

  it('that begins at a reading which the clock jumps over is kept: on all other days it is that reading', async () => {
    const actor = asUser((await world.user('anna')).id);
    const night = event(
      'n-1',
      'Notte',
      'DTSTART;TZID=Europe/Rome:20260329T023000',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY',
    );
    const report = await world.crm.importAppointments(actor, { content: calendar(night) });
    expect(report.kept).toMatchObject([{ uid: 'n-1', reason: { code: 'time_of_day' } }]);
  });

  it('takes the place of a rule that was kept before series were read', async () => {
    const actor = asUser((await world.user('anna')).id);
    await world.crm.importAppointments(actor, {
      content: calendar(event('s-1', 'Riunione', 'RRULE:FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=2')),
    });
    const report = await world.crm.importAppointments(actor, { content: calendar(...WEEKLY) });
    expect(report).toMatchObject({ updated: 1, kept: [] });
    const { records } = await world.crm.appointments.list(actor);
    expect(records).toMatchObject([{ notSynchronised: null, fields: { subject: 'Riunione vendite' } }]);
    expect(records[0]?.fields).not.toHaveProperty('keptRule');
    expect(await exported(actor)).not.toContain('BYSETPOS');
  });
});

const ROME = parseTimeZoneId('Europe/Rome');

describe('Random series', () => {
  it('are the same record after they went out to a file and came back', () => {
    fc.assert(
      fc.property(arbitraryAppointment, arbitrarySeries, (raw, series) => {
        const { time: _time, ...others } = raw;
        const given = appointmentOfSeries(others as unknown as Appointment, withoutUsual(others, series));
        fc.pre(given !== null);
        const record = accepted(given ?? {});
        const appointment = record as unknown as Appointment;
        const lines = writeAppointment({ uid: 'a-1', appointment, extra: null, revision: '2026-03-08T09:30:00Z' });
        expect(differences(record, accepted(readOne(calendar(...lines.map(foldLine)))))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

/** An exception that has a field as its series does is no other series, and no file tells the two apart. */
function withoutUsual(others: Fields, series: Series): Series {
  const exceptions = series.exceptions.map(({ originalStart, fields }) => {
    const time = regularTime(series, originalStart);
    const regular = { ...others, time } as unknown as Appointment;
    return { originalStart, fields: exceptionFields(regular, { ...regular, ...fields }) };
  });
  return { ...series, exceptions };
}

function accepted(fields: Fields): Fields {
  const acceptance = acceptFields('appointments', fields, 'imported');
  if (acceptance.kind === 'refused') throw acceptance.error;
  return acceptance.fields;
}

function readOne(text: string): Fields {
  const tally = new ImportTally();
  const { events, timeZones } = readCalendarFile(text, tally);
  const [group] = groupedByUid(events);
  const read =
    group === undefined ? null : readAppointment(group, { definitions: timeZones, floatingZone: ROME }, tally);
  if (read === null) throw new Error(JSON.stringify(tally.report()));
  return read.fields;
}

function differences(left: Fields, right: Fields): readonly string[] {
  return Object.entries<FieldSpec>(APPOINTMENT_FIELDS)
    .filter(([name, spec]) => !sameValue(spec, valueOf(left, name), valueOf(right, name)))
    .map(([name]) => name);
}
