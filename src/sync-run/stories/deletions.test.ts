import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../model/index.ts';
import { appointment, linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

const bothDeletes = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;

describe('deletions', () => {
  it('L5, L6: travel only when their rule is on', async () => {
    for (const on of [true, false]) {
      const world = createWorld('contacts', { deleteCrmToExchange: on, deleteExchangeToCrm: on });
      const anna = await pairInStep(world, person('Anna'));
      const bruno = await pairInStep(world, person('Bruno'));
      world.crm.erase(anna.crmId);
      world.exchange.move(bruno.exchangeId, 'deletedItems');
      const report = await world.run();
      expect(report.counts).toMatchObject({
        deletedInExchange: on ? 1 : 0,
        deletedInCrm: on ? 1 : 0,
        detached: on ? 0 : 2,
      });
      expect(world.exchange.items.has(anna.exchangeId)).toBe(!on);
      expect(world.crm.isGone(bruno.crmId)).toBe(on);
      await world.settle();
      expect(world.exchange.inFolder('synchronised')).toHaveLength(on ? 0 : 1);
      expect(world.crm.records.size).toBe(on ? 0 : 1);
    }
  });

  it('D1: a rule that is switched on later does not delete retroactively', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.erase(crmId);
    await world.settle();
    world.rules = { ...world.rules, ...bothDeletes };
    await world.settle();
    expect(world.exchange.items.has(exchangeId)).toBe(true);
    expect(linkOf(world, crmId).state).toBe('DET_E');
  });

  it('D1: nor what was deleted before it was switched on and no run has seen yet', async () => {
    const world = createWorld();
    const anna = await pairInStep(world, person('Anna'));
    const bruno = await pairInStep(world, person('Bruno'));
    const carla = await pairInStep(world, person('Carla'));
    world.crm.erase(anna.crmId);
    world.exchange.erase(bruno.exchangeId);
    world.rules = { ...world.rules, ...bothDeletes };
    const preview = await world.run({ dryRun: true });
    expect(preview.counts).toMatchObject({ deletedInExchange: 0, deletedInCrm: 0, detached: 2 });
    // A run that knew of the change and did not come to its end.
    world.interruptions.between = () => {
      if (world.interruptions.names.at(-1) === 'crm.listChanges')
        throw new ConnectorError({ code: 'timeout', disposition: 'retry', message: 'no answer' });
    };
    expect(await world.run()).toMatchObject({ outcome: 'failed' });
    world.interruptions.between = null;
    await world.settle();
    expect([linkOf(world, anna.crmId).state, linkOf(world, bruno.crmId).state]).toEqual(['DET_E', 'DET_C']);
    world.crm.erase(carla.crmId);
    await world.settle();
    expect(world.exchange.items.has(carla.exchangeId)).toBe(false);
  });

  it('D1: an interrupted first run counts as a look: what it linked was linked under the rules of then', async () => {
    const world = createWorld();
    const anna = await pairInStep(world, person('Anna'));
    for (const [id, scope] of world.store.scopes) world.store.scopes.set(id, { ...scope, lastSuccessAt: null });
    world.crm.erase(anna.crmId);
    world.rules = { ...world.rules, ...bothDeletes };
    await world.settle();
    expect(world.exchange.items.has(anna.exchangeId)).toBe(true);
  });

  it('keeps what it deletes in the journal', async () => {
    const world = createWorld('contacts', { ...bothDeletes, exchangeDeleteMode: 'permanent' });
    const { crmId } = await pairInStep(world, person('Anna'));
    world.crm.erase(crmId);
    await world.run();
    expect(world.exchange.items.size).toBe(0);
    expect(world.store.journal.filter((entry) => entry.op === 'delete')).toMatchObject([
      { side: 'exchange', before: { displayName: 'Anna Rossi' } },
    ]);
  });

  it('L8, I7: a deletion does not take the winner’s edit', async () => {
    const world = createWorld('contacts', { ...bothDeletes, conflictStrategy: 'exchange' });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.erase(crmId);
    world.exchange.edit(exchangeId, { jobTitle: 'Sales' });
    await world.settle();
    expect(world.exchange.items.has(exchangeId)).toBe(true);
    expect([...world.crm.records.values()]).toMatchObject([{ fields: { jobTitle: 'Sales' } }]);
  });

  it('§1.6: absence is no deletion while Deleted Items cannot be read', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.exchange.unreadable = [{ place: 'deletedItems', code: 'ErrorAccessDenied' }];
    world.exchange.move(exchangeId, 'deletedItems');
    await world.settle();
    expect(world.crm.isGone(crmId)).toBe(false);
    expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_C', reviewReason: 'deletedItems_unreadable' });
  });

  it('§1.6: what is left of another pair is no proof, while the item itself may lie where nobody may look', async () => {
    const world = createWorld('appointments', bothDeletes);
    const item = world.exchange.put(appointment('Visit', 1));
    await world.settle();
    const [crmId = ''] = world.crm.records.keys();
    const copy = world.exchange.copy(item.id, appointment('Visit', 8));
    await world.settle();
    const copied = [...world.store.links.values()].find(({ exchangeId }) => exchangeId === copy.id);
    world.crm.erase(copied?.crmId ?? '');
    await world.settle();
    expect(world.exchange.inFolder('deletedItems')).toMatchObject([{ searchKey: item.searchKey }]);
    world.exchange.unreadable = [{ place: 'other', code: 'ErrorAccessDenied' }];
    const away = world.exchange.move(item.id, 'other');
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_C', reviewReason: 'other_unreadable' });
    expect([...world.crm.records.keys()]).toEqual([crmId]);

    world.exchange.unreadable = [];
    world.exchange.move(away.id, 'synchronised');
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED' });
    expect(world.crm.records.size).toBe(1);
  });

  it.each([
    ['its own stamp', true, 'own', true],
    ['another stamp', true, 'of another pair', false],
    ['no stamp', true, null, false],
    ['no stamp, of a pair without one', false, null, true],
    ['another stamp, of a pair without one', false, 'of another pair', false],
  ])(
    '§1.6: in Deleted Items with the search key and %s: while a folder cannot be read',
    async (_, stamps, stamp, proves) => {
      const world = createWorld('contacts', { ...bothDeletes, updateCrmToExchange: stamps });
      const { id, searchKey } = world.exchange.put(person('Anna'));
      await world.settle();
      const [crmId = ''] = world.crm.records.keys();
      const link = linkOf(world, crmId);
      expect(link.stamped).toBe(stamps);
      const left = { searchKey, stamp: stamp === 'own' ? link.stamp : stamp, folder: 'deletedItems' } as const;
      world.exchange.put(person('Anna'), left);
      world.exchange.unreadable = [{ place: 'other', code: 'ErrorAccessDenied' }];
      world.exchange.move(id, 'other');
      await world.settle();
      expect(world.crm.isGone(crmId)).toBe(proves);
      expect(linkOf(world, crmId).state).toBe(proves ? 'CLOSED' : 'DET_C');
    },
  );

  it('D3, I17: an edit that waits for the proof of a deletion travels once that is proved, whichever came first', async () => {
    for (const editedFirst of [true, false]) {
      const world = createWorld('contacts', { ...bothDeletes, conflictStrategy: 'crm' });
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      const missing = (): void => {
        world.exchange.unreadable = [{ place: 'deletedItems', code: 'ErrorAccessDenied' }];
        world.exchange.move(exchangeId, 'deletedItems');
      };
      if (!editedFirst) {
        missing();
        await world.settle();
      }
      world.crm.edit(crmId, { jobTitle: 'Sales' });
      if (editedFirst) missing();
      expect((await world.settle()).itemErrors).toMatchObject([
        { code: 'deletion_unproved', details: { why: 'deletedItems_unreadable' } },
      ]);
      expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_C' });
      const looks = world.crm.calls.get('read');
      await world.run();
      expect(world.crm.calls.get('read')).toBe(looks);

      world.exchange.unreadable = [];
      world.pass(2 * 86_400_000);
      await world.settle();
      expect(world.exchange.inFolder('synchronised')).toMatchObject([{ fields: { jobTitle: 'Sales' } }]);
      expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED' });
      expect(world.store.quarantine.size).toBe(0);
      expect(world.store.hints.size).toBe(0);
    }
  });

  it('O4: nothing is tried again for an edit that would not travel if the deletion were proved', async () => {
    for (const rules of [{ conflictStrategy: 'exchange' }, { updateCrmToExchange: false }] as const) {
      const world = createWorld('contacts', bothDeletes);
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      world.rules = { ...world.rules, ...rules };
      await world.settle();
      world.exchange.unreadable = [{ place: 'deletedItems', code: 'ErrorAccessDenied' }];
      world.crm.edit(crmId, { jobTitle: 'Sales' });
      world.exchange.move(exchangeId, 'deletedItems');
      await world.settle();
      expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_C' });
      expect(world.store.quarantine.size).toBe(0);
      expect(world.store.hints.size).toBe(0);
    }
  });

  it('M5: a record that another mailbox shares, or another user owns, stays', async () => {
    for (const protect of [
      (world: World, crmId: string) => world.store.sharedElsewhere.set(crmId, 1),
      (world: World, crmId: string) => world.crm.change(crmId, { ownerId: 'user-bruno', shared: true }),
    ]) {
      const world = createWorld('contacts', { ...bothDeletes, crmItems: { kind: 'ownAndShared' } });
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      protect(world, crmId);
      await world.settle();
      world.exchange.move(exchangeId, 'deletedItems');
      await world.settle();
      expect(world.crm.isGone(crmId)).toBe(false);
      expect(linkOf(world, crmId).state).toBe('DET_C');
    }
  });

  it('O3: a record that is out of sight was not deleted', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    world.crm.hidden.add(crmId);
    await world.settle();
    world.exchange.edit(exchangeId, { nickname: 'Nina' });
    await world.settle();
    expect(world.exchange.items.has(exchangeId)).toBe(true);
  });

  it('brake: a mass deletion is held as a whole, and goes on when exactly this plan is approved', async () => {
    const world = createWorld('contacts', bothDeletes);
    for (let index = 0; index < 40; index += 1) world.crm.put(person(`Anna${index}`));
    await world.settle();
    const ids = [...world.crm.records.keys()];
    for (const id of ids.slice(0, 20)) world.crm.erase(id);
    world.crm.edit(ids[30] ?? '', { jobTitle: 'Sales' });

    const held = await world.run();
    expect(held).toMatchObject({ outcome: 'held', brake: { kind: 'massDelete' }, counts: { deletedInExchange: 20 } });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(40);
    expect([...world.exchange.items.values()].some((item) => item.fields['jobTitle'] === 'Sales')).toBe(false);
    expect([...world.store.scopes.values()]).toMatchObject([{ status: 'hold' }]);

    expect(await world.run({ approvedHashes: ['another plan'] })).toMatchObject({ outcome: 'held' });
    expect(await world.run({ approvedHashes: ['another plan', held.planHash ?? ''] })).toMatchObject({
      outcome: 'done',
    });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(20);
    expect([...world.store.scopes.values()]).toMatchObject([{ status: 'ok', statusReason: null }]);
  });
});

