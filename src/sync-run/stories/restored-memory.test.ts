import { describe, expect, it } from 'vitest';
import { distrustMemory } from '../freeze/distrust-memory.ts';
import type { CrmBackup } from '../testing/memory-crm.ts';
import { appointment, linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, forgetCalls, writesOf } from '../testing/world.ts';

const bothDeletes = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;
const TABLES = ['scopes', 'links', 'intents', 'hints', 'unlinked', 'quarantine', 'issues'] as const;

interface Backup {
  readonly memory: Readonly<Record<(typeof TABLES)[number], readonly (readonly [string, unknown])[]>>;
  readonly crm: CrmBackup;
}

/** The whole database: the memory, and beside it the records of the built-in CRM. */
function backUp(world: World): Backup {
  const rows = TABLES.map((name) => [name, structuredClone([...world.store[name]])] as const);
  return { memory: Object.fromEntries(rows) as unknown as Backup['memory'], crm: world.crm.backUp() };
}

function restoreMemory(world: World, { memory }: Backup): void {
  for (const name of TABLES) {
    const table = world.store[name] as Map<string, unknown>;
    table.clear();
    for (const [key, row] of memory[name]) table.set(key, structuredClone(row));
  }
}

/** What an administrator's word does to the scope. */
async function confirm(world: World): Promise<void> {
  const scope = scopeOf(world);
  const lease = await world.store.acquireLease(scope.id, 'administrator', 60);
  if (lease === null) throw new Error('the scope is leased');
  await distrustMemory(world.store, lease, scope);
  await world.store.releaseLease(lease);
}

function scopeOf(world: World) {
  const [scope] = world.store.scopes.values();
  if (scope === undefined) throw new Error('no scope');
  return scope;
}

function namesIn(world: World): { readonly crm: readonly unknown[]; readonly exchange: readonly unknown[] } {
  const names = (rows: Iterable<{ readonly fields: Readonly<Record<string, unknown>> }>): readonly unknown[] =>
    [...rows].map(({ fields }) => fields['displayName'] ?? fields['subject']).sort();
  return { crm: names(world.crm.records.values()), exchange: names(world.exchange.inFolder('synchronised')) };
}

async function atRest(world: World): Promise<void> {
  forgetCalls(world);
  await world.settle();
  expect(writesOf(world)).toBe(0);
}

async function filled(count: number): Promise<World> {
  const world = createWorld('contacts', bothDeletes);
  for (let index = 0; index < count; index += 1) world.crm.put(person(`Anna${index}`));
  await world.settle();
  return world;
}

describe('O11: the whole database came back from a backup', () => {
  it('compares everything, makes anew what the CRM lost, and doubles and deletes nothing', async () => {
    const world = await filled(40);
    const backup = backUp(world);
    world.crm.put(person('Bruno'));
    world.exchange.put(person('Carla'));
    await world.settle();
    const before = scopeOf(world).epoch;

    restoreMemory(world, backup);
    world.crm.restore(backup.crm);
    await confirm(world);
    expect(scopeOf(world)).toMatchObject({ status: 'relink', statusReason: { row: 'O11' }, epoch: before + 1 });
    await world.settle();
    expect(scopeOf(world)).toMatchObject({ status: 'ok', statusReason: null });
    const names = namesIn(world);
    expect(names.crm).toEqual(names.exchange);
    expect(names.crm).toHaveLength(42);
    await atRest(world);
  });

  it('gives the CRM back the values that it had written to Exchange', async () => {
    const world = await filled(3);
    const backup = backUp(world);
    const [crmId = ''] = world.crm.records.keys();
    world.crm.edit(crmId, { jobTitle: 'After' });
    await world.settle();
    restoreMemory(world, backup);
    world.crm.restore(backup.crm);
    await confirm(world);
    await world.settle();
    expect(world.crm.records.get(crmId)?.fields['jobTitle']).toBe('After');
  });

  it('asks about few that were deleted meanwhile with a question for each, and deletes none of them', async () => {
    const world = await filled(40);
    const backup = backUp(world);
    const [crmId = '', otherId = ''] = world.crm.records.keys();
    world.crm.erase(crmId);
    world.exchange.move(linkOf(world, otherId).exchangeId ?? '', 'deletedItems');
    await world.settle();
    expect(world.crm.records.size).toBe(38);

    restoreMemory(world, backup);
    world.crm.restore(backup.crm);
    await confirm(world);
    await world.settle();
    expect(scopeOf(world).status).toBe('ok');
    expect(world.crm.records.size).toBe(40);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(38);
    for (const id of [crmId, otherId]) expect(linkOf(world, id)).toMatchObject({ state: 'DET_C', ambiguous: true });
    await atRest(world);
  });

  it('holds the plan as a whole where many were deleted meanwhile', async () => {
    const world = await filled(20);
    const backup = backUp(world);
    for (const crmId of [...world.crm.records.keys()].slice(0, 3)) world.crm.erase(crmId);
    await world.settle();
    restoreMemory(world, backup);
    world.crm.restore(backup.crm);
    await confirm(world);
    const held = await world.run();
    expect(held).toMatchObject({
      outcome: 'held',
      brake: { kind: 'mailboxChanged', reason: { params: { missing: 3, links: 20 } } },
    });
    expect(world.crm.records.size).toBe(20);
  });
});

