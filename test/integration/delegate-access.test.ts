import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Delegation } from '../../simulator/index.ts';
import { DEFAULT_BRAKE_LIMITS } from '../../src/sync/index.ts';
import { DELEGATE, MARIO, SERVICE } from '../support/configuration.ts';
import type { EngineWorld } from '../support/engine.ts';
import { openEngine } from '../support/engine.ts';

let world: EngineWorld;
beforeAll(async () => {
  // Every test deletes; together they would look like a mass deletion.
  world = await openEngine({ brakes: { ...DEFAULT_BRAKE_LIMITS, massDelete: { items: 10_000, share: 1 } } });
});
afterAll(() => world.close());
afterEach(() => {
  // Whatever happened: the service account worked as itself, and nothing came into its own mailbox.
  const asOthers = world.simulator.requests.all().filter(({ mailbox }) => mailbox !== null && mailbox !== SERVICE.smtp);
  if (asOthers.length > 0) throw new Error(`worked as ${asOthers[0]?.mailbox}`);
  const strayed = world.simulator
    .mailbox(SERVICE.smtp)
    .folders()
    .find(({ count }) => count > 0);
  if (strayed !== undefined) throw new Error(`wrote into the own folder ${strayed.displayName}`);
});

const grant = (rights: Omit<Delegation, 'to'>) => world.simulator.delegate(MARIO.smtp, { to: SERVICE.smtp, ...rights });
const FOLDERS = { contacts: 'editor', calendar: 'editor', deleteditems: 'editor' } as const;

const apply = (rules: object = {}) => {
  const both = { deleteCrmToExchange: true, deleteExchangeToCrm: true, ...rules };
  const delegate = { ...DELEGATE, accessModel: 'delegateFolders' };
  return world.apply({ profile: { delegate }, contacts: both, appointments: both });
};

let number = 0;
const newSurname = () => `Delega${(number += 1)}`;
const labelOf = (surname: string) => `Una ${surname}`;
const found = (folder: string, surname: string) =>
  world.mailbox.items(folder).filter(({ label }) => label === labelOf(surname));
const recordsOf = async (surname: string) =>
  (await world.contacts.all()).filter(({ fields }) => JSON.stringify(fields['name']).includes(`"${surname}"`));

/** A contact that both sides have. */
async function makePair(): Promise<{ readonly surname: string; readonly record: string; readonly item: string }> {
  const surname = newSurname();
  const record = await world.contacts.add({ name: { givenName: 'Una', surname } });
  await world.sync();
  const [item] = found('contacts', surname);
  if (item === undefined) throw new Error(`${surname} is not in Exchange`);
  return { surname, record, item: item.id };
}

const links = () => world.links('contacts');
const linkOf = async (record: string) => (await links()).find(({ crmId }) => crmId === record);