describe('deletions that nobody announced', () => {
  it('are left to the next survey when they appear while a plan is applied, and meet its brakes', async () => {
    const world = createWorld('contacts', bothDeletes);
    world.chunkSize = 5;
    for (let index = 0; index < 40; index += 1) world.crm.put(person(`Anna${index}`));
    await world.settle();
    const ids = [...world.crm.records.keys()];
    for (const id of ids) world.crm.edit(id, { jobTitle: 'Sales' });
    world.interruptions.between = () => {
      const applying = world.progress.at(-1)?.phase === 'apply';
      if (applying && world.crm.records.size === 40) for (const id of ids.slice(20)) world.crm.erase(id);
    };
    world.progress.length = 0;
    const report = await world.run();
    expect(report).toMatchObject({ outcome: 'held', brake: { kind: 'massDelete' }, counts: { deletedInExchange: 0 } });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(40);
  });

  it('§2.1: our own deletion is not taken for a person’s, and not repeated on top of a restore', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { crmId } = await pairInStep(world, person('Anna'));
    world.crm.erase(crmId);
    world.exchange.faults.push('lostResponse');
    await world.run();
    const [trashed] = world.exchange.inFolder('deletedItems');
    world.exchange.move(trashed?.id ?? '', 'synchronised');
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    expect(world.crm.records.size).toBe(1);
  });
});

