import { describe, expect, it } from 'vitest';
import type { Fields, Meeting } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type { ItemRules } from '../../sync/index.ts';
import { weekly } from '../../sync/testing/series.ts';
import type { CrmBackup } from '../testing/memory-crm.ts';
import type { StoredItem } from '../testing/memory-exchange.ts';
import { appointment, linkOf } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

const INVITED: Meeting = { role: 'attendee', isCancelled: false, recipients: 2 };
const ONE_HOUR = appointment('Meeting', 1);
const SERIES: Fields = { subject: 'Meeting', time: weekly() };

const invite = (world: World, fields: Fields = ONE_HOUR, more: Partial<StoredItem> = {}): StoredItem =>
  world.exchange.put(fields, { uid: 'u', meeting: INVITED, ...more });

/** A colleague's record in which this user takes part, in a pair of which the item was thrown away. */
async function withoutItem(rules: Partial<ItemRules>, fields: Fields = ONE_HOUR): Promise<[World, string]> {
  const world = createWorld('appointments', { conflictStrategy: 'crm', ...rules });
  const record = world.crm.put(fields, { uid: 'u', ownerId: 'carla', participantIds: [world.crm.user.id] });
  const { id } = invite(world, fields);
  await world.settle();
  expect(linkOf(world, record.id)).toMatchObject({ state: 'LINKED', exchangeId: id });
  world.exchange.erase(id);
  return [world, record.id];
}

async function edit(world: World, recordId: string): Promise<void> {
  world.crm.edit(recordId, { subject: 'Other' });
  await world.settle();
}

const inCalendar = (world: World): readonly string[] => world.exchange.inFolder('synchronised').map(({ id }) => id);

describe('a record that is edited after its item was thrown away, and whose user is invited to the meeting again,', () => {
  it.each([
    ['an appointment', ONE_HOUR],
    ['a series', SERIES],
  ])('goes on with the invitation that the rules keep out of the CRM: %s', async (_what, fields) => {
    const [world, recordId] = await withoutItem({ updateExchangeToCrm: false }, fields);
    await world.settle();
    const { id } = invite(world, fields);
    await world.settle();
    expect(linkOf(world, recordId)).toMatchObject({ state: 'DET_C' });
    await edit(world, recordId);
    expect(inCalendar(world)).toEqual([id]);
    expect(linkOf(world, recordId)).toMatchObject({ state: 'LINKED', exchangeId: id });
  });

  it.each([
    [true, 1],
    [true, 100],
    [false, 1],
    [false, 100],
  ])('and all of it is seen by one run, has that item alone (from Exchange: %s, chunks of %i)', async (uEC, chunk) => {
    const [world, recordId] = await withoutItem({ updateExchangeToCrm: uEC });
    world.chunkSize = chunk;
    const { id } = invite(world);
    await edit(world, recordId);
    expect(inCalendar(world)).toEqual([id]);
    expect([...world.crm.records.keys()]).toEqual([recordId]);
    expect(linkOf(world, recordId)).toMatchObject({ state: 'LINKED', exchangeId: id, pending: !uEC });
  });

  it.each<[string, Fields, Fields, Partial<StoredItem>]>([
    ['the invitation was called off', ONE_HOUR, ONE_HOUR, { meeting: { ...INVITED, isCancelled: true } }],
    ['it is to another meeting', ONE_HOUR, appointment('Dinner', 1), { uid: 'v' }],
    ['it is to one occurrence of the series', SERIES, ONE_HOUR, {}],
    ['the invitation was filed away', ONE_HOUR, ONE_HOUR, { folder: 'other' }],
  ])('has an item of its own where %s', async (_why, fields, again, more) => {
    const [world, recordId] = await withoutItem({ updateExchangeToCrm: false }, fields);
    await world.settle();
    const { id } = invite(world, again, more);
    await world.settle();
    await edit(world, recordId);
    const { state, exchangeId } = linkOf(world, recordId);
    expect(state).toBe('LINKED');
    expect(exchangeId).not.toBe(id);
    expect(inCalendar(world)).toContain(exchangeId);
  });

  it('waits for a person where it is invited twice', async () => {
    const [world, recordId] = await withoutItem({ updateExchangeToCrm: false });
    await world.settle();
    const items = [invite(world), invite(world)];
    await world.settle();
    await edit(world, recordId);
    expect(inCalendar(world)).toEqual(items.map(({ id }) => id));
    expect(linkOf(world, recordId)).toMatchObject({ state: 'CLOSED' });
    const row = [...world.store.unlinked.values()].find(({ itemId }) => itemId === recordId);
    expect(row).toMatchObject({ state: 'review', reason: { row: 'U3' } });
  });

  it('is told by a preview to have nothing made for it', async () => {
    const [world, recordId] = await withoutItem({ updateExchangeToCrm: false });
    invite(world);
    world.crm.edit(recordId, { subject: 'Other' });
    expect((await world.run({ dryRun: true })).counts).toMatchObject({ createdInExchange: 0, createdInCrm: 0 });
    expect(linkOf(world, recordId)).toMatchObject({ state: 'LINKED' });
  });
});

