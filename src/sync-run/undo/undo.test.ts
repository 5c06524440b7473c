import { describe, expect, it } from 'vitest';
import { appointment, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';
import { applyUndo, planUndoOf, takeBack } from './testing/take-back.ts';

async function runOf(world: World): Promise<string> {
  const report = await world.run();
  expect(report).toMatchObject({ outcome: 'done' });
  return report.runId ?? '';
}

/** Both sides at rest: whatever people did not touch stays as it is. */
async function expectQuiet(world: World): Promise<void> {
  const before = writesOf(world);
  await world.settle();
  expect(writesOf(world), 'a further run writes nothing').toBe(before);
}

const steps = (report: { readonly steps: readonly { kind: string; row: string; code: string }[] }): readonly string[] =>
  report.steps.map(({ kind, row, code }) => `${kind} ${row} ${code}`);

/** Between two steps of an undo: at once, or once it has looked at the brakes for the last time. */
function happens({ interruptions }: World, when: string, what: () => void): void {
  interruptions.restart();
  interruptions.between = () => {
    if (when.startsWith('between') && interruptions.names.at(-1) !== 'store.countDeletions') return;
    interruptions.between = null;
    what();
  };
}

describe('X1: what a run made', () => {
  it('goes to Deleted Items; its record stays and is not carried over again', async () => {
    const world = createWorld('contacts', { exchangeDeleteMode: 'permanent' });
    world.crm.put(person('Ada'));
    const run = await runOf(world);
    const report = await takeBack(world, run);
    expect(steps(report)).toEqual(['deleteInExchange X1 undo_created']);
    expect(report.counts.deletedInExchange).toBe(1);
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
    expect(world.exchange.inFolder('deletedItems')).toHaveLength(1);
    expect(world.crm.records.size).toBe(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_C' }]);
    await expectQuiet(world);
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
  });

  it('is taken out of the CRM too, and the item in Exchange stays', async () => {
    const world = createWorld('contacts', { exchangeCategories: ['CRM'] });
    world.exchange.put(person('Ada'));
    const run = await runOf(world);
    await takeBack(world, run);
    expect(world.crm.records.size).toBe(0);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_E' }]);
    await expectQuiet(world);
  });

  it('is looked at again at once: its record went to a colleague meanwhile, and the pair is over', async () => {
    const world = createWorld();
    const record = world.crm.put(person('Ada'));
    const run = await runOf(world);
    world.crm.change(record.id, { ownerId: 'somebody-else' });
    await world.settle();
    await takeBack(world, run);
    await expectQuiet(world);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'CLOSED' }]);
  });

  it('leaves a copy that its user made of it, which is the item of the pair from then on', async () => {
    const world = createWorld();
    const record = world.crm.put(person('Ada'));
    const run = await runOf(world);
    const [item] = world.exchange.inFolder('synchronised');
    const copy = world.exchange.copy(item?.id ?? '');
    await world.settle();
    await takeBack(world, run);
    await expectQuiet(world);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED', crmId: record.id, exchangeId: copy.id }]);
  });

  it('is taken away where its pair is over and its record has another item by now: the pair stays over', async () => {
    const world = createWorld('contacts', { deleteExchangeToCrm: true });
    const record = world.crm.put(person('Ada'));
    const run = await runOf(world);
    const [item] = world.exchange.inFolder('synchronised');
    const trashed = world.exchange.move(item?.id ?? '', 'deletedItems');
    await world.settle();
    expect(world.crm.isGone(record.id)).toBe(true);
    world.crm.undelete(record.id);
    await world.settle();
    world.exchange.move(trashed.id, 'synchronised');
    await takeBack(world, run);
    expect([...world.store.links.values()].map(({ state }) => state).sort()).toEqual(['CLOSED', 'LINKED']);
    await expectQuiet(world);
  });

  it('comes back by itself when somebody works on what it was made from', async () => {
    const world = createWorld();
    const record = world.crm.put(person('Ada'));
    await takeBack(world, await runOf(world));
    world.crm.edit(record.id, { jobTitle: 'Director' });
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ fields: { jobTitle: 'Director' } }]);
  });

  it('is linked again when its user takes it out of Deleted Items', async () => {
    const world = createWorld();
    world.crm.put(person('Ada'));
    await takeBack(world, await runOf(world));
    const [binned] = world.exchange.inFolder('deletedItems');
    world.exchange.move(binned?.id ?? '', 'synchronised');
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED' }]);
  });

  it('X4: is left alone when somebody changed it since, and that is told', async () => {
    const world = createWorld();
    world.crm.put(person('Ada'));
    const run = await runOf(world);
    const [item] = world.exchange.inFolder('synchronised');
    world.exchange.edit(item?.id ?? '', { jobTitle: 'Director' });
    const report = await takeBack(world, run);
    expect(steps(report)).toEqual(['hold X4 undo_edited_since']);
    expect(report.counts.review).toBe(1);
    await world.settle();
    expect([...world.crm.records.values()]).toMatchObject([{ fields: { jobTitle: 'Director' } }]);
  });

  it('is known as ours although Exchange cut it on the way', async () => {
    const world = createWorld();
    world.crm.put(person('Ada', { displayName: 'Ada Augusta King, Countess of Lovelace' }));
    const report = await takeBack(world, await runOf(world));
    expect(steps(report)).toEqual(['deleteInExchange X1 undo_created']);
    await expectQuiet(world);
  });

  it('M5: stays in the CRM when other mailboxes are linked to it', async () => {
    const world = createWorld();
    world.exchange.put(person('Ada'));
    const run = await runOf(world);
    const [record] = [...world.crm.records.values()];
    world.store.sharedElsewhere.set(record?.id ?? '', 1);
    const report = await takeBack(world, run);
    expect(steps(report)).toEqual(['hold X5 undo_shared']);
    expect(world.crm.records.size).toBe(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED' }]);
    await expectQuiet(world);
  });
});