describe('moves, copies and returns', () => {
  it('O1: a move to another folder suspends the pair, and the way back resumes it', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    const away = world.exchange.move(exchangeId, 'other');
    await world.settle();
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    await world.settle();
    expect(world.crm.isGone(crmId)).toBe(false);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(0);

    const back = world.exchange.move(away.id, 'synchronised');
    await world.settle();
    expect(world.exchange.items.get(back.id)?.fields['jobTitle']).toBe('Sales');
    expect(world.crm.records.size).toBe(1);
    expect(world.exchange.items.size).toBe(1);
  });

  it('O1: the same without a stamp, by search key', async () => {
    const world = createWorld('contacts', { updateCrmToExchange: false, deleteExchangeToCrm: true });
    const item = world.exchange.put(person('Anna'));
    await world.settle();
    const away = world.exchange.move(item.id, 'other');
    await world.settle();
    const back = world.exchange.move(away.id, 'synchronised');
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED', exchangeId: back.id }]);
  });

  it('D5: a restore from Deleted Items takes the pair up again, with edits of both sides since', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    const trashed = world.exchange.move(exchangeId, 'deletedItems');
    await world.settle();
    expect(linkOf(world, crmId).state).toBe('DET_C');
    const restored = world.exchange.move(trashed.id, 'synchronised');
    world.exchange.edit(restored.id, { nickname: 'Nina' });
    world.crm.edit(crmId, { jobTitle: 'Sales' });
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect(world.crm.records.get(crmId)?.fields).toMatchObject({ jobTitle: 'Sales', nickname: 'Nina' });
    expect(world.exchange.items.get(restored.id)?.fields).toMatchObject({ jobTitle: 'Sales', nickname: 'Nina' });
  });

  it('an item that we deleted and that a user restores is a new item', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { crmId } = await pairInStep(world, person('Anna'));
    world.crm.erase(crmId);
    await world.settle();
    const [trashed] = world.exchange.inFolder('deletedItems');
    world.exchange.move(trashed?.id ?? '', 'synchronised');
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
  });

  it('an item that its user took back before we knew that we had deleted it is a new one', async () => {
    const world = createWorld('contacts', { deleteCrmToExchange: true });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.erase(crmId);
    world.exchange.faults.push('lostResponse');
    await world.run();
    const [binned] = world.exchange.inFolder('deletedItems');
    world.exchange.move(binned?.id ?? '', 'synchronised');
    await world.settle();
    expect(world.exchange.items.has(exchangeId)).toBe(false);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    expect([...world.crm.records.values()]).toMatchObject([{ fields: { displayName: 'Anna Rossi' } }]);
  });

  it('a restored CRM record makes a second item with a stamp of its own', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { crmId } = await pairInStep(world, person('Anna'));
    world.crm.erase(crmId);
    await world.settle();
    world.crm.undelete(crmId);
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    const stamps = [...world.exchange.items.values()].map((item) => item.stamp);
    expect(new Set(stamps).size).toBe(2);
  });

  it('D6: a record that comes back while its survivor is thrown away starts anew', async () => {
    const world = createWorld();
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.erase(crmId);
    await world.settle();
    expect(linkOf(world, crmId).state).toBe('DET_E');
    world.exchange.move(exchangeId, 'deletedItems');
    world.crm.undelete(crmId);
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    expect(linkOf(world, crmId).state).toBe('LINKED');
  });

  it('a copied contact is ignored; the deletion of the original leaves the copy in its place', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    const copy = world.exchange.copy(exchangeId);
    await world.settle();
    expect(world.crm.records.size).toBe(1);
    expect([...world.store.unlinked.values()]).toMatchObject([{ itemId: copy.id, state: 'ignored' }]);

    world.exchange.move(exchangeId, 'deletedItems');
    await world.settle();
    expect(world.crm.isGone(crmId)).toBe(false);
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: copy.id });
  });

  it('I8: a copy that was to be deleted for its original is known when that is brought back, at whatever step', async () => {
    const scene = async (): Promise<{ readonly world: World; readonly trashed: string; readonly copy: string }> => {
      const world = createWorld('contacts', bothDeletes);
      world.chunkSize = 1;
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      const copy = world.exchange.copy(exchangeId, { nickname: 'Nan' }).id;
      world.crm.erase(crmId);
      const trashed = world.exchange.move(exchangeId, 'deletedItems').id;
      world.pass(200_000);
      world.interruptions.restart();
      return { world, trashed, copy };
    };
    const { world: whole } = await scene();
    await whole.run();
    for (let step = 0; step < whole.interruptions.steps; step += 1) {
      const { world, trashed, copy } = await scene();
      world.interruptions.between = () => {
        if (world.interruptions.steps === step) world.exchange.move(trashed, 'synchronised');
      };
      await world.run();
      world.interruptions.between = null;
      await world.settle();
      const isKnown =
        [...world.store.links.values()].some(({ exchangeId }) => exchangeId === copy) ||
        [...world.store.unlinked.values()].some(({ itemId }) => itemId === copy);
      expect(isKnown || !world.exchange.items.has(copy), `before step ${step + 1}`).toBe(true);
    }
  });

  it('an appointment copied to another day is imported as a new one with its own stamp', async () => {
    const world = createWorld('appointments');
    const { exchangeId } = await pairInStep(world, appointment('Review', 1));
    const copy = world.exchange.copy(exchangeId, { time: appointment('', 8)['time'] ?? null });
    const twin = world.exchange.copy(exchangeId);
    await world.settle();
    expect(world.crm.records.size).toBe(2);
    const stamps = [exchangeId, copy.id].map((id) => world.exchange.items.get(id)?.stamp);
    expect(new Set(stamps).size).toBe(2);
    expect([...world.store.unlinked.values()]).toMatchObject([{ itemId: twin.id, state: 'ignored' }]);
  });

  it('an appointment copied and then deleted takes only its own record with it', async () => {
    const world = createWorld('appointments', bothDeletes);
    const { crmId, exchangeId } = await pairInStep(world, appointment('Review', 1));
    const copy = world.exchange.copy(exchangeId, { time: appointment('', 8)['time'] ?? null });
    await world.settle();
    world.exchange.move(exchangeId, 'deletedItems');
    await world.settle();
    expect(world.crm.isGone(crmId)).toBe(true);
    expect(world.crm.records.size).toBe(1);
    expect(world.exchange.items.has(copy.id)).toBe(true);
  });

  it('an appointment erased while its copy was moved about does not take over the copy', async () => {
    const world = createWorld('appointments', bothDeletes);
    const { crmId, exchangeId } = await pairInStep(world, appointment('Review', 1));
    const copy = world.exchange.copy(exchangeId, { time: appointment('', 8)['time'] ?? null });
    await world.settle();
    const copied = [...world.crm.records.keys()].find((id) => id !== crmId) ?? '';
    world.exchange.erase(exchangeId);
    const back = world.exchange.move(world.exchange.move(copy.id, 'other').id, 'synchronised');
    await world.settle();
    expect(world.crm.isGone(crmId)).toBe(true);
    expect(linkOf(world, copied)).toMatchObject({ state: 'LINKED', exchangeId: back.id, ambiguous: false });
  });

  it('§1.6: among unstamped copies nobody can tell which one was deleted, so none of the records is', async () => {
    const world = createWorld('appointments', { updateCrmToExchange: false, deleteExchangeToCrm: true });
    const original = world.exchange.put(appointment('Review', 1));
    await world.settle();
    world.exchange.copy(original.id, { time: appointment('', 8)['time'] ?? null });
    await world.settle();
    expect(world.crm.records.size).toBe(2);
    world.exchange.erase(original.id);
    await world.settle();
    expect(world.crm.records.size).toBe(2);
    expect([...world.store.links.values()].filter((link) => link.ambiguous)).toMatchObject([{ state: 'DET_C' }]);
  });

  it('L10, L12: an appointment that leaves the window travels once, then sleeps; nothing is deleted', async () => {
    const world = createWorld('appointments', bothDeletes);
    world.from = { kind: 'date', date: '2026-11-01' };
    const { crmId, exchangeId } = await pairInStep(world, appointment('Review', 1));
    const past = { kind: 'timed', start: '2026-01-01T09:00:00Z', end: '2026-01-01T10:00:00Z', zone: null };
    world.crm.edit(crmId, { time: past });
    await world.settle();
    expect(world.exchange.items.get(exchangeId)?.fields['time']).toEqual(past);
    world.crm.edit(crmId, { subject: 'Asleep' });
    await world.settle();
    expect(world.exchange.items.get(exchangeId)?.fields['subject']).toBe('Review');
    world.from = { kind: 'all' };
    await world.settle();
    expect(world.exchange.items.get(exchangeId)?.fields['subject']).toBe('Asleep');
    expect(world.exchange.items.size + world.crm.records.size).toBe(2);
  });

  const PAST = { kind: 'timed', start: '2026-01-01T09:00:00Z', end: '2026-01-01T10:00:00Z', zone: null };

  it.each([{}, { subject: 'Edited in the CRM meanwhile' }])(
    'L15: what its user put into the past, which the CRM may not learn, takes nothing with it when it is purged (%o)',
    async (edit) => {
      const rules = { ...bothDeletes, updateExchangeToCrm: false, conflictStrategy: 'exchange' } as const;
      const world = createWorld('appointments', rules);
      world.from = { kind: 'date', date: '2026-11-01' };
      const { crmId, exchangeId } = await pairInStep(world, appointment('Review', 1));
      world.exchange.edit(exchangeId, { time: PAST });
      await world.settle();
      world.crm.edit(crmId, edit);
      await world.settle();
      world.exchange.erase(exchangeId);
      await world.settle();
      expect(world.crm.isGone(crmId)).toBe(false);
      expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_C' });
    },
  );

  it('L6: brought back into the window before it is deleted, it does', async () => {
    const world = createWorld('appointments', { ...bothDeletes, updateExchangeToCrm: false });
    world.from = { kind: 'date', date: '2026-11-01' };
    const { crmId, exchangeId } = await pairInStep(world, appointment('Review', 1));
    const { time } = world.exchange.items.get(exchangeId)?.fields ?? {};
    world.exchange.edit(exchangeId, { time: PAST });
    await world.settle();
    world.exchange.edit(exchangeId, { time: time ?? null });
    await world.settle();
    world.exchange.erase(exchangeId);
    await world.settle();
    expect(world.crm.isGone(crmId)).toBe(true);
  });

  it('L14: the same from the CRM, also when it was filed away in between', async () => {
    const world = createWorld('appointments', { ...bothDeletes, updateCrmToExchange: false });
    world.from = { kind: 'date', date: '2026-11-01' };
    const item = world.exchange.put(appointment('Review', 1));
    await world.settle();
    const [record] = world.crm.records.values();
    world.crm.edit(record?.id ?? '', { time: PAST });
    await world.settle();
    world.exchange.move(item.id, 'other');
    await world.settle();
    world.exchange.move(world.exchange.inFolder('other')[0]?.id ?? '', 'synchronised');
    world.crm.erase(record?.id ?? '');
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
  });
});

