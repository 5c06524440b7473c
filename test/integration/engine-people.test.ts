import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Run } from '../../src/connector/index.ts';
import { DEFAULT_BRAKE_LIMITS } from '../../src/sync/index.ts';
import { configuration, GIULIA, MARIO } from '../support/configuration.ts';
import type { EngineWorld } from '../support/engine.ts';
import { openEngine } from '../support/engine.ts';

/** What people do with an item while a run is under way, and between two of them. */
let world: EngineWorld;
beforeAll(async () => {
  // Many tests delete; together they would look like a mass deletion.
  world = await openEngine({ brakes: { ...DEFAULT_BRAKE_LIMITS, massDelete: { items: 10_000, share: 1 } } });
});
beforeEach(async () => {
  world.simulator.faults.clear();
  await world.apply();
});
afterAll(() => world.close());

const DELETIONS = { deleteCrmToExchange: true, deleteExchangeToCrm: true };

let number = 0;
function person(more: object = {}) {
  number += 1;
  const surname = `Gente${number}`;
  return { label: `Una ${surname}`, surname, fields: { name: { givenName: 'Una', surname }, ...more } };
}

const itemsNamed = (label: string, folder = 'contacts') =>
  world.mailbox.items(folder).filter((item) => item.label === label);

function itemNamed(label: string, folder = 'contacts') {
  const [item] = itemsNamed(label, folder);
  if (item === undefined) throw new Error(`${label} is not in ${folder}`);
  return item;
}

const recordsNamed = async (surname: string) =>
  (await world.contacts.all()).filter(({ fields }) => JSON.stringify(fields['name']).includes(`"${surname}"`));

async function pair(more: object = {}) {
  const someone = person(more);
  const id = await world.contacts.add(someone.fields);
  await world.sync();
  return { ...someone, id, itemId: itemNamed(someone.label).id };
}

/** Holds up one kind of request for so long that people are faster. */
async function whileWaitingFor(operation: string, act: () => unknown): Promise<Run | undefined> {
  world.simulator.faults.inject({ fault: { kind: 'delay', ms: 500, when: 'beforeCommit' }, operation });
  const running = world.sync();
  await sleep(250);
  await act();
  return (await running)[0];
}

describe.each(['neverOverwrite', 'autoResolve', 'alwaysOverwrite'] as const)('conflict resolution %s', (resolution) => {
  test('an item that is edited while we write it keeps both edits', async () => {
    await world.apply({ contacts: { exchangeConflictResolution: resolution } });
    const { id, itemId } = await pair({ jobTitle: 'Impiegata', department: 'Vendite' });
    await world.contacts.change(id, { jobTitle: 'Direttrice' });
    const run = await whileWaitingFor('UpdateItem', () => world.mailbox.change(itemId, { Department: 'Acquisti' }));
    expect(run).toMatchObject({ outcome: 'done', itemErrors: [] });
    expect(world.mailbox.findItem(itemId)?.fields).toMatchObject({ JobTitle: 'Direttrice', Department: 'Acquisti' });
    expect(await world.contacts.find(id)).toMatchObject({ jobTitle: 'Direttrice', department: 'Acquisti' });
  });

  test('an item that is edited all the time does not hold the run up, and is in step when it rests', async () => {
    await world.apply({ contacts: { exchangeConflictResolution: resolution } });
    const { id, itemId } = await pair({ jobTitle: 'Impiegata' });
    await world.contacts.change(id, { jobTitle: 'Direttrice' });
    const fault = { kind: 'delay', ms: 60, when: 'beforeCommit' } as const;
    world.simulator.faults.inject({ fault, operation: 'UpdateItem', times: Number.POSITIVE_INFINITY });
    let edits = 0;
    const restless = setInterval(() => world.mailbox.change(itemId, { Department: `Ufficio ${(edits += 1)}` }), 20);
    const [run] = await world.sync();
    clearInterval(restless);
    world.simulator.faults.clear();
    expect(run?.outcome).toBe('done');
    const told = run?.itemErrors.map(({ side, code }) => `${side} ${code}`) ?? [];
    expect(told, 'each end once').toEqual([...new Set(told)]);
    expect(['crm item_busy', 'exchange item_busy']).toEqual(expect.arrayContaining(told));
    await world.sync();
    await world.sync();
    const department = `Ufficio ${edits}`;
    expect(world.mailbox.findItem(itemId)?.fields).toMatchObject({ JobTitle: 'Direttrice', Department: department });
    expect(await world.contacts.find(id)).toMatchObject({ jobTitle: 'Direttrice', department });
  });
});