describe('X2: what a run changed', () => {
  it('has its former values again, and the two sides then differ without a further write', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk' }));
    world.crm.edit(crmId, { jobTitle: 'Director', nickname: 'Addie' });
    const report = await takeBack(world, await runOf(world));
    expect(steps(report)).toEqual(['merge X2 undo_updated']);
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('Clerk');
    expect(world.exchange.items.get(exchangeId)?.fields['nickname']).toBeUndefined();
    expect(world.crm.records.get(crmId)?.fields['jobTitle']).toBe('Director');
    await expectQuiet(world);
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('Clerk');
    // Until somebody edits again.
    world.crm.edit(crmId, { jobTitle: 'President' });
    await world.settle();
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('President');
  });

  it('keeps an edit that was made on the same item since', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk', nickname: 'A' }));
    world.crm.edit(crmId, { jobTitle: 'Director', nickname: 'B' });
    const run = await runOf(world);
    world.exchange.edit(exchangeId, { nickname: 'Z' });
    const report = await takeBack(world, run);
    expect(steps(report)).toEqual(['merge X2 undo_updated_partly']);
    expect(world.exchange.items.get(exchangeId)?.fields).toMatchObject({ jobTitle: 'Clerk', nickname: 'Z' });
    await world.settle();
    expect(world.crm.records.get(crmId)?.fields).toMatchObject({ jobTitle: 'Director', nickname: 'Z' });
    expect(world.exchange.items.get(exchangeId)?.fields).toMatchObject({ jobTitle: 'Clerk', nickname: 'Z' });
  });

  it('keeps an edit that was made on the other side since: it is still an edit', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk' }));
    world.crm.edit(crmId, { jobTitle: 'Director' });
    const run = await runOf(world);
    world.crm.edit(crmId, { jobTitle: 'President' });
    await takeBack(world, run);
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('Clerk');
    await world.settle();
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('President');
  });

  it('an edit of another field that waits on the written item is not forgotten by the write', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk' }));
    world.crm.edit(crmId, { jobTitle: 'Director' });
    const run = await runOf(world);
    world.exchange.edit(exchangeId, { nickname: 'Addie' });
    await takeBack(world, run);
    await world.settle();
    expect(world.crm.records.get(crmId)?.fields).toMatchObject({ jobTitle: 'Director', nickname: 'Addie' });
  });

  it('gives a conflict its two values back', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk' }));
    world.crm.edit(crmId, { jobTitle: 'Director' });
    world.exchange.edit(exchangeId, { jobTitle: 'Boss' });
    await takeBack(world, await runOf(world));
    expect(world.crm.records.get(crmId)?.fields['jobTitle']).toBe('Director');
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('Boss');
    await expectQuiet(world);
  });

  it('takes sets back element by element', async () => {
    const world = createWorld('contacts', { exchangeCategories: ['CRM'] });
    const { crmId, exchangeId } = await pairInStep(world, person('Ada', { categories: ['Old'] }));
    world.crm.edit(crmId, { categories: ['New'] });
    const run = await runOf(world);
    expect(world.exchange.items.get(exchangeId)?.categories).toEqual(['CRM', 'New']);
    world.exchange.categorise(exchangeId, ['CRM', 'New', 'Mine']);
    await takeBack(world, run);
    expect([...(world.exchange.items.get(exchangeId)?.categories ?? [])].sort()).toEqual(['CRM', 'Mine', 'Old']);
    await world.settle();
    expect(world.crm.records.get(crmId)?.fields['categories']).toEqual(['Mine', 'New']);
    expect([...(world.exchange.items.get(exchangeId)?.categories ?? [])].sort()).toEqual(['CRM', 'Mine', 'Old']);
  });

  it('U2: two that were linked have their own values again, and stay linked', async () => {
    const world = createWorld();
    const record = world.crm.put(person('Ada', { jobTitle: 'Clerk' }));
    const item = world.exchange.put(person('Ada', { nickname: 'Addie', jobTitle: 'Boss' }));
    await takeBack(world, await runOf(world));
    expect(world.crm.records.get(record.id)?.fields).toEqual(person('Ada', { jobTitle: 'Clerk' }));
    expect(world.exchange.items.get(item.id)?.fields).toEqual(person('Ada', { nickname: 'Addie', jobTitle: 'Boss' }));
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED' }]);
    await expectQuiet(world);
  });

  it('no rule gates it: it is the act of a person who has seen it', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk' }));
    world.crm.edit(crmId, { jobTitle: 'Director' });
    const run = await runOf(world);
    world.rules = { ...world.rules, updateCrmToExchange: false, updateExchangeToCrm: false, synchronise: false };
    await takeBack(world, run);
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('Clerk');
  });
});