describe('an appointment that a colleague has now, whose former owner threw the item away and is invited to it,', () => {
  const PEOPLE = [{ address: 'anna@contoso.example', role: 'required', response: 'none' }];

  it.each([
    ['out of sight', 'proves', 'apart'],
    ['out of sight', 'cannot prove', 'apart'],
    ['out of sight', 'cannot prove', 'together'],
    ['shared with all', 'proves', 'apart'],
    ['shared with all', 'cannot prove', 'apart'],
    ['shared with all', 'cannot prove', 'together'],
  ])('has that record alone: it is %s, Deleted Items %s the deletion, seen %s', async (sight, proof, seen) => {
    const world = createWorld('appointments', {}, { rights: 'byOwner' });
    const { id: itemId } = world.exchange.put(ONE_HOUR, { uid: 'u' });
    await world.settle();
    const [recordId = ''] = world.crm.records.keys();
    if (proof === 'cannot prove') world.exchange.unreadable = [{ place: 'deletedItems', code: 'ErrorAccessDenied' }];
    world.crm.change(recordId, { ownerId: 'carla', shared: sight === 'shared with all' });
    if (seen === 'apart') await world.settle();
    world.exchange.move(itemId, 'deletedItems');
    await world.settle();
    world.crm.edit(recordId, { attendees: PEOPLE });
    const { id } = invite(world, { ...ONE_HOUR, attendees: PEOPLE });
    await world.settle();
    expect([...world.crm.records.keys()]).toEqual([recordId]);
    expect(linkOf(world, recordId)).toMatchObject({ state: 'LINKED', exchangeId: id });
  });
});

const MINE: Meeting = { role: 'organizer', isCancelled: false, recipients: 1 };
const MEETING: Fields = {
  ...ONE_HOUR,
  organizer: { address: 'anna@example.org' },
  attendees: [{ address: 'carla@example.org', role: 'required', response: 'none' }],
};

describe('a meeting whose record was deleted with its item, is a colleague’s when it is brought back, and is joined by that item again,', () => {
  it.each(['answered', 'not answered'])(
    'keeps what its user had entered there for himself (the create is %s)',
    async (answer) => {
      const rules = { updateCrmToExchange: false, conflictStrategy: 'exchange', deleteExchangeToCrm: true } as const;
      const world = createWorld('appointments', rules, { rights: 'byOwner' });
      const { id: itemId } = world.exchange.put(MEETING, { uid: 'u', meeting: MINE });
      await world.settle();
      const [recordId = ''] = world.crm.records.keys();
      world.crm.edit(recordId, { categories: ['Own'] });
      world.exchange.move(itemId, 'deletedItems');
      await world.settle();
      expect(world.crm.isGone(recordId)).toBe(true);
      world.crm.undelete(recordId);
      world.crm.change(recordId, { ownerId: 'carla' });
      await world.settle();
      const [inDeletedItems] = world.exchange.inFolder('deletedItems');
      world.exchange.move(inDeletedItems?.id ?? '', 'synchronised');
      world.crm.loseNextAnswer = answer === 'not answered';
      await world.run();
      await world.settle();
      expect(linkOf(world, recordId)).toMatchObject({ state: 'LINKED', pending: true });
      expect([...world.crm.records.values()]).toMatchObject([
        { id: recordId, ownerId: world.crm.user.id, fields: { categories: ['Own'] } },
      ]);
    },
  );
});