test('an item that is deleted while we write the winner’s edit is made anew', async () => {
  const { label, surname, id, itemId } = await pair();
  await world.contacts.change(id, { jobTitle: 'Direttrice' });
  await whileWaitingFor('UpdateItem', () => world.mailbox.delete(itemId));
  await world.sync();
  expect(itemNamed(label).fields['JobTitle']).toBe('Direttrice');
  expect([itemsNamed(label).length, (await recordsNamed(surname)).length]).toEqual([1, 1]);
});

test('a record that is edited while its deletion is being prepared stays, for the CRM wins', async () => {
  await world.apply({ contacts: DELETIONS });
  const { label, id, itemId } = await pair();
  world.mailbox.delete(itemId);
  await whileWaitingFor('FindItem', () => world.contacts.change(id, { jobTitle: 'Direttrice' }));
  await world.sync();
  expect(await world.contacts.find(id)).toMatchObject({ jobTitle: 'Direttrice' });
  expect(itemsNamed(label)).toHaveLength(1);
});

test('a contact that is entered on both sides while the run lists is linked, not doubled', async () => {
  const { label, surname, fields } = person({ email1: { address: 'una@gente.example' } });
  addNeighbour();
  await whileWaitingFor('SyncFolderItems', async () => {
    await world.contacts.add(fields);
    world.mailbox.add('contacts', 'Contact', {
      GivenName: 'Una',
      Surname: surname,
      'EmailAddresses/EmailAddress1': 'una@gente.example',
    });
  });
  await world.sync();
  expect([itemsNamed(label).length, (await recordsNamed(surname)).length]).toEqual([1, 1]);
});

/** Somebody else, so that the run has a reason to create. */
function addNeighbour() {
  world.mailbox.add('contacts', 'Contact', { GivenName: 'Vicina', Surname: person().surname });
}

describe('out of Deleted Items', () => {
  test('an item whose deletion was not carried goes on with what was edited on both sides', async () => {
    const { label, surname, id, itemId } = await pair();
    world.mailbox.delete(itemId);
    await world.sync();
    const back = world.mailbox.move(itemNamed(label, 'deleteditems').id, 'contacts');
    world.mailbox.change(back.id, { Department: 'Acquisti' });
    await world.contacts.change(id, { jobTitle: 'Direttrice' });
    await world.sync();
    expect(itemNamed(label).fields).toMatchObject({ JobTitle: 'Direttrice', Department: 'Acquisti' });
    expect(await world.contacts.find(id)).toMatchObject({ jobTitle: 'Direttrice', department: 'Acquisti' });
    expect([itemsNamed(label).length, (await recordsNamed(surname)).length]).toEqual([1, 1]);
  });

  test.each(['crm', 'exchange'] as const)(
    'an item that was deleted in %s, on both sides, is new',
    async (deletedIn) => {
      await world.apply({ contacts: DELETIONS });
      const { label, surname, id, itemId } = await pair();
      if (deletedIn === 'crm') await world.contacts.delete(id);
      else world.mailbox.delete(itemId);
      await world.sync();
      expect([itemsNamed(label).length, (await recordsNamed(surname)).length]).toEqual([0, 0]);
      world.mailbox.move(itemNamed(label, 'deleteditems').id, 'contacts');
      await world.sync();
      await world.sync();
      expect([itemsNamed(label).length, (await recordsNamed(surname)).length]).toEqual([1, 1]);
    },
  );
});