describe('a server that keeps ids when items move', () => {
  it('deletions, moves and restores end as with one that does not', async () => {
    const world = createWorld('contacts', bothDeletes);
    world.exchange.keepsIds = true;
    const anna = await pairInStep(world, person('Anna'));
    const bruno = await pairInStep(world, person('Bruno'));
    const carla = await pairInStep(world, person('Carla'));
    world.exchange.move(anna.exchangeId, 'deletedItems');
    world.exchange.move(bruno.exchangeId, 'other');
    world.crm.erase(carla.crmId);
    await world.settle();
    expect(world.crm.isGone(anna.crmId)).toBe(true);
    expect(world.crm.isGone(bruno.crmId)).toBe(false);
    expect(world.exchange.inFolder('deletedItems')).toHaveLength(2);
    world.exchange.move(bruno.exchangeId, 'synchronised');
    world.crm.edit(bruno.crmId, { jobTitle: 'Sales' });
    await world.settle();
    expect(world.exchange.items.get(bruno.exchangeId)?.fields['jobTitle']).toBe('Sales');
    expect(world.crm.records.size).toBe(1);
  });

  it('§2.1: our own deletion is recognised by where the item lies', async () => {
    const world = createWorld('contacts', bothDeletes);
    world.exchange.keepsIds = true;
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.crm.erase(crmId);
    world.exchange.faults.push('lostResponse');
    await world.run();
    expect(world.store.intents.size).toBe(1);
    await world.run();
    expect(world.store.intents.size).toBe(0);
    expect(linkOf(world, crmId).state).toBe('CLOSED');
    expect(world.exchange.items.get(exchangeId)?.folder).toBe('deletedItems');
  });

  it('I6: what we deleted is no new item to the rest of the same run', async () => {
    const world = createWorld('contacts', { ...bothDeletes, conflictStrategy: 'crm' });
    world.exchange.keepsIds = true;
    const anna = await pairInStep(world, person('Anna'));
    const bruno = await pairInStep(world, person('Bruno'));
    const carla = await pairInStep(world, person('Carla'));
    world.crm.erase(anna.crmId);
    world.crm.edit(bruno.crmId, { jobTitle: 'Sales' });
    world.crm.erase(carla.crmId);
    world.exchange.edit(carla.exchangeId, { jobTitle: 'Director' });
    // Both ends of Carla's pair have a hint. They come in one chunk of writes, and in two of deletions.
    world.chunkSize = 2;
    const report = await world.run();
    expect(report.counts).toMatchObject({ deletedInExchange: 2, createdInCrm: 0, deletedInCrm: 0 });
    expect(world.exchange.items.get(carla.exchangeId)?.folder).toBe('deletedItems');
    expect([...world.crm.records.keys()]).toEqual([bruno.crmId]);
  });
});

