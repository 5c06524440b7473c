import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMigrations } from '../../database/migrate.ts';
import type { Fields } from '../../model/index.ts';
import { FOUR_FRIDAYS as TIME } from '../testing/four-fridays.ts';
import type { TestCrm } from '../testing/open-test-crm.ts';
import { openTestCrm } from '../testing/open-test-crm.ts';
import type { Actor, StoredRecord, WriteResult } from './index.ts';
import { asUser } from './index.ts';

const ENDLESS = { ...TIME, recurrence: { ...TIME.recurrence, range: { kind: 'noEnd' } } } as const;
const THURSDAYS = { ...TIME.recurrence, pattern: { ...TIME.recurrence.pattern, days: ['thursday'] } };

let world: TestCrm;
beforeAll(async () => {
  world = await openTestCrm();
});
afterAll(() => world.db.close());

function done(result: WriteResult): StoredRecord {
  if (result.kind !== 'done') throw new Error(JSON.stringify(result));
  return result.record;
}

async function newUser(): Promise<Actor> {
  return asUser((await world.user('sara')).id);
}

const make = async (actor: Actor, fields: Fields) =>
  done(await world.crm.appointments.create(actor, { fields: { subject: 'Consegna', ...fields } }));

describe('A series in the CRM', () => {
  it('is one record that takes part in the synchronisation, with its changed occurrences', async () => {
    const occurrences = {
      '2026-11-13': { kind: 'deleted' },
      '2026-11-20': { kind: 'changed', fields: { location: null, subject: 'Con il cliente ' } },
    };
    const record = await make(await newUser(), { time: TIME, location: 'Sala', occurrences });
    expect(record.notSynchronised).toBeNull();
    expect(record.fields).toEqual({
      subject: 'Consegna',
      location: 'Sala',
      time: TIME,
      occurrences: {
        '2026-11-13': { kind: 'deleted' },
        '2026-11-20': { kind: 'changed', fields: { location: null, subject: 'Con il cliente' } },
      },
    });
  });

  it('gets a new version when an occurrence loses a field that the series has', async () => {
    const actor = await newUser();
    const changed = (fields: Fields) => ({
      '2026-11-13': { kind: 'changed', fields: { subject: 'Altro', ...fields } },
    });
    const { id } = await make(actor, { time: TIME, location: 'Sala', occurrences: changed({}) });
    const update = async (fields: Fields) =>
      done(
        await world.crm.appointments.update(actor, {
          id,
          expectedVersion: null,
          changes: { occurrences: changed(fields) },
        }),
      ).version;
    expect(await update({ location: null })).toBe('2');
    expect(await update({ location: null })).toBe('2');
    expect(await update({})).toBe('3');
  });

  it('forgets the changes of days that its rule does not give any more', async () => {
    const actor = await newUser();
    const occurrences = { '2026-11-13': { kind: 'deleted' }, '2026-11-14': { kind: 'deleted' } };
    const { id, fields } = await make(actor, { time: TIME, occurrences });
    expect(fields['occurrences']).toEqual({ '2026-11-13': { kind: 'deleted' } });
    const moved = { ...TIME, start: '2026-11-05T08:00:00Z', end: '2026-11-05T09:00:00Z', recurrence: THURSDAYS };
    const changes = { time: moved };
    const after = done(await world.crm.appointments.update(actor, { id, expectedVersion: null, changes }));
    expect(after.fields['occurrences']).toBeUndefined();
  });

  it('may become a single appointment, which has no occurrences', async () => {
    const actor = await newUser();
    const { id } = await make(actor, { time: TIME, occurrences: { '2026-11-13': { kind: 'deleted' } } });
    const { recurrence: _rule, ...once } = TIME;
    const changes = { time: { ...once, recurrence: null } };
    const after = done(await world.crm.appointments.update(actor, { id, expectedVersion: null, changes }));
    expect(after.fields['occurrences']).toBeUndefined();
  });

  it.each([
    ['without a zone', { time: { ...TIME, zone: null } }, 'time.zone'],
    ['that begins on another day than its rule says', { time: { ...TIME, recurrence: THURSDAYS } }, 'time.recurrence'],
    [
      'that ends before it begins',
      {
        time: {
          ...TIME,
          recurrence: { ...TIME.recurrence, range: { kind: 'endDate', endDate: '2026-11-05' } },
        },
      },
      'time.recurrence',
    ],
    [
      'with the same day of the week twice',
      {
        time: {
          ...TIME,
          recurrence: { ...TIME.recurrence, pattern: { ...TIME.recurrence.pattern, days: ['friday', 'friday'] } },
        },
      },
      'time.recurrence.pattern.days',
    ],
    [
      'with a changed occurrence on no day of the calendar',
      { time: TIME, occurrences: { '2026-02-30': { kind: 'deleted' } } },
      'occurrences.2026-02-30',
    ],
    [
      'with an occurrence that ends before it starts',
      {
        time: TIME,
        occurrences: {
          '2026-11-13': {
            kind: 'changed',
            fields: { time: { kind: 'timed', start: '2026-11-13T09:00:00Z', end: '2026-11-13T08:00:00Z', zone: null } },
          },
        },
      },
      'occurrences.2026-11-13.fields.time.end',
    ],
  ])('%s is refused, with the field that is wrong', async (_title, fields, field) => {
    const result = await world.crm.appointments.create(await newUser(), { fields: { subject: 'x', ...fields } });
    expect(result).toMatchObject({ kind: 'refused', error: { details: { field } } });
  });
});