describe('copies', () => {
  test('of a contact stay out, and one takes over when the original is deleted', async () => {
    await world.apply({ contacts: DELETIONS });
    const { surname, itemId } = await pair();
    const copy = world.mailbox.copy(itemId, 'contacts');
    await world.sync();
    world.mailbox.delete(itemId);
    await world.sync();
    expect(await recordsNamed(surname)).toHaveLength(1);
    world.mailbox.change(copy.id, { JobTitle: 'Direttrice' });
    await world.sync();
    expect((await recordsNamed(surname))[0]?.fields['jobTitle']).toBe('Direttrice');
  });

  test('of an appointment are new at another time, also when they are moved there later', async () => {
    await world.apply({ appointments: DELETIONS });
    const subject = `Riunione ${person().surname}`;
    const time = { kind: 'timed', start: '2026-12-03T08:00:00Z', end: '2026-12-03T09:00:00Z', zone: null } as const;
    const at = (day: number) => ({ Start: `2026-12-${day}T08:00:00Z`, End: `2026-12-${day}T09:00:00Z` });
    const records = async () => (await world.appointments.all()).filter(({ fields }) => fields['subject'] === subject);
    await world.appointments.add({ subject, time });
    await world.sync();
    const original = itemNamed(subject, 'calendar');
    const copy = world.mailbox.copy(original.id, 'calendar');
    world.mailbox.change(copy.id, at(10));
    await world.sync();
    expect(await records()).toHaveLength(2);
    world.mailbox.delete(copy.id);
    await world.sync();
    expect((await records()).map(({ fields }) => fields['time'])).toMatchObject([{ start: time.start }]);

    const later = world.mailbox.copy(original.id, 'calendar');
    await world.sync();
    expect(await records()).toHaveLength(1);
    world.mailbox.change(later.id, at(17));
    await world.sync();
    expect([await records(), itemsNamed(subject, 'calendar')]).toMatchObject([{ length: 2 }, { length: 2 }]);
  });
});

test('an item in a sub folder rests with its record’s edits, and a deletion meanwhile does not follow it there', async () => {
  await world.apply({ contacts: DELETIONS });
  const { label, surname, id, itemId } = await pair();
  const folder = world.mailbox.addFolder('Sottocartella', 'IPF.Contact', 'contacts').id;
  const away = world.mailbox.move(itemId, folder);
  await world.sync();
  await world.contacts.change(id, { jobTitle: 'Direttrice' });
  await world.sync();
  world.mailbox.move(away.id, 'contacts');
  await world.sync();
  expect(itemNamed(label).fields['JobTitle']).toBe('Direttrice');

  const again = world.mailbox.move(itemNamed(label).id, folder);
  await world.sync();
  await world.contacts.delete(id);
  await world.sync();
  expect(world.mailbox.items(folder)).toHaveLength(1);
  world.mailbox.move(again.id, 'contacts');
  await world.sync();
  expect([itemsNamed(label).length, (await recordsNamed(surname)).length]).toEqual([1, 0]);
});

test('a lost sync state finds what was deleted, edited and made meanwhile, and imports nothing anew', async () => {
  await world.apply({ contacts: DELETIONS });
  const deleted = await pair();
  const edited = await pair();
  world.mailbox.invalidateSyncStates();
  world.mailbox.delete(deleted.itemId);
  world.mailbox.change(edited.itemId, { JobTitle: 'Direttrice' });
  addNeighbour();
  const [run] = await world.sync();
  expect(run?.counts).toMatchObject({ createdInCrm: 1, deletedInCrm: 1, updatedInCrm: 1, createdInExchange: 0 });
});

/** Mario's and Giulia's mailbox, each with what its user owns or sees because it is shared. */
async function applyToBoth(rules: object): Promise<void> {
  const contacts = { ...rules, crmItems: 'ownAndShared' };
  const document = JSON.parse(configuration({ serverUrl: world.simulator.ewsUrl, contacts })) as {
    users: object[];
    accounts: object[];
  };
  await world.applyDocument({
    ...document,
    users: [...document.users, { name: 'giulia', displayName: GIULIA.displayName, email: GIULIA.smtp }],
    accounts: [...document.accounts, { name: 'giulia', user: 'giulia', profile: 'sede', mailbox: GIULIA.smtp }],
  });
}

