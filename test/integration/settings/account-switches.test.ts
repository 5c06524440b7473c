import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ItemType } from '../../../src/model/index.ts';
import { labelOf } from '../../support/crm.ts';
import { expectArrival } from '../../support/settings-arrival.ts';
import { sidesOf } from '../../support/settings-sides.ts';
import { WAYS_IN } from '../../support/settings-wanted.ts';
import type { Place, SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld } from '../../support/settings-world.ts';

let world: SettingsWorld;
beforeAll(async () => {
  world = await openSettingsWorld();
});
afterAll(() => world.close());

const ROME = 'Europe/Rome';
const NEW_YORK = 'America/New_York';

/** Instants around midnight of a day in a zone. */
function around(day: string, zone: string) {
  const midnight = Temporal.PlainDate.from(day).toZonedDateTime(zone);
  const at = (minutes: number) => midnight.add({ minutes }).toInstant().toString();
  return { midnight: at(0), at };
}

const inMailbox = ({ mailbox }: Place, subject: string, Start: string, End: string) =>
  void mailbox.add('calendar', 'CalendarItem', { Subject: subject, Start, End });
const inCrm = ({ crm }: Place, subject: string, start: string, end: string) =>
  crm.appointments.add({ fields: { subject, time: { kind: 'timed', start, end, zone: null } as never } });

/** Subjects that crossed from one side to the other. */
async function crossed(place: Place) {
  return {
    toCrm: (await place.crm.appointments.all())
      .map(labelOf)
      .filter((subject) => subject.startsWith('E '))
      .sort(),
    toExchange: place.mailbox
      .items('calendar')
      .map(({ label }) => label)
      .filter((subject) => subject.startsWith('C '))
      .sort(),
  };
}

/** On both sides: over before the boundary, still running at it, begun at it, and far in the future. */
async function fill(place: Place, { midnight, at }: ReturnType<typeof around>): Promise<void> {
  const appointments = [
    ['finito', at(-60), midnight],
    ['a cavallo', at(-60), at(60)],
    ['appena iniziato', midnight, at(30)],
    ['futuro', '2031-01-08T09:00:00Z', '2031-01-08T10:00:00Z'],
  ] as const;
  for (const [subject, start, end] of appointments) {
    inMailbox(place, `E ${subject}`, start, end);
    await inCrm(place, `C ${subject}`, start, end);
  }
}

const WITHIN = ['a cavallo', 'appena iniziato', 'futuro'];
const ALL = [...WITHIN, 'finito'].sort();
const bothWays = (subjects: readonly string[]) => ({
  toCrm: subjects.map((subject) => `E ${subject}`),
  toExchange: subjects.map((subject) => `C ${subject}`),
});