describe('X2: what a run changed in an item of which there is a copy', () => {
  it('is the item of the pair still when somebody works on it, and not the copy', async () => {
    const world = createWorld();
    const item = world.exchange.put(person('Ada'));
    await world.settle();
    world.exchange.edit(item.id, { jobTitle: 'Clerk' });
    const copy = world.exchange.copy(item.id);
    const run = await runOf(world);
    await world.settle();
    world.exchange.edit(item.id, { displayName: 'Ada L.', nickname: 'Ada', profession: 'Countess' });
    await takeBack(world, run);
    expect([...world.store.links.values()]).toMatchObject([{ exchangeId: item.id, ambiguous: false }]);
    await world.settle();
    expect([...world.crm.records.values()].map(({ fields }) => fields['nickname'])).toEqual(['Ada']);
    expect(world.exchange.items.has(copy.id)).toBe(true);
  });

  it('I9: in whose place the copy stands by now: what the two differ in otherwise is settled by the next run', async () => {
    const world = createWorld();
    const item = world.exchange.put(person('Ada', { jobTitle: 'Clerk' }));
    await world.settle();
    world.exchange.edit(item.id, { jobTitle: 'Sales' });
    const run = await runOf(world);
    const copy = world.exchange.copy(item.id);
    world.exchange.edit(item.id, { nickname: 'Ada' });
    await world.settle();
    world.exchange.move(item.id, 'deletedItems');
    await takeBack(world, run);
    await world.settle();
    const [record] = world.crm.records.values();
    expect([...world.store.links.values()]).toMatchObject([{ exchangeId: copy.id }]);
    expect(world.exchange.items.get(copy.id)?.fields['nickname'] ?? null).toBe(record?.fields['nickname'] ?? null);
    await expectQuiet(world);
  });
});

