import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Fault } from '../../simulator/index.ts';
import { DEFAULT_BRAKE_LIMITS } from '../../src/sync/index.ts';
import type { EngineWorld } from '../support/engine.ts';
import { openEngine } from '../support/engine.ts';

let world: EngineWorld;
beforeAll(async () => {
  // Every test deletes; together they would look like a mass deletion.
  const brakes = { ...DEFAULT_BRAKE_LIMITS, massDelete: { items: 10_000, share: 1 } };
  world = await openEngine({ brakes, exchangeTimeoutMs: 1_000 });
});
beforeEach(() => world.apply({ contacts: { deleteCrmToExchange: true, deleteExchangeToCrm: true } }));
afterAll(() => world.close());

let number = 0;
const newSurname = () => `Guasto${(number += 1)}`;
const addToExchange = (surname: string) =>
  world.mailbox.add('contacts', 'Contact', { GivenName: 'Una', Surname: surname });
const addToCrm = (surname: string) => world.contacts.add({ name: { givenName: 'Una', surname } });

const inExchange = (surname: string) =>
  world.mailbox.items('contacts').filter(({ label }) => label === `Una ${surname}`);
const inCrm = async (surname: string) =>
  (await world.contacts.all()).filter(({ fields }) => JSON.stringify(fields['name']).includes(`"${surname}"`));

/** Runs until one has nothing left to do. */
async function settle() {
  for (let count = 0; count < 8; count += 1) {
    const [run] = await world.sync();
    const idle = Object.entries(run?.counts ?? {}).every(([name, value]) => value === 0 || name === 'unchanged');
    if (run?.outcome === 'done' && run.itemErrors.length === 0 && idle) return;
  }
  throw new Error('does not come to rest');
}

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['dropped before the commit', { kind: 'drop', when: 'beforeCommit' }],
  ['dropped after the commit', { kind: 'drop', when: 'afterCommit' }],
  ['cut off in the answer', { kind: 'truncatedBody' }],
  ['never answered', { kind: 'hang' }],
  ['answered with a page', { kind: 'htmlPage', status: 200 }],
  ['put off by a busy server', { kind: 'soapFault', code: 'ErrorServerBusy', backOffMs: 50, httpStatus: 500 }],
  ['put off for one of its items', { kind: 'itemError', code: 'ErrorServerBusy', backOffMs: 50, items: [1] }],
];

test.each(FAULTS)(
  'when every kind of request is once %s, both sides end as people left them, each item once',
  async (_name, fault) => {
    const edited = newSurname();
    const deletedInCrm = newSurname();
    const deletedInExchange = newSurname();
    const [editedId = '', goneId = '', binnedId = ''] = await Promise.all(
      [edited, deletedInCrm, deletedInExchange].map(addToCrm),
    );
    await settle();

    const created = [newSurname(), newSurname()];
    const createdInExchange = [newSurname(), newSurname()];
    for (const surname of created) await addToCrm(surname);
    createdInExchange.forEach(addToExchange);
    await world.contacts.change(editedId, { jobTitle: 'Capo' });
    world.mailbox.change(inExchange(edited)[0]?.id ?? '', { Department: 'Vendite' });
    await world.contacts.delete(goneId);
    world.mailbox.delete(inExchange(deletedInExchange)[0]?.id ?? '');
    for (const operation of ['SyncFolderItems', 'GetItem', 'FindItem', 'CreateItem', 'UpdateItem', 'DeleteItem'])
      world.simulator.faults.inject({ fault, operation });
    await settle();
    world.simulator.faults.clear();

    for (const surname of [edited, ...created, ...createdInExchange])
      expect([surname, inExchange(surname).length, (await inCrm(surname)).length]).toEqual([surname, 1, 1]);
    expect(inExchange(edited)[0]?.fields).toMatchObject({ JobTitle: 'Capo', Department: 'Vendite' });
    expect(await world.contacts.find(editedId)).toMatchObject({ jobTitle: 'Capo', department: 'Vendite' });
    expect(inExchange(deletedInCrm)).toEqual([]);
    expect(await world.contacts.find(binnedId)).toBeUndefined();
  },
);