describe('A list of appointments', () => {
  it('has a series where it begins, as long as it goes on, and finds it by what an occurrence says', async () => {
    const actor = await newUser();
    const moved = { kind: 'timed', start: '2026-11-02T08:00:00Z', end: '2026-11-02T09:00:00Z', zone: 'Europe/Rome' };
    await make(actor, {
      subject: 'Quattro volte',
      time: TIME,
      occurrences: {
        '2026-11-13': { kind: 'changed', fields: { time: moved, location: 'Fonderia' } },
        '2026-11-27': { kind: 'deleted' },
      },
    });
    await make(actor, { subject: 'Sempre', time: ENDLESS });
    const first = { kind: 'timed', start: '2026-11-03T08:00:00Z', end: '2026-11-03T09:00:00Z', zone: 'Europe/Rome' };
    await make(actor, { subject: 'Una volta', time: first });
    const subjects = async (filter: object) =>
      (await world.crm.appointments.list(actor, filter)).records.map(({ fields }) => fields['subject']);
    expect(await subjects({})).toEqual(['Quattro volte', 'Una volta', 'Sempre']);
    expect(await subjects({ from: '2026-11-20T08:30:00Z' })).toEqual(['Quattro volte', 'Sempre']);
    expect(await subjects({ from: '2026-11-20T09:00:00Z' })).toEqual(['Sempre']);
    expect(await subjects({ from: '2099-01-01' })).toEqual(['Sempre']);
    expect(await subjects({ until: '2026-11-03' })).toEqual(['Quattro volte']);
    expect(await subjects({ search: 'fonderia' })).toEqual(['Quattro volte']);
  });

  it('has a series of which every occurrence is deleted where its rule begins', async () => {
    const actor = await newUser();
    const range = { kind: 'numbered', occurrences: 1 };
    const time = { ...TIME, recurrence: { ...TIME.recurrence, range } };
    await make(actor, { time, occurrences: { '2026-11-06': { kind: 'deleted' } } });
    const { total } = await world.crm.appointments.list(actor, { from: '2026-11-06', until: '2026-11-07' });
    expect(total).toBe(1);
  });
});

describe('A series that was imported before series were synchronised', () => {
  it('keeps its rule as it came, and is no change of anybody', async () => {
    const actor = await newUser();
    const record = await make(actor, { time: { ...TIME, recurrence: null } });
    const verbatim = 'RRULE:FREQ=WEEKLY;COUNT=4';
    const former = { pattern: null, range: null, deletedOccurrences: [], verbatim };
    await world.db.query(
      `UPDATE crm.records SET fields = fields || jsonb_build_object('recurrence', $2::jsonb), not_synchronised = 'series'
       WHERE id = $1`,
      [record.id, JSON.stringify(former)],
    );
    await migrateOnceMore();
    const migrated = await world.crm.appointments.get(actor, record.id);
    if (migrated.kind !== 'found') throw new Error(migrated.kind);
    expect(migrated.record).toMatchObject({ version: record.version, notSynchronised: 'series' });
    expect(migrated.record.fields['keptRule']).toEqual({ verbatim, code: 'not_read_yet', parameters: {} });
  });
});

describe('A meeting that was imported when meetings were shown only', () => {
  it('takes part from now on, and goes out as it came until something of it changes', async () => {
    const actor = await newUser();
    const { id } = await make(actor, { time: { ...TIME, recurrence: null } });
    const extra = { kind: 'verbatim', components: ['BEGIN:VEVENT\nUID:m\nX-ROOM:12\nEND:VEVENT'], timeZones: [] };
    await world.db.script('ALTER TABLE crm.records DROP CONSTRAINT records_not_synchronised_check');
    await world.db.query(`UPDATE crm.records SET extra = $2::jsonb, not_synchronised = 'meeting' WHERE id = $1`, [
      id,
      JSON.stringify(extra),
    ]);
    await world.db.script(`ALTER TABLE crm.records ADD CONSTRAINT records_not_synchronised_check CHECK (true)`);
    await migrateOnceMore();
    expect(await world.crm.appointments.get(actor, id)).toMatchObject({ record: { notSynchronised: null } });
    expect(await exported(actor)).toContain('X-ROOM:12');
    done(await world.crm.appointments.update(actor, { id, expectedVersion: null, changes: { subject: 'Altro' } }));
    expect(await exported(actor)).toContain('SUMMARY:Altro');
    expect(await exported(actor)).not.toContain('X-ROOM:12');
  });
});

async function migrateOnceMore(): Promise<void> {
  const migrations = await readMigrations(new URL('../../database/migrations/', import.meta.url));
  await world.db.script(migrations.find(({ number }) => number === 9)?.sql ?? '');
}

async function exported(actor: Actor): Promise<string> {
  let text = '';
  for await (const piece of world.crm.exportAppointments(actor)) text += piece;
  return text;
}