describe('full access to the mailbox', () => {
  beforeAll(async () => {
    grant({ fullAccess: true });
    await apply();
  });

  test('contacts and appointments go both ways, into the mailbox of their owner', async () => {
    const { surname, record, item } = await makePair();
    const other = newSurname();
    world.mailbox.add('contacts', 'Contact', { GivenName: 'Una', Surname: other });
    world.mailbox.change(item, { Department: 'Vendite' });
    await world.contacts.change(record, { jobTitle: 'Capo' });
    const time = { kind: 'timed', start: '2026-12-03T08:00:00Z', end: '2026-12-03T09:00:00Z', zone: null } as never;
    await world.appointments.add({ subject: 'Visita', time });
    world.mailbox.add('calendar', 'CalendarItem', {
      Subject: 'Fiera',
      Start: '2026-12-04T08:00:00Z',
      End: '2026-12-04T09:00:00Z',
    });
    const runs = await world.sync();
    expect(runs.map(({ outcome, itemErrors }) => [outcome, itemErrors])).toEqual([
      ['done', []],
      ['done', []],
    ]);
    expect(found('contacts', surname)[0]?.fields).toMatchObject({ JobTitle: 'Capo', Department: 'Vendite' });
    expect(await world.contacts.find(record)).toMatchObject({ jobTitle: 'Capo', department: 'Vendite' });
    expect(await recordsOf(other)).toHaveLength(1);
    expect(
      world.mailbox
        .items('calendar')
        .map(({ label }) => label)
        .toSorted(),
    ).toEqual(['Fiera', 'Visita']);
    expect((await world.appointments.all()).map(({ fields }) => fields['subject']).toSorted()).toEqual([
      'Fiera',
      'Visita',
    ]);
  });

  test.each([
    ['deletedItems', 1],
    ['permanent', 0],
  ] as const)('deleted in the CRM, mode %s', async (exchangeDeleteMode, inDeletedItems) => {
    await apply({ exchangeDeleteMode });
    const { surname, record } = await makePair();
    await world.contacts.delete(record);
    const [run] = await world.sync();
    expect(run?.counts?.deletedInExchange).toBe(1);
    expect([found('contacts', surname).length, found('deleteditems', surname).length]).toEqual([0, inDeletedItems]);
    const [next] = await world.sync();
    expect(next?.counts).toMatchObject({ createdInCrm: 0, createdInExchange: 0 });
    await apply();
  });

  test.each(['MoveToDeletedItems', 'HardDelete'] as const)('deleted in Exchange: %s', async (type) => {
    const { record, item } = await makePair();
    world.mailbox.delete(item, type);
    const [run] = await world.sync();
    expect(run?.counts?.deletedInCrm).toBe(1);
    expect(await world.contacts.find(record)).toBeUndefined();
  });

  test('moved to another folder and back: the record sleeps, and wakes with what was changed meanwhile', async () => {
    const { record, item, surname } = await makePair();
    const { id: archive } = world.mailbox.addFolder('Archivio', 'IPF.Contact');
    const moved = world.mailbox.move(item, archive);
    const [run] = await world.sync();
    expect(run?.counts).toMatchObject({ deletedInCrm: 0, createdInExchange: 0 });
    expect(await world.contacts.find(record)).toBeDefined();

    world.mailbox.move(world.mailbox.change(moved.id, { JobTitle: 'Tornata' }).id, 'contacts');
    await world.sync();
    expect(await world.contacts.find(record)).toMatchObject({ jobTitle: 'Tornata' });
    expect([found('contacts', surname).length, (await recordsOf(surname)).length]).toEqual([1, 1]);
  });
});

describe('rights on single folders', () => {
  /** The top of the mailbox is to be seen, and one folder below it is not: it is left out of every list. */
  const SOME = { ...FOLDERS, msgfolderroot: 'folderVisible', Nascosta: 'none' } as const;
  let hiddenFolder: string;
  beforeAll(async () => {
    grant({ folders: SOME });
    hiddenFolder = world.mailbox.addFolder('Nascosta', 'IPF.Contact').id;
    await apply();
  });

  test('both ways, and deleted into Deleted Items of the owner', async () => {
    const { record, surname, item } = await makePair();
    world.mailbox.change(item, { JobTitle: 'Capo' });
    await world.sync();
    expect(await world.contacts.find(record)).toMatchObject({ jobTitle: 'Capo' });
    await world.contacts.delete(record);
    await world.sync();
    expect([found('contacts', surname).length, found('deleteditems', surname).length]).toEqual([0, 1]);
  });

  test('what lies in Deleted Items is deleted in the CRM', async () => {
    const { record, item } = await makePair();
    world.mailbox.delete(item);
    const [run] = await world.sync();
    expect(run?.counts?.deletedInCrm).toBe(1);
    expect(await world.contacts.find(record)).toBeUndefined();
  });

  test.each([
    ['deleted for good', (item: string) => world.mailbox.delete(item, 'HardDelete')],
    ['moved into a folder that is not shared', (item: string) => void world.mailbox.move(item, hiddenFolder)],
    ['made private', (item: string) => void world.mailbox.change(item, { Sensitivity: 'Private' })],
  ])('I6: %s proves no deletion: the record stays, and a person is told which right is missing', async (_, act) => {
    const { record, item } = await makePair();
    act(item);
    const [run] = await world.sync();
    expect(run?.counts).toMatchObject({ deletedInCrm: 0, detached: 1 });
    expect(await world.contacts.find(record)).toBeDefined();
    expect(await linkOf(record)).toMatchObject({ state: 'DET_C', reviewReason: 'other_unreadable' });
    const [next] = await world.sync();
    expect(next?.counts).toMatchObject({ deletedInCrm: 0, createdInExchange: 0 });
  });

  test('I6: a private item is the missing one where all folders are to be seen', async () => {
    const { record, item } = await makePair();
    world.mailbox.change(item, { Sensitivity: 'Private' });
    grant({ folders: { ...SOME, msgfolderroot: 'owner' } });
    await world.sync();
    expect(await linkOf(record)).toMatchObject({ state: 'DET_C', reviewReason: 'private_unreadable' });
    expect(await world.contacts.find(record)).toBeDefined();
    grant({ folders: SOME });
  });
});