describe('X3: what a run deleted', () => {
  const RULES = { deleteCrmToExchange: true, deleteExchangeToCrm: true };

  it('is made anew in Exchange; the deletion in the CRM stands and is not carried over again', async () => {
    const world = createWorld('contacts', RULES);
    const { crmId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk' }));
    world.crm.erase(crmId);
    const run = await runOf(world);
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
    const report = await takeBack(world, run);
    expect(steps(report)).toEqual(['createInExchange X3 undo_deleted']);
    expect(report.steps).toMatchObject([{ label: 'Ada Rossi' }]);
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ fields: person('Ada', { jobTitle: 'Clerk' }) }]);
    expect(world.crm.records.size).toBe(0);
    await expectQuiet(world);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
  });

  it('is made anew in the CRM', async () => {
    const world = createWorld('contacts', RULES);
    const { exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk' }));
    world.exchange.move(exchangeId, 'deletedItems');
    await takeBack(world, await runOf(world));
    expect([...world.crm.records.values()]).toMatchObject([{ fields: person('Ada', { jobTitle: 'Clerk' }) }]);
    await expectQuiet(world);
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
  });

  it('is made anew beside an item that cannot be read in Deleted Items, where a server keeps its id', async () => {
    const world = createWorld('contacts', { deleteExchangeToCrm: true });
    world.exchange.keepsIds = true;
    const { exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk' }));
    world.exchange.poisonWhen = () => true;
    world.exchange.move(exchangeId, 'deletedItems');
    const run = await runOf(world);
    expect(world.crm.records.size).toBe(0);
    expect(steps(await takeBack(world, run))).toEqual(['createInCrm X3 undo_deleted']);
    expect([...world.crm.records.values()]).toMatchObject([{ fields: { jobTitle: 'Clerk' } }]);
    await expectQuiet(world);
  });

  it('I3: is not made a second time when its user has restored it and a run has carried that over', async () => {
    const world = createWorld('contacts', RULES);
    const { crmId } = await pairInStep(world, person('Ada'));
    world.crm.erase(crmId);
    const run = await runOf(world);
    const [binned] = world.exchange.inFolder('deletedItems');
    world.exchange.move(binned?.id ?? '', 'synchronised');
    await world.settle();
    const report = await takeBack(world, run);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    expect(report.counts.createdInExchange).toBe(0);
    await expectQuiet(world);
  });

  it('I3: is not made a second time either when what was made of it has another look since', async () => {
    const world = createWorld('contacts', RULES);
    const { exchangeId } = await pairInStep(world, person('Ada'));
    const binned = world.exchange.move(exchangeId, 'deletedItems');
    const run = await runOf(world);
    world.exchange.move(binned.id, 'synchronised');
    await world.settle();
    const [record] = world.crm.records.values();
    world.crm.edit(record?.id ?? '', person('Bea'));
    await world.settle();
    const report = await takeBack(world, run);
    expect(steps(report)).toEqual(['hold X5 undo_there_again']);
    expect(world.crm.records.size).toBe(1);
    await expectQuiet(world);
  });

  it('I3: is not made a second time either when it was deleted with an edit that its item never got', async () => {
    const world = createWorld('contacts', { ...RULES, conflictStrategy: 'exchange' });
    const { crmId, exchangeId } = await pairInStep(world, person('Ada'));
    world.crm.edit(crmId, person('Bea'));
    const binned = world.exchange.move(exchangeId, 'deletedItems');
    const run = await runOf(world);
    expect(world.crm.records.size).toBe(0);
    world.exchange.move(binned.id, 'synchronised');
    await world.settle();
    const report = await takeBack(world, run);
    expect(steps(report)).toEqual(['hold X5 undo_there_again']);
    expect([...world.crm.records.values()]).toMatchObject([{ fields: person('Ada') }]);
    await expectQuiet(world);
  });

  it.each([
    ['', () => undefined],
    [' in a mailbox that moves, search keys and all', (world: World) => world.exchange.migrate(false)],
  ])('I3: is not made a second time either when it was brought back at another time%s', async (_how, move) => {
    const world = createWorld('appointments', RULES);
    const { crmId } = await pairInStep(world, appointment('Call', 4));
    world.crm.erase(crmId);
    const run = await runOf(world);
    const [binned] = world.exchange.inFolder('deletedItems');
    const back = world.exchange.move(binned?.id ?? '', 'synchronised');
    world.exchange.edit(back.id, { time: appointment('Call', 10)['time'] ?? null });
    for (const _ of ['before', 'after']) {
      move(world);
      await world.settle();
    }
    const report = await takeBack(world, run);
    expect(report.counts.createdInExchange).toBe(0);
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ fields: appointment('Call', 10) }]);
    expect(world.crm.records.size).toBe(1);
    await expectQuiet(world);
  });

  it('is made anew beside one that looked like it already when it was deleted, on a server with one search key for all', async () => {
    const world = createWorld('appointments', { deleteCrmToExchange: true, conflictStrategy: 'crm' });
    const { crmId, exchangeId } = await pairInStep(world, appointment('Call', 4));
    world.rules = { ...world.rules, updateExchangeToCrm: false };
    world.exchange.edit(exchangeId, { time: appointment('Call', 10)['time'] ?? null });
    await world.settle();
    await pairInStep(world, appointment('Call', 4));
    for (const [id, link] of world.store.links) world.store.links.set(id, { ...link, searchKey: 'one for all' });
    for (const item of world.exchange.items.values()) item.searchKey = 'one for all';
    world.crm.erase(crmId);
    const run = await runOf(world);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    await takeBack(world, run);
    expect(world.exchange.inFolder('synchronised')).toMatchObject([
      { fields: appointment('Call', 4) },
      { fields: appointment('Call', 10) },
    ]);
  });

  it('I3: is not made a second time when the record was undeleted and a run has made its item anew', async () => {
    const world = createWorld('contacts', RULES);
    const { crmId } = await pairInStep(world, person('Ada'));
    world.crm.erase(crmId);
    const run = await runOf(world);
    world.crm.undelete(crmId);
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    const report = await takeBack(world, run);
    expect(steps(report)).toEqual(['hold X5 undo_there_again']);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
  });
});