const syncBoth = async () => [...(await world.sync()), ...(await world.sync({ account: 'giulia' }))];
const herItemsNamed = (label: string) => world.otherMailbox.items('contacts').filter((item) => item.label === label);

test('a shared contact in two mailboxes: one lets go, the other keeps it, and sharing can end and begin', async () => {
  await applyToBoth(DELETIONS);
  const { label, fields } = person();
  const id = await world.contacts.add(fields, 'mario', { shared: true });
  const hers = () => herItemsNamed(label);
  await syncBoth();
  expect([itemsNamed(label).length, hers().length]).toEqual([1, 1]);

  world.mailbox.delete(itemNamed(label).id);
  await syncBoth();
  expect([itemsNamed(label).length, hers().length]).toEqual([0, 1]);
  expect(await world.contacts.find(id)).toBeDefined();

  await world.contacts.place(id, { shared: false });
  await syncBoth();
  await world.contacts.change(id, { jobTitle: 'Direttrice' });
  await syncBoth();
  expect(hers().map((item) => item.fields['JobTitle'])).toEqual([undefined]);
  await world.contacts.place(id, { shared: true });
  await syncBoth();
  expect(hers().map((item) => item.fields['JobTitle'])).toEqual(['Direttrice']);

  await world.contacts.place(id, { ownerId: await world.userId('giulia') });
  const runs = await syncBoth();
  expect(runs.map(({ counts }) => counts?.deletedInExchange)).toEqual([0, 0, 0, 0]);
  expect(world.mailbox.smtp).toBe(MARIO.smtp);
});

/** A shared contact that both of them edited, and that was deleted in the CRM before any of it travelled. */
async function editedByBothAndDeleted() {
  await applyToBoth({ ...DELETIONS, conflictStrategy: 'exchange' });
  const someone = person();
  const id = await world.contacts.add(someone.fields, 'mario', { shared: true });
  await syncBoth();
  world.mailbox.change(itemNamed(someone.label).id, { JobTitle: 'Direttrice' });
  world.otherMailbox.change(herItemsNamed(someone.label)[0]?.id ?? '', { Department: 'Acquisti' });
  await world.contacts.delete(id);
  return { ...someone, id };
}

async function expectBothEdits({ label, surname }: { label: string; surname: string }) {
  const items = [itemsNamed(label), herItemsNamed(label)].map((found) => found.map((item) => item.fields));
  const edits = { JobTitle: 'Direttrice', Department: 'Acquisti' };
  expect(items).toMatchObject([[edits], [edits]]);
  const records = await recordsNamed(surname);
  expect(records).toMatchObject([{ fields: { jobTitle: 'Direttrice', department: 'Acquisti' } }]);
}

test('a shared contact that both edited and somebody deleted is made anew once, shared as before', async () => {
  const someone = await editedByBothAndDeleted();
  for (let round = 0; round < 2; round += 1)
    for (const run of await syncBoth()) expect(run).toMatchObject({ outcome: 'done', itemErrors: [] });
  await expectBothEdits(someone);
});

test('made anew and no longer shared, it is not tried again and again, and is hers too as soon as it is shared', async () => {
  const someone = await editedByBothAndDeleted();
  await world.sync();
  const [anew] = await recordsNamed(someone.surname);
  await world.contacts.place(anew?.id ?? '', { shared: false });
  const [run] = await world.sync({ account: 'giulia' });
  expect(run).toMatchObject({ outcome: 'done', itemErrors: [] });
  const links = await world.links('contacts', 'giulia');
  expect(links.filter(({ crmId }) => crmId === someone.id)).toMatchObject([{ state: 'DET_E' }]);

  await world.contacts.place(anew?.id ?? '', { shared: true });
  await syncBoth();
  await syncBoth();
  await expectBothEdits(someone);
});