describe('a right is missing', () => {
  const PAUSED = (code: string) => ({ outcome: 'failed', problem: expect.objectContaining({ code }) });

  beforeAll(async () => {
    grant({ fullAccess: true });
    await apply();
  });

  test('taken in mid-life: the run fails and names the folder; nothing is deleted; given back, it goes on', async () => {
    const { record, surname, item } = await makePair();
    const before = (await links()).length;
    const late = newSurname();
    await world.contacts.add({ name: { givenName: 'Una', surname: late } });
    grant({ folders: { ...FOLDERS, contacts: 'none' } });
    const runs = await world.sync();
    expect(runs).toMatchObject([PAUSED('contacts_not_shared'), { outcome: 'done' }]);
    world.mailbox.change(item, { JobTitle: 'Intanto' });

    grant({ fullAccess: true });
    const [run] = await world.sync();
    expect(run?.outcome).toBe('done');
    expect(await world.contacts.find(record)).toMatchObject({ jobTitle: 'Intanto' });
    expect([found('contacts', surname).length, found('contacts', late).length]).toEqual([1, 1]);
    expect((await links()).length).toBe(before + 1);
  });

  test('everything taken at once', async () => {
    const { record } = await makePair();
    grant({});
    expect(await world.sync()).toMatchObject([PAUSED('contacts_not_shared'), PAUSED('calendar_not_shared')]);
    grant({ fullAccess: true });
    expect((await world.sync()).map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    expect(await world.contacts.find(record)).toBeDefined();
  });

  test('only reading: what Exchange has arrives, what the CRM has waits until it may go', async () => {
    const inExchange = newSurname();
    const inCrm = newSurname();
    grant({ folders: { ...FOLDERS, contacts: 'reviewer' } });
    world.mailbox.add('contacts', 'Contact', { GivenName: 'Una', Surname: inExchange });
    await world.contacts.add({ name: { givenName: 'Una', surname: inCrm } });
    const [run] = await world.sync();
    expect(run?.itemErrors.map(({ code }) => code)).toContain('ErrorCreateItemAccessDenied');
    expect(found('contacts', inCrm)).toEqual([]);

    grant({ fullAccess: true });
    await world.sync();
    await world.sync();
    expect([found('contacts', inCrm).length, (await recordsOf(inExchange)).length]).toEqual([1, 1]);
    expect([found('contacts', inExchange).length, (await recordsOf(inCrm)).length]).toEqual([1, 1]);
  });

  test('Deleted Items: the item stays where it is, the error names the folder, and it goes when it may', async () => {
    const { record, surname } = await makePair();
    grant({ folders: { ...FOLDERS, deleteditems: 'reviewer' } });
    await world.contacts.delete(record);
    const [run] = await world.sync();
    expect(run?.itemErrors.map(({ code }) => code)).toContain('deleted_items_not_shared');
    expect([found('contacts', surname).length, found('deleteditems', surname).length]).toEqual([1, 0]);

    grant({ fullAccess: true });
    await world.sync();
    await world.sync();
    expect([found('contacts', surname).length, found('deleteditems', surname).length]).toEqual([0, 1]);
    expect(await recordsOf(surname)).toEqual([]);
  });
});
