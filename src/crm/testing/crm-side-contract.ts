import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fields, ItemType } from '../../model/index.ts';
import type { CrmSide } from '../port.ts';
import type { CrmWorld } from './crm-world.ts';

const LUNCH: Fields = {
  subject: 'Pranzo con il cliente',
  time: { kind: 'timed', start: '2026-03-10T11:30:00Z', end: '2026-03-10T13:00:00Z', zone: 'Europe/Rome' },
};

const DELIVERIES: Fields = {
  subject: 'Consegna',
  location: 'Banchina 2',
  time: {
    kind: 'timed',
    start: '2026-03-06T08:00:00Z',
    end: '2026-03-06T09:00:00Z',
    zone: 'Europe/Rome',
    recurrence: {
      pattern: { kind: 'weekly', interval: 1, days: ['friday'], firstDayOfWeek: 'monday' },
      range: { kind: 'numbered', occurrences: 5 },
    },
  },
  occurrences: { '2026-03-13': { kind: 'deleted' } },
};

/** What a synchronisation relies on, whatever CRM is behind the port. */
export function crmSideContract(name: string, open: () => Promise<CrmWorld>): void {
  describe(`${name} keeps the contract of a CRM side`, () => {
    let world: CrmWorld;
    let serial = 0;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(() => world.close());

    const contact = (): Fields => {
      serial += 1;
      return { name: { givenName: 'Zoë', surname: `Müller-${serial}` }, companyName: 'Fonderie Adda' };
    };
    const key = () => {
      serial += 1;
      return `key-${serial}`;
    };

    it('a fresh enumeration gives every record that the user may see, and no others', async () => {
      const mine = await world.make('contacts', world.anna, contact());
      const foreign = await world.make('contacts', world.bruno, contact());
      const { upserts } = await drain(world.anna, 'contacts', null);
      expect(upserts).toContain(mine);
      expect(upserts).not.toContain(foreign);
    });

    it('what happens after a cursor follows it: made, changed, deleted', async () => {
      const kept = await world.make('contacts', world.anna, contact());
      const doomed = await world.make('contacts', world.anna, contact());
      const { cursor } = await drain(world.anna, 'contacts', null);
      const made = await world.make('contacts', world.anna, contact());
      await world.edit('contacts', kept, { jobTitle: 'Responsabile acquisti' });
      await world.remove('contacts', doomed);
      const after = await drain(world.anna, 'contacts', cursor);
      expect(after.upserts).toEqual(expect.arrayContaining([made, kept]));
      expect(after.deletes).toEqual([doomed]);
      const quiet = await drain(world.anna, 'contacts', after.cursor);
      expect(quiet).toMatchObject({ upserts: [], deletes: [] });
    });

    it('its mark never goes back, and moves with what happens', async () => {
      const before = await world.anna.mark();
      const id = await world.make('contacts', world.anna, contact());
      const made = await world.anna.mark();
      expect(made.instance).toBe(before.instance);
      expect(made.highWater).toBeGreaterThan(before.highWater);
      await world.remove('contacts', id);
      const removed = await world.bruno.mark();
      expect(removed.highWater).toBeGreaterThanOrEqual(made.highWater);
      expect(removed.instance).toBe(before.instance);
    });

    it('versions ascend where the side says so', async () => {
      const id = await world.make('contacts', world.anna, contact());
      const versions = [await version(world.anna, 'contacts', id)];
      for (const jobTitle of ['Responsabile acquisti', 'Direttrice']) {
        await world.edit('contacts', id, { jobTitle });
        versions.push(await version(world.anna, 'contacts', id));
      }
      expect(new Set(versions).size).toBe(3);
      const ascending = versions.map(Number).toSorted((left, right) => left - right);
      expect(world.anna.versionOrder === 'none' ? ascending : versions.map(Number)).toEqual(ascending);
    });

    it('contacts and appointments have feeds of their own', async () => {
      const { cursor } = await drain(world.anna, 'appointments', null);
      await world.make('contacts', world.anna, contact());
      expect(await drain(world.anna, 'appointments', cursor)).toMatchObject({ upserts: [], deletes: [] });
      const id = await world.make('appointments', world.anna, LUNCH);
      expect((await drain(world.anna, 'appointments', cursor)).upserts).toEqual([id]);
    });

    it('the version that the feed names is the version that a read finds', async () => {
      const id = await world.make('contacts', world.anna, contact());
      const page = await world.anna.listChanges('contacts', null);
      const listed = page.upserts.find((upsert) => upsert.id === id);
      expect(await version(world.anna, 'contacts', id)).toBe(listed?.version);
    });

    it('a contact that was given to somebody else is reported to both, and is not a deletion', async () => {
      const id = await world.make('contacts', world.anna, contact());
      const before = {
        anna: await drain(world.anna, 'contacts', null),
        bruno: await drain(world.bruno, 'contacts', null),
      };
      await world.reassign(id, world.bruno);
      const anna = await drain(world.anna, 'contacts', before.anna.cursor);
      expect(anna).toMatchObject({ upserts: [id], deletes: [] });
      expect((await drain(world.bruno, 'contacts', before.bruno.cursor)).upserts).toEqual([id]);
      expect(await world.anna.read('contacts', [id])).toEqual([{ kind: 'forbidden' }]);
    });

    it('reads say found, gone or forbidden, in the order of the ids', async () => {
      const found = await world.make('contacts', world.anna, contact());
      const gone = await world.make('contacts', world.anna, contact());
      const foreign = await world.make('contacts', world.bruno, contact());
      await world.remove('contacts', gone);
      const reads = await world.anna.read('contacts', [gone, found, foreign, gone]);
      expect(reads.map((read) => read.kind)).toEqual(['gone', 'found', 'forbidden', 'gone']);
    });

    it('an id that never was is no proof of a deletion', async () => {
      expect(await world.anna.read('contacts', ['00000000-0000-4000-8000-000000000000'])).toEqual([
        { kind: 'forbidden' },
      ]);
    });

    it('a deletion of a record that the user could not see is no business of that user', async () => {
      const { cursor } = await drain(world.anna, 'contacts', null);
      const foreign = await world.make('contacts', world.bruno, contact());
      await world.remove('contacts', foreign);
      expect(await drain(world.anna, 'contacts', cursor)).toMatchObject({ upserts: [], deletes: [] });
      expect(await world.anna.read('contacts', [foreign])).toEqual([{ kind: 'forbidden' }]);
    });

    it('a create that is repeated with its key makes no second record and names the first', async () => {
      const create = { fields: contact(), uid: null, externalKey: key() };
      const [first] = await world.anna.create('contacts', [create]);
      const [again] = await world.anna.create('contacts', [create]);
      expect(first).toMatchObject({ kind: 'done' });
      expect(again).toEqual({ ...first, kind: 'duplicate' });
      const found = await world.anna.findByExternalKeys('contacts', [create.externalKey, 'no such key']);
      expect(found.map((record) => record.externalKey)).toEqual([create.externalKey]);
    });

    it('one key twice in one batch makes one record', async () => {
      const create = { fields: contact(), uid: null, externalKey: key() };
      const outcomes = await world.anna.create('contacts', [create, create]);
      expect(outcomes.map((outcome) => outcome.kind)).toEqual(['done', 'duplicate']);
    });

    it('a create that was deleted since is not done again', async () => {
      const create = { fields: contact(), uid: null, externalKey: key() };
      const [first] = await world.anna.create('contacts', [create]);
      if (first?.kind !== 'done') throw new Error('not created');
      await world.remove('contacts', first.id);
      expect(await world.anna.create('contacts', [create])).toEqual([{ kind: 'gone' }]);
      expect(await world.anna.findByExternalKeys('contacts', [create.externalKey])).toEqual([]);
    });

    it('a record that was to stand in for a deleted one is not made when that one is back', async () => {
      const replaces = await world.make('contacts', world.anna, contact());
      const create = { fields: contact(), uid: null, externalKey: key(), replaces };
      expect(await world.anna.create('contacts', [create])).toEqual([{ kind: 'conflict' }]);
      expect(await world.anna.findByExternalKeys('contacts', [create.externalKey])).toEqual([]);
      await world.remove('contacts', replaces);
      expect(await world.anna.create('contacts', [create])).toMatchObject([{ kind: 'done' }]);
    });

    it('a contact that stands in for a deleted one is shared when that one was, and only then', async () => {
      if (world.share === undefined) return;
      for (const shared of [true, false]) {
        const replaces = await world.make('contacts', world.bruno, contact());
        await world.share(replaces, shared);
        await world.remove('contacts', replaces);
        const create = { fields: contact(), uid: null, externalKey: key(), replaces };
        const [outcome] = await world.anna.create('contacts', [create]);
        if (outcome?.kind !== 'done') throw new Error('not created');
        const [read] = await world.bruno.read('contacts', [outcome.id]);
        expect(read).toMatchObject(shared ? { kind: 'found', record: { shared } } : { kind: 'forbidden' });
      }
    });

    it('a record that a synchronisation makes belongs to its user and carries UID and key', async () => {
      const create = { fields: LUNCH, uid: '040000008200E00074C5B7101A82E008', externalKey: key() };
      const [outcome] = await world.anna.create('appointments', [create]);
      if (outcome?.kind !== 'done') throw new Error('not created');
      const [read] = await world.anna.read('appointments', [outcome.id]);
      expect(read).toMatchObject({
        kind: 'found',
        record: {
          ownerId: world.anna.user.id,
          uid: create.uid,
          externalKey: create.externalKey,
          notSynchronised: null,
        },
      });
    });

    it('a series is one record, with its rule and what is not as the rule says, where the CRM keeps series', async () => {
      if (world.anna.recurrence !== 'full') return;
      const create = { fields: DELIVERIES, uid: null, externalKey: key() };
      const [outcome] = await world.anna.create('appointments', [create]);
      if (outcome?.kind !== 'done') throw new Error('not created');
      const { id, version: expectedVersion } = outcome;
      expect(await fieldsOf(world.anna, 'appointments', id)).toMatchObject(DELIVERIES);
      const occurrences = {
        '2026-03-20': { kind: 'changed', fields: { location: null, subject: 'Consegna a Lecco' } },
      };
      const [changed] = await world.anna.update('appointments', [{ id, expectedVersion, changes: { occurrences } }]);
      expect(changed).toMatchObject({ kind: 'done' });
      expect((await fieldsOf(world.anna, 'appointments', id))['occurrences']).toEqual(occurrences);
    });

    it('an update changes the fields that it names and no others; null empties one', async () => {
      const id = await world.make('contacts', world.anna, { ...contact(), jobTitle: 'CEO', notes: 'Riga 1\nRiga 2' });
      const changes = { jobTitle: null, mobilePhone: '+39 347 555 0101' };
      const expectedVersion = await version(world.anna, 'contacts', id);
      const [outcome] = await world.anna.update('contacts', [{ id, expectedVersion, changes }]);
      const fields = await fieldsOf(world.anna, 'contacts', id);
      expect(outcome).toMatchObject({ kind: 'done', version: await version(world.anna, 'contacts', id) });
      expect(fields['jobTitle'] ?? null).toBeNull();
      expect(fields).toMatchObject({
        mobilePhone: '+39 347 555 0101',
        notes: 'Riga 1\nRiga 2',
        companyName: 'Fonderie Adda',
      });
    });

    it('a write against an old version changes nothing and says so', async () => {
      const id = await world.make('contacts', world.anna, contact());
      const expectedVersion = await version(world.anna, 'contacts', id);
      await world.edit('contacts', id, { jobTitle: 'Direttrice' });
      const stale = { id, expectedVersion };
      expect(await world.anna.update('contacts', [{ ...stale, changes: { jobTitle: 'Autista' } }])).toEqual([
        { kind: 'conflict' },
      ]);
      expect(await world.anna.delete('contacts', [stale])).toEqual([{ kind: 'conflict' }]);
      expect(await fieldsOf(world.anna, 'contacts', id)).toMatchObject({ jobTitle: 'Direttrice' });
    });

    it('an update that changes nothing makes no new version and no entry in the feed', async () => {
      const id = await world.make('contacts', world.anna, { ...contact(), jobTitle: 'Geometra' });
      const { cursor } = await drain(world.anna, 'contacts', null);
      const expectedVersion = await version(world.anna, 'contacts', id);
      const [outcome] = await world.anna.update('contacts', [
        { id, expectedVersion, changes: { jobTitle: 'Geometra' } },
      ]);
      expect(outcome).toEqual({ kind: 'done', id, version: expectedVersion });
      expect((await drain(world.anna, 'contacts', cursor)).upserts).toEqual([]);
    });

    it('an item that is refused spoils no other item of the batch', async () => {
      const good = { fields: contact(), uid: null, externalKey: key() };
      const bad = { fields: { birthday: '2026-02-30' }, uid: null, externalKey: key() };
      const outcomes = await world.anna.create('contacts', [bad, good]);
      expect(outcomes.map((outcome) => outcome.kind)).toEqual(['failed', 'done']);
    });

    it('a deletion leaves a tombstone, and done twice it is gone', async () => {
      const id = await world.make('contacts', world.anna, contact());
      const item = { id, expectedVersion: await version(world.anna, 'contacts', id) };
      expect((await world.anna.delete('contacts', [item]))[0]).toMatchObject({ kind: 'done', id });
      expect(await world.anna.delete('contacts', [item])).toEqual([{ kind: 'gone' }]);
      expect(await world.anna.update('contacts', [{ ...item, changes: { notes: 'x' } }])).toEqual([{ kind: 'gone' }]);
      expect(await world.anna.read('contacts', [id])).toEqual([{ kind: 'gone' }]);
    });

    it('a create under the key of a record that is not theirs to see makes none', async () => {
      const create = { fields: contact(), uid: null, externalKey: 'made-from-an-item' };
      expect((await world.bruno.create('contacts', [create]))[0]?.kind).toBe('done');
      expect(await world.anna.create('contacts', [create])).toEqual([{ kind: 'hidden' }]);
    });

    it('nobody writes to what is not theirs to see', async () => {
      const id = await world.make('contacts', world.bruno, contact());
      const item = { id, expectedVersion: await version(world.bruno, 'contacts', id) };
      expect(await world.anna.update('contacts', [{ ...item, changes: { notes: 'x' } }])).toEqual([
        { kind: 'forbidden' },
      ]);
      expect(await world.anna.delete('contacts', [item])).toEqual([{ kind: 'forbidden' }]);
      expect((await world.bruno.read('contacts', [id]))[0]?.kind).toBe('found');
    });

    it('a cursor that is none of ours asks for a resynchronisation', async () => {
      for (const cursor of ['nonsense', Buffer.from('{"position":"1"}').toString('base64url')])
        await expect(world.anna.listChanges('contacts', cursor)).rejects.toMatchObject({ disposition: 'resync' });
    });

    it('shared contacts come to everybody, may be corrected by everybody, and are deleted by their owner', async (test) => {
      if (world.share === undefined) return test.skip();
      const id = await world.make('contacts', world.bruno, contact());
      const { cursor } = await drain(world.anna, 'contacts', null);
      await world.share(id, true);
      const shared = await drain(world.anna, 'contacts', cursor);
      expect(shared.upserts).toEqual([id]);
      const item = { id, expectedVersion: await version(world.anna, 'contacts', id) };
      expect(await world.anna.delete('contacts', [item])).toEqual([{ kind: 'forbidden' }]);
      expect((await world.anna.update('contacts', [{ ...item, changes: { jobTitle: 'Socia' } }]))[0]?.kind).toBe(
        'done',
      );
      await world.share(id, false);
      const taken = await drain(world.anna, 'contacts', shared.cursor);
      expect(taken).toMatchObject({ upserts: [id], deletes: [] });
      expect(await world.anna.read('contacts', [id])).toEqual([{ kind: 'forbidden' }]);
    });

    it('a participant sees an appointment, and only its owner changes or deletes it', async (test) => {
      if (world.invite === undefined) return test.skip();
      const id = await world.make('appointments', world.anna, LUNCH);
      const { cursor } = await drain(world.bruno, 'appointments', null);
      await world.invite(id, world.bruno);
      expect((await drain(world.bruno, 'appointments', cursor)).upserts).toEqual([id]);
      const [read] = await world.bruno.read('appointments', [id]);
      expect(read).toMatchObject({ kind: 'found', record: { participantIds: [world.bruno.user.id] } });
      const item = { id, expectedVersion: await version(world.bruno, 'appointments', id) };
      const changes = { subject: 'Cena' };
      expect(await world.bruno.update('appointments', [{ ...item, changes }])).toEqual([{ kind: 'forbidden' }]);
      expect(await world.bruno.delete('appointments', [item])).toEqual([{ kind: 'forbidden' }]);
      expect((await world.anna.update('appointments', [{ ...item, changes }]))[0]?.kind).toBe('done');
    });

    it('a meeting of a colleague is joined and not made a second time, however often that is asked', async (test) => {
      if (world.invite === undefined) return test.skip();
      const uid = `uid-${key()}`;
      const [made] = await world.anna.create('appointments', [{ fields: MEETING, uid, externalKey: key() }]);
      if (made?.kind !== 'done') throw new Error('not made');
      const { cursor } = await drain(world.bruno, 'appointments', null);
      const create = { fields: { ...MEETING, busyStatus: 'tentative' }, uid, externalKey: key() };
      const [joined] = await world.bruno.create('appointments', [create]);
      expect(joined).toMatchObject({ kind: 'joined', id: made.id });
      expect((await drain(world.bruno, 'appointments', cursor)).upserts).toEqual([made.id]);
      const again = await world.bruno.create('appointments', [create]);
      expect(again).toEqual([{ ...joined, kind: 'duplicate' }]);
      const { externalKey } = create;
      expect(await world.bruno.findByExternalKeys('appointments', [externalKey])).toMatchObject([
        { id: made.id, externalKey, isJoined: true },
      ]);
      const [read] = await world.bruno.read('appointments', [made.id]);
      expect(read).toMatchObject({
        kind: 'found',
        record: {
          ownerId: world.anna.user.id,
          participantIds: [world.bruno.user.id],
          mayChange: false,
          fields: MEETING,
        },
      });
      const found = await world.bruno.findByExternalKeys('appointments', [create.externalKey]);
      expect(found).toMatchObject([{ id: made.id, externalKey: create.externalKey }]);
    });

    it('a meeting is changed by whom its record names as organizer, once that calendar is read', async (test) => {
      if (world.invite === undefined) return test.skip();
      const uid = `uid-${key()}`;
      const fields = { ...MEETING, organizer: { address: world.bruno.user.email.toUpperCase() } };
      const [made] = await world.anna.create('appointments', [{ fields, uid, externalKey: key() }]);
      const [joined] = await world.bruno.create('appointments', [{ fields, uid, externalKey: key() }]);
      expect(joined?.kind).toBe('joined');
      const id = made?.kind === 'done' ? made.id : '';
      expect(await world.bruno.read('appointments', [id])).toMatchObject([
        { record: { ownerId: world.bruno.user.id, participantIds: [world.anna.user.id], mayChange: true } },
      ]);
      expect(await world.anna.read('appointments', [id])).toMatchObject([{ record: { mayChange: false } }]);
    });

    it('an appointment that became a meeting is joined where its owner is the organizer', async (test) => {
      if (world.invite === undefined) return test.skip();
      const outcomeFor = async (record: Fields, item: Fields) => {
        const uid = `uid-${key()}`;
        await world.anna.create('appointments', [{ fields: record, uid, externalKey: key() }]);
        return (await world.bruno.create('appointments', [{ fields: item, uid, externalKey: key() }]))[0]?.kind;
      };
      const annas = { ...MEETING, organizer: { address: world.anna.user.email } };
      expect(await outcomeFor(LUNCH, annas)).toBe('joined');
      expect(await outcomeFor(LUNCH, MEETING)).toBe('done');
      expect(await outcomeFor(LUNCH, LUNCH)).toBe('done');
      expect(await outcomeFor(MEETING, LUNCH)).toBe('done');
      expect(await outcomeFor({ ...annas, sensitivity: 'private' }, annas)).toBe('done');
      expect(await outcomeFor(annas, { ...annas, sensitivity: 'private' })).toBe('done');
    });

    it('of several appointments of one UID the meeting that others can see is joined', async (test) => {
      if (world.invite === undefined) return test.skip();
      const fields = { ...MEETING, organizer: { address: world.anna.user.email } };
      const secret = { ...fields, sensitivity: 'private' };
      for (const [own, colleagues] of [
        [LUNCH, fields],
        [secret, fields],
        [fields, secret],
      ] as const) {
        const uid = `uid-${key()}`;
        const [ofAnna] = await world.anna.create('appointments', [{ fields: own, uid, externalKey: key() }]);
        const apart = { fields: colleagues, uid, externalKey: key(), isApart: true as const };
        const [ofBruno] = await world.bruno.create('appointments', [apart]);
        const [joined] = await world.anna.create('appointments', [{ fields, uid, externalKey: key() }]);
        const expected = colleagues === fields ? ofBruno : ofAnna;
        expect(joined).toMatchObject({ kind: 'joined', id: expected?.kind === 'done' ? expected.id : '' });
      }
    });

    it('a second item of a meeting in the own calendar is the same record, unless that is another item’s', async () => {
      const uid = `uid-${key()}`;
      const create = () => ({ fields: MEETING, uid, externalKey: key() });
      const [made, again] = await world.anna.create('appointments', [create(), create()]);
      expect(again).toEqual({ ...made, kind: 'joined' });
      const [apart] = await world.anna.create('appointments', [{ ...create(), isApart: true }]);
      expect(apart).toMatchObject({ kind: 'done' });
      expect(apart).not.toMatchObject({ id: made?.kind === 'done' ? made.id : '' });
    });
  });
}