describe('X3: what a run deleted, whose record is there again', () => {
  it('I4: brings an edit along that had not travelled before the deletion, as an edit like any other', async () => {
    const world = createWorld('contacts', { deleteCrmToExchange: true, conflictStrategy: 'crm' });
    const { crmId, exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk', nickname: 'A' }));
    world.exchange.edit(exchangeId, { jobTitle: 'Director', nickname: 'Addie' });
    world.crm.erase(crmId);
    const run = await runOf(world);
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
    world.crm.undelete(crmId);
    world.crm.edit(crmId, { jobTitle: 'Partner' });
    await takeBack(world, run);
    await world.settle();
    const expected = { jobTitle: 'Partner', nickname: 'Addie' };
    expect(world.crm.records.get(crmId)?.fields).toMatchObject(expected);
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ fields: expected }]);
    expect(world.store.journal.filter(({ op }) => op === 'conflict')).toMatchObject([
      { conflict: { field: 'jobTitle', winner: 'crm', exchange: 'Director' } },
    ]);
  });

  it('I3: is nobody else’s counterpart, although it was taken for new in between', async () => {
    const world = createWorld('contacts', { deleteCrmToExchange: true, conflictStrategy: 'crm' });
    const { crmId } = await pairInStep(world, person('Ada'));
    world.crm.erase(crmId);
    const run = await runOf(world);
    world.crm.undelete(crmId);
    expect(await world.run({ dryRun: true })).toMatchObject({ counts: { createdInExchange: 1 } });
    await takeBack(world, run);
    world.exchange.put(person('Ada'));
    await world.settle();
    expect(
      [...world.store.links.values()].filter((link) => link.crmId === crmId && link.state !== 'CLOSED'),
    ).toHaveLength(1);
    expect(world.crm.records.size).toBe(2);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(2);
  });
});