describe('a meeting whose record became a colleague’s before it was known what came of the write that was to link it,', () => {
  it('keeps what its user had entered there for himself meanwhile, once it is joined', async () => {
    const world = createWorld('appointments', { conflictStrategy: 'exchange' }, { rights: 'byOwner' });
    const { id: recordId } = world.crm.put({ ...MEETING, body: 'Before' }, { uid: 'u' });
    world.exchange.put({ ...MEETING, body: 'After' }, { uid: 'u', meeting: MINE });
    world.crm.loseNextAnswer = true;
    await world.run();
    expect(world.store.intents.size).toBe(1);
    world.crm.edit(recordId, { categories: ['Own'], body: 'Meanwhile' });
    world.crm.change(recordId, { ownerId: 'carla' });
    world.pass(200_000);
    await world.settle();
    expect(linkOf(world, recordId).state).toBe('LINKED');
    expect([...world.crm.records.values()]).toMatchObject([
      { id: recordId, ownerId: world.crm.user.id, fields: { categories: ['Own'], body: 'After' } },
    ]);
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ categories: ['Own'] }]);
  });
});

describe('a record and a meeting whose link never came about,', () => {
  const PASSING = new ConnectorError({ code: 'busy', disposition: 'retry', message: 'busy' });

  /** The answer to the write that was to link them is lost. */
  async function notKnown(): Promise<[World, string, CrmBackup]> {
    const world = createWorld('appointments', { conflictStrategy: 'exchange' }, { rights: 'byOwner' });
    const before = world.crm.backUp();
    const { id: recordId } = world.crm.put({ ...MEETING, body: 'Before' }, { uid: 'u' });
    world.exchange.put({ ...MEETING, body: 'After' }, { uid: 'u', meeting: MINE });
    world.crm.loseNextAnswer = true;
    await world.run();
    expect(world.store.intents.size).toBe(1);
    world.crm.edit(recordId, { body: 'Meanwhile' });
    world.pass(200_000);
    return [world, recordId, before];
  }

  it('were no pair before where the record cannot be read when it is looked what came of the write', async () => {
    const [world, recordId] = await notKnown();
    const { read } = world.crm;
    world.crm.read = async (_itemType, ids) => ids.map(() => ({ kind: 'failed', error: PASSING }));
    await world.run();
    world.crm.read = read;
    expect(world.store.intents.size).toBe(0);
    await world.settle();
    expect([...world.store.links.values()]).toMatchObject([{ crmId: recordId, state: 'LINKED' }]);
  });

  it.each<[string, (world: World, recordId: string, before: CrmBackup) => void]>([
    ['was deleted', ({ crm }, id) => crm.erase(id)],
    ['was lost by a CRM that came back from a backup', ({ crm }, _id, before) => crm.restore(before)],
  ])('were no pair before where the record %s meanwhile', async (_what, happens) => {
    const [world, recordId, before] = await notKnown();
    happens(world, recordId, before);
    await world.run();
    expect(world.store.intents.size).toBe(0);
    expect([...world.store.links.values()].filter(({ crmId }) => crmId === recordId)).toEqual([]);
  });

  it('were no pair before where a colleague’s record is seen by an attendee', async () => {
    const world = createWorld('appointments', {}, { rights: 'byOwner' });
    const { id: recordId } = world.crm.put(ONE_HOUR, {
      uid: 'u',
      ownerId: 'carla',
      participantIds: [world.crm.user.id],
    });
    invite(world);
    world.exchange.faults.push('lostRequest');
    await world.run();
    expect(world.store.intents.size).toBe(1);
    world.pass(200_000);
    await world.settle();
    expect([...world.store.links.values()]).toMatchObject([{ crmId: recordId, state: 'LINKED' }]);
  });
});