const MEETING: Fields = {
  ...LUNCH,
  organizer: { address: 'organizer@brenta.example' },
  attendees: [{ address: 'carla@example.org', role: 'required', response: 'none' }],
};

interface Drained {
  readonly upserts: readonly string[];
  readonly deletes: readonly string[];
  readonly cursor: string;
}

/** All pages from the cursor on. */
async function drain(side: CrmSide, itemType: ItemType, from: string | null): Promise<Drained> {
  const upserts: string[] = [];
  const deletes: string[] = [];
  let cursor = from;
  for (;;) {
    const page = await side.listChanges(itemType, cursor);
    upserts.push(...page.upserts.map((upsert) => upsert.id));
    deletes.push(...page.deletes);
    cursor = page.cursor;
    if (!page.more) return { upserts, deletes, cursor };
  }
}

async function version(side: CrmSide, itemType: ItemType, id: string): Promise<string> {
  const [read] = await side.read(itemType, [id]);
  if (read?.kind !== 'found') throw new Error(`not found: ${read?.kind}`);
  return read.record.version;
}

async function fieldsOf(side: CrmSide, itemType: ItemType, id: string): Promise<Fields> {
  const [read] = await side.read(itemType, [id]);
  if (read?.kind !== 'found') throw new Error(`not found: ${read?.kind}`);
  return read.record.fields;
}