describe('X3: what a run deleted with an edit that had not travelled', () => {
  const RULES = { deleteCrmToExchange: true, deleteExchangeToCrm: true };

  it.each(['answered', 'lost'] as const)(
    'I4: stands in the CRM beside the deletion, and is an edit once its item is back (answer %s)',
    async (answer) => {
      const world = createWorld('contacts', { ...RULES, conflictStrategy: 'exchange' });
      const { crmId, exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk', nickname: 'A' }));
      world.crm.edit(crmId, { jobTitle: 'Director' });
      const binned = world.exchange.move(exchangeId, 'deletedItems');
      const run = await runOf(world);
      expect(world.crm.records.size).toBe(0);
      const plan = await planUndoOf(world, run);
      world.crm.loseNextAnswer = answer === 'lost';
      await applyUndo(world, run, plan);
      await expectQuiet(world);
      expect(world.exchange.inFolder('synchronised')).toEqual([]);
      const back = world.exchange.move(binned.id, 'synchronised');
      world.exchange.edit(back.id, { nickname: 'Addie' });
      await world.settle();
      const expected = { jobTitle: 'Director', nickname: 'Addie' };
      expect([...world.crm.records.values()]).toMatchObject([{ fields: expected }]);
      expect(world.exchange.inFolder('synchronised')).toMatchObject([{ fields: expected }]);
    },
  );

  it.each(['answered', 'lost'] as const)(
    'I4: stands in Exchange beside the deletion, and is an edit once its record is back (answer %s)',
    async (answer) => {
      const world = createWorld('contacts', { ...RULES, conflictStrategy: 'crm' });
      const { crmId, exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk', nickname: 'A' }));
      world.exchange.edit(exchangeId, { jobTitle: 'Director' });
      world.crm.erase(crmId);
      const run = await runOf(world);
      expect(world.exchange.inFolder('synchronised')).toEqual([]);
      const plan = await planUndoOf(world, run);
      if (answer === 'lost') world.exchange.faults.push('lostResponse');
      await applyUndo(world, run, plan);
      await expectQuiet(world);
      expect(world.crm.records.size).toBe(0);
      world.crm.undelete(crmId);
      world.crm.edit(crmId, { nickname: 'Addie' });
      await world.settle();
      const expected = { jobTitle: 'Director', nickname: 'Addie' };
      expect([...world.crm.records.values()]).toMatchObject([{ fields: expected }]);
      expect(world.exchange.inFolder('synchronised')).toMatchObject([{ fields: expected }]);
    },
  );
});

describe('X3: what an undo made anew in the CRM', () => {
  it('I3: knows its item by the stamp that it carries, wherever the mailbox moves', async () => {
    const world = createWorld('contacts', { conflictStrategy: 'crm' });
    const item = world.exchange.put(person('Ada'));
    const undo = await takeBack(world, await runOf(world));
    world.exchange.move(item.id, 'other');
    await takeBack(world, undo.runId ?? '');
    expect(world.crm.records.size).toBe(1);
    world.exchange.migrate(false);
    world.exchange.identity = { ...world.exchange.identity, fingerprint: 'folders-of-another-server' };
    for (const id of world.crm.records.keys()) world.crm.edit(id, { jobTitle: 'Director' });
    await world.settle();
    expect(world.exchange.items.size).toBe(1);
  });
});

describe('a plan of an undo', () => {
  it('writes nothing until it is applied, and is applied once', async () => {
    const world = createWorld();
    world.crm.put(person('Ada'));
    const run = await runOf(world);
    const before = writesOf(world);
    const plan = await planUndoOf(world, run);
    expect(writesOf(world)).toBe(before);
    expect(plan).toMatchObject({ outcome: 'done', dryRun: true, counts: { deletedInExchange: 1 } });
    expect(await applyUndo(world, run, plan)).toMatchObject({ outcome: 'done' });
    expect(await applyUndo(world, run, plan)).toMatchObject({ outcome: 'failed', problem: { code: 'plan_applied' } });
  });

  it('is outdated when the world has moved on: nothing is written, and the plan of now stands instead', async () => {
    const world = createWorld();
    world.crm.put(person('Ada'));
    world.crm.put(person('Bea'));
    const run = await runOf(world);
    const plan = await planUndoOf(world, run);
    const [item] = world.exchange.inFolder('synchronised');
    world.exchange.edit(item?.id ?? '', { jobTitle: 'Director' });
    const before = writesOf(world);
    const report = await applyUndo(world, run, plan);
    expect(report).toMatchObject({
      outcome: 'held',
      problem: { code: 'plan_outdated', details: { added: 1, missing: 1 } },
    });
    expect(writesOf(world)).toBe(before);
    expect(await applyUndo(world, run, report)).toMatchObject({ outcome: 'done', counts: { deletedInExchange: 1 } });
  });

  it('leaves nothing for a second one, and marks what was taken back', async () => {
    const world = createWorld();
    world.crm.put(person('Ada'));
    const run = await runOf(world);
    const undo = await takeBack(world, run);
    expect(world.store.journal.filter(({ runId }) => runId === run)).toMatchObject([{ undoneBy: undo.runId }]);
    expect((await planUndoOf(world, run)).steps).toEqual([]);
    expect(await world.store.describeRunHistory('', run)).toEqual({
      creates: 1,
      updates: 0,
      deletes: 0,
      entries: 1,
      undone: 1,
    });
  });

  it('leaves a write whose outcome is unknown to a later undo', async () => {
    const world = createWorld();
    world.crm.put(person('Ada'));
    world.crm.put(person('Bea'));
    world.exchange.faults.push('lostResponse');
    const run = await runOf(world);
    const plan = await planUndoOf(world, run);
    expect(steps(plan)).toEqual(['hold X5 undo_in_flight', 'deleteInExchange X1 undo_created']);
    // The run that is to carry it out finds the item first, and that is another plan.
    expect(await applyUndo(world, run, plan)).toMatchObject({ outcome: 'held', problem: { code: 'plan_outdated' } });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(2);
    await takeBack(world, run);
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
    await expectQuiet(world);
  });

  it.each(['synchronised', 'other', 'deletedItems'] as const)(
    'takes no edit from the other side where its answer was lost, and the item got another id and lay in %s meanwhile',
    async (place) => {
      const world = createWorld();
      const { crmId, exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk' }));
      world.crm.edit(crmId, { jobTitle: 'Director' });
      const run = await runOf(world);
      const plan = await planUndoOf(world, run);
      world.exchange.faults.push('lostResponse');
      await applyUndo(world, run, plan);
      const away = world.exchange.move(exchangeId, place === 'synchronised' ? 'other' : place);
      if (place !== 'synchronised') {
        world.pass(600_000);
        await world.settle();
      }
      const back = world.exchange.move(away.id, 'synchronised');
      world.pass(600_000);
      await world.settle();
      expect(world.exchange.items.get(back.id)?.fields['jobTitle']).toBe('Clerk');
      expect(world.crm.records.get(crmId)?.fields['jobTitle']).toBe('Director');
    },
  );
});

describe('an undo of an undo', () => {
  it('makes what was taken away anew, and the pair is in step again', async () => {
    const world = createWorld();
    const record = world.crm.put(person('Ada'));
    const run = await runOf(world);
    const undo = await takeBack(world, run);
    await takeBack(world, undo.runId ?? '');
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ fields: person('Ada') }]);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED', crmId: record.id }]);
    expect(world.store.journal.filter(({ runId }) => runId === run)).toMatchObject([{ undoneBy: null }]);
    await expectQuiet(world);
    world.crm.edit(record.id, { jobTitle: 'Director' });
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ fields: { jobTitle: 'Director' } }]);
  });

  it('writes the values of the run again', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk' }));
    world.crm.edit(crmId, { jobTitle: 'Director' });
    const undo = await takeBack(world, await runOf(world));
    await takeBack(world, undo.runId ?? '');
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('Director');
    await expectQuiet(world);
  });

  it('deletes again what was made anew, and closes the pair', async () => {
    const world = createWorld('contacts', { deleteCrmToExchange: true });
    const { crmId } = await pairInStep(world, person('Ada'));
    world.crm.erase(crmId);
    const undo = await takeBack(world, await runOf(world));
    await takeBack(world, undo.runId ?? '');
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'CLOSED' }]);
    await expectQuiet(world);
  });

  it('I17: carries what was edited on the other side while the item was away', async () => {
    const world = createWorld('contacts', { conflictStrategy: 'exchange' });
    const { id } = world.crm.put(person('Ada'));
    const undone = await takeBack(world, await runOf(world));
    world.crm.edit(id, { jobTitle: 'Director' });
    await runOf(world);
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
    await takeBack(world, undone.runId ?? '');
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ fields: { jobTitle: 'Director' } }]);
  });
});