describe.each(WAYS_IN)('set with %s', (way) => {
  let places: Readonly<Record<ItemType | 'rome' | 'newYork' | 'rolling' | 'all' | 'approve' | 'automatic', Place>>;
  beforeAll(async () => {
    const date = { kind: 'date', date: '2026-03-10' } as const;
    const wanted = {
      contacts: { account: { synchronise: { contacts: true, appointments: false } } },
      appointments: { account: { synchronise: { contacts: false, appointments: true } } },
      rome: { account: { appointmentsFrom: date } },
      newYork: { account: { appointmentsFrom: date }, timeZone: NEW_YORK },
      rolling: { account: { appointmentsFrom: { kind: 'lastMonths', months: 2 } } },
      all: { account: { appointmentsFrom: { kind: 'all' } } },
      approve: { account: { firstRun: 'approve' } },
      automatic: { account: { firstRun: 'automatic' } },
    } as const;
    const opened = await world.openPlaces(way, Object.values(wanted));
    places = Object.fromEntries(Object.keys(wanted).map((name, index) => [name, opened[index]])) as typeof places;
  });

  test.each([
    ['contacts', 'appointments'],
    ['appointments', 'contacts'],
  ] as const)(
    'only %s are synchronised; the folder of %s is not looked at, until it is switched on',
    async (on, off) => {
      const place = places[on];
      const [own, other] = [sidesOf(place, on), sidesOf(place, off)];
      for (const sides of [own, other]) {
        sides.addInExchange('Da Exchange');
        await sides.addInCrm('Dal CRM');
      }
      const { all } = await place.sync();
      expect(all.map(({ itemType, outcome }) => [itemType, outcome])).toEqual([[on, 'done']]);
      expect(await own.inCrm()).toEqual({ 'Da Exchange': 'prima', 'Dal CRM': 'prima' });
      expect(own.inExchange()).toEqual(await own.inCrm());
      expect([await other.inCrm(), other.inExchange()]).toEqual([{ 'Dal CRM': 'prima' }, { 'Da Exchange': 'prima' }]);
      const looked = place.requests().filter(({ operation }) => operation === 'SyncFolderItems');
      expect(looked.length).toBeGreaterThan(0);
      expect(looked.filter(({ requestBody }) => requestBody?.includes(`Id="${other.folder}"`))).toEqual([]);

      await place.set({});
      await place.sync();
      expect(await other.inCrm()).toEqual({ 'Da Exchange': 'prima', 'Dal CRM': 'prima' });
      expect(other.inExchange()).toEqual(await other.inCrm());
    },
  );

  describe('Sincronizza appuntamenti dal', () => {
    test('all: appointments of any age', async () => {
      await fill(places.all, around('1998-03-10', ROME));
      await places.all.sync();
      expect(await crossed(places.all)).toEqual(bothWays(ALL));
    });

    test.each([
      ['rome', ROME],
      ['newYork', NEW_YORK],
    ] as const)('a date: what was over at its midnight stays where it is (%s)', async (name, zone) => {
      const place = places[name];
      await fill(place, around('2026-03-10', zone));
      await place.sync();
      expect(await crossed(place)).toEqual(bothWays(WITHIN));
      // An earlier date lets the older ones in; a later one takes nothing away again.
      await place.set({ account: { appointmentsFrom: { kind: 'date', date: '2026-03-09' } } });
      await place.sync();
      expect(await crossed(place)).toEqual(bothWays(ALL));
      await place.set({ account: { appointmentsFrom: { kind: 'date', date: '2026-06-01' } } });
      const { appointments: run } = await place.sync();
      expect(run.counts).toMatchObject({ deletedInCrm: 0, deletedInExchange: 0, detached: 0 });
      expect(await crossed(place)).toEqual(bothWays(ALL));
    });

    test('the last months, counted back from today', async () => {
      const boundary = Temporal.Now.plainDateISO(ROME).subtract({ months: 2 });
      await fill(places.rolling, around(boundary.toString(), ROME));
      await places.rolling.sync();
      expect(await crossed(places.rolling)).toEqual(bothWays(WITHIN));
      await places.rolling.set({ account: { appointmentsFrom: { kind: 'lastMonths', months: 3 } } });
      await places.rolling.sync();
      expect(await crossed(places.rolling)).toEqual(bothWays(ALL));
    });
  });

  test('Prima sincronizzazione approve: a plan first, nothing is written before somebody approves exactly it', async () => {
    const place = places.approve;
    const contacts = sidesOf(place, 'contacts');
    contacts.addInExchange('Da Exchange');
    await contacts.addInCrm('Dal CRM');
    const { contacts: plan, appointments: nothing } = await place.sync();
    expect(plan).toMatchObject({ outcome: 'held', brake: { kind: 'firstRun' } });
    expect(place.writes()).toEqual([]);
    expect(await contacts.inCrm()).toEqual({ 'Dal CRM': 'prima' });
    expect(plan.steps.map(({ label }) => label).sort()).toEqual(['Da Exchange', 'Dal CRM']);
    const approve = [plan, nothing].flatMap(({ planHash }) => planHash ?? []);

    // Another plan than the one that was looked at is not approved.
    contacts.addInExchange('Nuova Arrivata');
    expect((await place.sync({ approve })).contacts.outcome).toBe('held');
    expect(place.writes()).toEqual([]);
    expect(await contacts.inCrm()).toEqual({ 'Dal CRM': 'prima' });

    const { contacts: again, appointments } = await place.sync();
    const hashes = [again, appointments].flatMap(({ planHash }) => planHash ?? []);
    expect((await place.sync({ approve: hashes })).contacts.outcome).toBe('done');
    expect(await contacts.inCrm()).toEqual({ 'Da Exchange': 'prima', 'Dal CRM': 'prima', 'Nuova Arrivata': 'prima' });
    expect(contacts.inExchange()).toEqual(await contacts.inCrm());
    // It was the first: from now on nobody is asked.
    await expectArrival(place);
  });

  test('Prima sincronizzazione automatic: the first run writes at once', async () => {
    await expectArrival(places.automatic);
  });
});