describe('lost positions', () => {
  it('an invalid cursor compares everything: no duplicate, no deletion, and what was missed is found', async () => {
    const world = createWorld('contacts', bothDeletes);
    for (let index = 0; index < 30; index += 1) world.crm.put(person(`Anna${index}`));
    await world.settle();
    const [first, second] = world.exchange.inFolder('synchronised');
    world.exchange.edit(first?.id ?? '', { nickname: 'Nina' });
    world.exchange.move(second?.id ?? '', 'deletedItems');
    world.exchange.invalidateCursors();
    const report = await world.run();
    expect(report).toMatchObject({
      outcome: 'done',
      counts: { updatedInCrm: 1, deletedInCrm: 1, createdInExchange: 0 },
    });
    expect(world.crm.records.size).toBe(29);
    expect([...world.store.scopes.values()]).toMatchObject([{ epoch: 1, status: 'ok' }]);
  });

  it('a mailbox that is another one freezes deletions', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
    world.exchange.identity = { smtp: 'other@example.org', fingerprint: 'folders-2' };
    world.exchange.erase(exchangeId);
    world.exchange.invalidateCursors();
    await world.settle();
    expect(world.crm.isGone(crmId)).toBe(false);
    expect([...world.store.scopes.values()]).toMatchObject([{ status: 'relink' }]);
  });
});