describe('what an undo leaves alone', () => {
  it('an item that its user filed in another folder, or that is out of sight', async () => {
    const world = createWorld();
    const { exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk' }));
    const second = await pairInStep(world, person('Bea', { jobTitle: 'Clerk' }));
    world.crm.edit([...world.crm.records.keys()][0] ?? '', { jobTitle: 'Director' });
    world.exchange.edit(second.exchangeId, { jobTitle: 'Director' });
    const run = await runOf(world);
    world.exchange.move(exchangeId, 'other');
    world.crm.hidden.add(second.crmId);
    const writes = writesOf(world);
    const report = await takeBack(world, run);
    expect(steps(report)).toEqual(['hold X5 undo_out_of_reach', 'hold X5 undo_out_of_reach']);
    expect(writesOf(world)).toBe(writes);
  });

  it('an item that was deleted since, also where a server keeps its id and answers for it from Deleted Items', async () => {
    for (const keepsIds of [false, true]) {
      const world = createWorld();
      world.exchange.keepsIds = keepsIds;
      const { crmId, exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk' }));
      world.crm.edit(crmId, { jobTitle: 'Director' });
      const run = await runOf(world);
      world.exchange.move(exchangeId, 'deletedItems');
      expect(steps(await takeBack(world, run))).toEqual(['hold X5 undo_gone_since']);
      expect(world.exchange.inFolder('deletedItems')).toMatchObject([{ fields: { jobTitle: 'Director' } }]);
    }
  });

  it('a record that the user may see and not change, and the reason is told', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk' }));
    world.exchange.edit(exchangeId, { jobTitle: 'Director' });
    const run = await runOf(world);
    world.crm.change(crmId, { mayChange: false });
    expect(steps(await takeBack(world, run))).toEqual(['hold X5 undo_not_changeable']);
    expect(world.crm.records.get(crmId)?.fields['jobTitle']).toBe('Director');
  });

  it('an appointment that became a series', async () => {
    const world = createWorld('appointments');
    const record = world.crm.put(appointment('Review', 4));
    const run = await runOf(world);
    const [item] = world.exchange.inFolder('synchronised');
    if (item !== undefined) item.notSynchronised = 'series';
    expect(steps(await takeBack(world, run))).toEqual(['hold X5 undo_out_of_reach']);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    expect(world.crm.records.has(record.id)).toBe(true);
  });

  it('an item that another run made anew since', async () => {
    const world = createWorld();
    const record = world.crm.put(person('Ada'));
    const run = await runOf(world);
    const [item] = world.exchange.inFolder('synchronised');
    world.exchange.move(item?.id ?? '', 'deletedItems');
    world.crm.edit(record.id, { jobTitle: 'Director' });
    await world.settle();
    world.crm.edit(record.id, { jobTitle: null });
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    expect(steps(await takeBack(world, run))).toEqual(['hold X5 undo_written_since']);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
  });

  it('everything, while items are being recognised anew', async () => {
    const world = createWorld();
    world.crm.put(person('Ada'));
    const run = await runOf(world);
    for (const [id, scope] of world.store.scopes) world.store.scopes.set(id, { ...scope, status: 'relink' });
    expect(await planUndoOf(world, run)).toMatchObject({ outcome: 'held', problem: { code: 'undo_while_frozen' } });
  });

  describe('in a mailbox that moved and that nobody has recognised since', () => {
    /** What the run made of an item that got no mark; the id and the search key do not outlast the move. */
    async function made(): Promise<{ readonly world: World; readonly run: string; move(): void }> {
      const world = createWorld('contacts', { updateCrmToExchange: false, exchangeCategories: [] });
      world.exchange.put(person('Ada'));
      const run = await runOf(world);
      const move = (): void => {
        world.exchange.migrate(false);
        world.exchange.invalidateCursors();
        world.exchange.identity = { smtp: 'anna@fabrikam.example', fingerprint: 'folders-2' };
      };
      return { world, run, move };
    }
    const whileFrozen = { outcome: 'held', problem: { code: 'undo_while_frozen' } };

    it('plans nothing, and the items are recognised by the next run', async () => {
      const { world, run, move } = await made();
      move();
      expect(await planUndoOf(world, run)).toMatchObject({ ...whileFrozen, planRunId: null });
      await world.settle();
      expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED' }]);
      await takeBack(world, run);
      await expectQuiet(world);
      expect(world.crm.records.size).toBe(0);
    });

    it.each(['before the plan is carried out', 'between its last look and the first turn'])(
      'I3: writes nothing where that happens %s: the item would come as a new one',
      async (when) => {
        const { world, run, move } = await made();
        const plan = await planUndoOf(world, run);
        happens(world, when, move);
        const before = writesOf(world);
        expect(await applyUndo(world, run, plan)).toMatchObject(whileFrozen);
        expect(writesOf(world)).toBe(before);
        expect([...world.store.scopes.values()]).toMatchObject([{ status: 'relink' }]);
        await world.settle();
        await takeBack(world, run);
        await expectQuiet(world);
        expect(world.crm.records.size).toBe(0);
      },
    );
  });

  describe('from a CRM that came back from a backup and that nobody has looked at since', () => {
    /** The run gave the CRM what was edited in Exchange; the backup is from right after it, and people worked on. */
    async function backedUp(): Promise<{ readonly world: World; readonly run: string; restore(): void }> {
      const world = createWorld();
      const { crmId, exchangeId } = await pairInStep(world, person('Ada', { jobTitle: 'Clerk' }));
      world.exchange.edit(exchangeId, { jobTitle: 'Sales' });
      const run = await runOf(world);
      await world.settle();
      const backup = world.crm.backUp();
      for (const notes of ['one', 'two']) world.crm.edit(crmId, { notes });
      await world.settle();
      return { world, run, restore: () => world.crm.restore(backup) };
    }
    const titles = (world: World): readonly unknown[] =>
      [...world.crm.records.values(), ...world.exchange.items.values()].map(({ fields }) => fields['jobTitle']);
    const whileFrozen = { outcome: 'held', problem: { code: 'undo_while_frozen' } };

    it('plans nothing', async () => {
      const { world, run, restore } = await backedUp();
      restore();
      expect(await planUndoOf(world, run)).toMatchObject(whileFrozen);
    });

    it.each(['before the plan is carried out', 'between its last look and the first write'])(
      'writes nothing where that happens %s',
      async (when) => {
        const { world, run, restore } = await backedUp();
        const plan = await planUndoOf(world, run);
        happens(world, when, restore);
        const before = writesOf(world);
        expect(await applyUndo(world, run, plan)).toMatchObject(whileFrozen);
        expect(writesOf(world)).toBe(before);
        expect([...world.store.scopes.values()]).toMatchObject([{ status: 'restored' }]);
        await world.settle();
        expect(titles(world)).toEqual(['Sales', 'Sales']);
        await takeBack(world, run);
        expect(titles(world)).toEqual(['Clerk', 'Sales']);
      },
    );
  });
});

describe('appointments', () => {
  it('are moved back to their former time, also into the past that the window leaves out', async () => {
    const world = createWorld('appointments');
    world.from = { kind: 'date', date: '2026-12-10' };
    const { crmId, exchangeId } = await pairInStep(world, appointment('Review', 12));
    world.crm.edit(crmId, { time: appointment('', 4)['time'] ?? null });
    const run = await runOf(world);
    expect(world.exchange.items.get(exchangeId)?.fields['time']).toEqual(appointment('', 4)['time']);
    await takeBack(world, run);
    expect(world.exchange.items.get(exchangeId)?.fields['time']).toEqual(appointment('', 12)['time']);
    await expectQuiet(world);
    expect(world.crm.records.get(crmId)?.fields['time']).toEqual(appointment('', 4)['time']);
  });
});