describe('O11: the memory alone came back', () => {
  it('links again by the stamp what had been made, although one side was edited since', async () => {
    const world = await filled(2);
    const backup = backUp(world);
    const made = [await pairInStep(world, person('Bruno')), await fromExchange(world, person('Carla'))] as const;
    world.rules = { ...world.rules, conflictStrategy: 'exchange' };
    for (const { exchangeId } of made) world.exchange.edit(exchangeId, { email1: { address: 'new@example.org' } });
    restoreMemory(world, backup);
    await confirm(world);
    await world.settle();
    for (const { crmId, exchangeId } of made) {
      expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId });
      expect(world.crm.records.get(crmId)?.fields['email1']).toEqual({ address: 'new@example.org' });
    }
    expect([world.crm.records.size, world.exchange.inFolder('synchronised').length]).toEqual([4, 4]);
    await atRest(world);
  });

  it('links appointments again that were moved to another hour since', async () => {
    const world = createWorld('appointments', bothDeletes);
    world.crm.put(appointment('Standup', 3));
    await world.settle();
    const backup = backUp(world);
    const record = world.crm.put(appointment('Review', 4));
    await world.settle();
    const exchangeId = linkOf(world, record.id).exchangeId ?? '';
    world.exchange.edit(exchangeId, { time: appointment('Review', 7)['time'] ?? null });
    restoreMemory(world, backup);
    await confirm(world);
    await world.settle();
    expect(linkOf(world, record.id)).toMatchObject({ state: 'LINKED', exchangeId });
    expect([world.crm.records.size, world.exchange.inFolder('synchronised').length]).toEqual([2, 2]);
  });

  it('asks a person where nothing but the stamp is left, for a copy carries it too', async () => {
    const world = await filled(2);
    const backup = backUp(world);
    const { crmId, exchangeId } = await pairInStep(world, person('Bruno'));
    world.exchange.edit(exchangeId, person('Dario'));
    restoreMemory(world, backup);
    await confirm(world);
    await world.settle();
    expect([...world.store.unlinked.values()].map(({ itemId, state, reason }) => [itemId, state, reason.code])).toEqual(
      [
        [crmId, 'review', 'same_name_only'],
        [exchangeId, 'review', 'same_name_only'],
      ],
    );
    expect([world.crm.records.size, world.exchange.inFolder('synchronised').length]).toEqual([3, 3]);
  });

  it('does not take an item that a user made out of a copy for that of a record that is back', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.exchange.copy(exchangeId, person('Bruno'));
    restoreMemory(world, { ...backUp(world), memory: { ...backUp(world).memory, links: [] } });
    await confirm(world);
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId });
    expect(world.crm.records.get(crmId)?.fields['displayName']).toBe('Anna Rossi');
  });
});

/** A pair that began in Exchange. */
async function fromExchange(world: World, fields: ReturnType<typeof person>) {
  const known = new Set(world.crm.records.keys());
  const { id: exchangeId } = world.exchange.put(fields);
  await world.settle();
  const crmId = [...world.crm.records.keys()].find((id) => !known.has(id)) ?? '';
  return { crmId, exchangeId };
}
