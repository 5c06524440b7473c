import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import { stampOfLost } from '../identify/stamp.ts';
import { Crash } from '../testing/interruptions.ts';
import { linkOf, pairInStep, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, forgetCalls, writesOf } from '../testing/world.ts';

const bothDeletes = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;

function scopeOf(world: World) {
  const [scope] = world.store.scopes.values();
  if (scope === undefined) throw new Error('no scope');
  return scope;
}

function fieldOf(world: World, crmId: string, name: string): unknown {
  return world.crm.records.get(crmId)?.fields[name];
}

/** Held, looked at, approved, and everything that follows. */
async function approve(world: World): Promise<void> {
  const held = await world.run();
  expect(held).toMatchObject({ outcome: 'held', brake: { kind: 'crmRestored' } });
  expect(await world.run({ approvedHashes: [held.planHash ?? ''] })).toMatchObject({ outcome: 'done' });
}

describe('O8: a CRM that was restored from a backup', () => {
  it('deletes nothing for lost records, shows them, and makes them anew when that is approved', async () => {
    const world = createWorld('contacts', bothDeletes);
    const anna = await pairInStep(world, person('Anna'));
    const backup = world.crm.backUp();
    const bruno = await pairInStep(world, person('Bruno'));
    world.crm.restore(backup);

    const held = await world.run();
    expect(held).toMatchObject({
      outcome: 'held',
      brake: { kind: 'crmRestored', reason: { row: 'B8', params: { items: 1, links: 2 } } },
      counts: { createdInCrm: 1, deletedInExchange: 0 },
      steps: [{ kind: 'createInCrm', row: 'O8', code: 'record_lost', exchangeId: bruno.exchangeId }],
    });
    expect(scopeOf(world)).toMatchObject({ status: 'restored', statusReason: { code: 'brake_crm_restored' } });
    await approve(world);
    expect(scopeOf(world)).toMatchObject({ status: 'ok', statusReason: null });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(2);
    const again = [...world.crm.records.values()].find(({ id }) => id !== anna.crmId);
    expect(again?.fields['displayName']).toBe('Bruno Rossi');
    expect(linkOf(world, again?.id ?? '')).toMatchObject({ state: 'LINKED', exchangeId: bruno.exchangeId });
    forgetCalls(world);
    await world.settle();
    expect(writesOf(world)).toBe(0);
  });

  it('gives older records back what Exchange has, without asking, and keeps the older value as a conflict', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { jobTitle: 'Before' }));
    const backup = world.crm.backUp();
    world.crm.edit(crmId, { jobTitle: 'After' });
    await world.settle();
    world.crm.restore(backup);
    expect(await world.run()).toMatchObject({
      outcome: 'done',
      brake: null,
      counts: { updatedInCrm: 1, conflicts: 1 },
    });
    expect(fieldOf(world, crmId, 'jobTitle')).toBe('After');
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('After');
    expect(world.store.journal.filter(({ op }) => op === 'conflict')).toMatchObject([
      { conflict: { field: 'jobTitle', winner: 'exchange', crm: 'Before', exchange: 'After' } },
    ]);
    expect(scopeOf(world).status).toBe('ok');
  });

  it('asks before it takes a value for an older one that may be an edit from after the restore', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { crmId } = await pairInStep(world, person('Anna'));
    const backup = world.crm.backUp();
    await pairInStep(world, person('Bruno'));
    await pairInStep(world, person('Carla'));
    world.crm.restore(backup);
    world.crm.edit(crmId, { jobTitle: 'Since the restore' });
    const held = await world.run();
    expect(held.steps).toContainEqual(expect.objectContaining({ crmId, code: 'record_maybe_older' }));
    expect(fieldOf(world, crmId, 'jobTitle')).toBe('Since the restore');
  });

  it('does not resurrect what was deleted since the backup without asking', async () => {
    const world = createWorld('contacts', bothDeletes);
    const anna = await pairInStep(world, person('Anna'));
    await pairInStep(world, person('Bruno'));
    const backup = world.crm.backUp();
    world.exchange.move(anna.exchangeId, 'deletedItems');
    await world.settle();
    expect(world.crm.isGone(anna.crmId)).toBe(true);
    world.crm.restore(backup);
    const held = await world.run();
    expect(held).toMatchObject({ outcome: 'held', steps: [{ kind: 'createInExchange', code: 'record_back' }] });
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    await approve(world);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(2);
  });

  it('I6: deletes nothing for a tombstone of the backup, at whatever step of a run the restore comes', async () => {
    const scene = async () => {
      const world = createWorld('contacts', bothDeletes);
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      world.exchange.move(exchangeId, 'deletedItems');
      await world.settle();
      const backup = world.crm.backUp();
      world.crm.undelete(crmId);
      await world.settle();
      const [item] = world.exchange.inFolder('synchronised');
      world.exchange.edit(item?.id ?? '', { nickname: 'Nina' });
      world.interruptions.restart();
      return { world, restore: () => world.crm.restore(backup) };
    };
    const whole = await scene();
    await whole.world.run();
    expect(whole.world.interruptions.steps).toBeGreaterThan(10);
    for (let step = 0; step < whole.world.interruptions.steps; step += 1) {
      const { world, restore } = await scene();
      world.interruptions.between = () => {
        if (world.interruptions.steps === step) restore();
      };
      await world.run();
      world.interruptions.between = null;
      await world.run();
      expect(world.exchange.inFolder('synchronised'), `restored before step ${step + 1}`).toHaveLength(1);
    }
  });

  it('lets what people delete meanwhile wait, and carries it when the freeze is over', async () => {
    const world = createWorld('contacts', bothDeletes);
    const anna = await pairInStep(world, person('Anna'));
    const backup = world.crm.backUp();
    await pairInStep(world, person('Bruno'));
    world.crm.restore(backup);
    world.exchange.move(anna.exchangeId, 'deletedItems');
    const held = await world.run();
    expect(held.counts).toMatchObject({ deletedInCrm: 0, createdInCrm: 1 });
    expect(world.crm.isGone(anna.crmId)).toBe(false);
    await approve(world);
    await world.settle();
    expect(world.crm.isGone(anna.crmId)).toBe(true);
    expect(world.crm.records.size).toBe(1);
  });

  it('keeps the items of lost records where nothing may be written to the CRM', async () => {
    const world = createWorld('contacts', { ...bothDeletes, updateExchangeToCrm: false });
    await pairInStep(world, person('Anna'));
    const backup = world.crm.backUp();
    const { crmId, exchangeId } = await pairInStep(world, person('Bruno'));
    world.crm.restore(backup);
    await approve(world);
    await world.settle();
    expect(world.exchange.items.has(exchangeId)).toBe(true);
    expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_E' });
  });

  it('I4: asks about a lost record whose item sleeps, before the pair is let go', async () => {
    const rules = { ...bothDeletes, exchangeItems: { kind: 'allButCategory', category: 'Casa' } } as const;
    const world = createWorld('contacts', rules);
    await pairInStep(world, person('Anna'));
    const backup = world.crm.backUp();
    const { crmId, exchangeId } = await pairInStep(world, person('Bruno'));
    world.exchange.categorise(exchangeId, ['Casa']);
    await world.settle();
    world.crm.restore(backup);
    await approve(world);
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_E', exchangeId });
    expect(world.store.journal.filter(({ op }) => op === 'detach')).toMatchObject([
      { reason: { row: 'O8', code: 'record_lost' } },
    ]);
  });

  it('is noticed when it went on as another instance, however far that has come', async () => {
    const world = createWorld('contacts', bothDeletes);
    await pairInStep(world, person('Anna'));
    const { crmId } = await pairInStep(world, person('Bruno'));
    world.crm.records.delete(crmId);
    world.crm.put(person('Carla'));
    const { mark } = world.crm;
    world.crm.mark = async () => ({ ...(await mark()), instance: 'another database' });
    world.exchange.edit(linkOf(world, crmId).exchangeId ?? '', { nickname: 'Nino' });
    expect(await world.run()).toMatchObject({ outcome: 'held', brake: { kind: 'crmRestored' } });
  });

  it('ends by itself when another instance of the CRM has lost nothing', async () => {
    const world = createWorld('contacts', bothDeletes);
    await pairInStep(world, person('Anna'));
    await pairInStep(world, person('Bruno'));
    const { mark } = world.crm;
    world.crm.mark = async () => ({ ...(await mark()), instance: 'another database' });
    forgetCalls(world);
    expect(await world.run()).toMatchObject({ outcome: 'done', brake: null });
    expect(scopeOf(world)).toMatchObject({ status: 'ok', crmInstance: 'another database' });
    expect(writesOf(world)).toBe(0);
  });

  it('is noticed by the versions of the records too, from three on', async () => {
    for (const older of [2, 3]) {
      const world = createWorld('contacts', bothDeletes);
      const ids: string[] = [];
      for (const name of ['Anna', 'Bruno', 'Carla']) ids.push((await pairInStep(world, person(name))).crmId);
      const before = ids.map((id) => structuredClone(world.crm.records.get(id)));
      for (const id of ids) world.crm.edit(id, { jobTitle: 'After' });
      await world.settle();
      for (const [index, id] of ids.slice(0, older).entries()) {
        const { version = '', fields = {} } = before[index] ?? {};
        world.crm.change(id, { fields });
        Object.assign(world.crm.records.get(id) ?? {}, { version });
      }
      await world.run();
      const titles = ids.map((id) => fieldOf(world, id, 'jobTitle'));
      expect(titles).toEqual(older === 3 ? ['After', 'After', 'After'] : [undefined, undefined, 'After']);
      expect(scopeOf(world)).toMatchObject({ status: 'ok' });
    }
  });

  it('is not concluded from versions that have no order', async () => {
    const world = createWorld('contacts', bothDeletes);
    Object.assign(world.crm, { versionOrder: 'none' });
    const ids: string[] = [];
    for (const name of ['Anna', 'Bruno', 'Carla']) ids.push((await pairInStep(world, person(name))).crmId);
    for (const id of ids) {
      world.crm.edit(id, { jobTitle: 'Edited' });
      Object.assign(world.crm.records.get(id) ?? {}, { version: '0' });
    }
    await world.run();
    expect(world.exchange.inFolder('synchronised').map(({ fields }) => fields['jobTitle'])).toEqual(
      ids.map(() => 'Edited'),
    );
  });

  it('I4: has the whole of a text again of which Exchange kept less', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { displayName: 'Before' }));
    const backup = world.crm.backUp();
    const whole = 'Anna Rossi della Compagnia Generale';
    world.crm.edit(crmId, { displayName: whole });
    await world.settle();
    world.crm.restore(backup);
    await world.settle();
    expect(fieldOf(world, crmId, 'displayName')).toBe(whole);
    expect(world.exchange.items.get(exchangeId)?.fields['displayName']).toBe(whole.slice(0, 24));
    forgetCalls(world);
    await world.settle();
    expect(writesOf(world)).toBe(0);
  });

  it('does not take up a detached pair with the value that its record had before', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { jobTitle: 'Before' }));
    await pairInStep(world, person('Bruno'));
    const backup = world.crm.backUp();
    world.crm.edit(crmId, { jobTitle: 'After' });
    await world.settle();
    world.rules = { ...world.rules, deleteCrmToExchange: false };
    world.crm.erase(crmId);
    await world.settle();
    expect(linkOf(world, crmId)).toMatchObject({ state: 'DET_E' });
    world.crm.restore(backup);
    await approve(world);
    await world.settle();
    expect(world.exchange.items.get(exchangeId)?.fields['jobTitle']).toBe('After');
    expect(fieldOf(world, crmId, 'jobTitle')).toBe('After');
    expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED' });
  });

  it('has its changes listed from the beginning: a position in the history that is gone may lie too far ahead', async () => {
    const world = createWorld('contacts', bothDeletes);
    const anna = await pairInStep(world, person('Anna'));
    await pairInStep(world, person('Bruno'));
    const backup = world.crm.backUp();
    await pairInStep(world, person('Carla'));
    for (let count = 0; count < 7; count += 1) world.crm.edit(anna.crmId, { nickname: `N${count}` });
    const { listChanges } = world.crm;
    world.crm.listChanges = () => {
      throw new ConnectorError({ code: 'crm_timeout', disposition: 'retry', message: 'no answer' });
    };
    expect(await world.run()).toMatchObject({ outcome: 'failed' });
    world.crm.listChanges = listChanges;
    world.crm.restore(backup);
    world.crm.put(person('Dora'));
    for (let count = 0; count < 2; count += 1) world.crm.edit(anna.crmId, { nickname: `M${count}` });
    await approve(world);
    await world.settle();
    expect(world.exchange.inFolder('synchronised').map(({ fields }) => fields['displayName'])).toContain('Dora Rossi');
  });

  it('asks the same, in however many pieces it is looked at, when the mailbox has moved as well', async () => {
    const world = createWorld('contacts', bothDeletes);
    const backup = world.crm.backUp();
    for (const name of ['Anna', 'Bruno', 'Carla', 'Dario']) world.crm.put(person(name));
    await world.settle();
    world.crm.restore(backup);
    world.exchange.migrate(true);
    world.exchange.identity = { ...world.exchange.identity, fingerprint: 'folders-of-another-server' };
    const inOnePiece = await world.run();
    expect(inOnePiece).toMatchObject({ outcome: 'held', counts: { createdInCrm: 4 } });
    for (const size of [1, 3, 5]) {
      world.chunkSize = size;
      const { counts, planHash } = await world.run();
      expect({ counts, planHash }).toEqual({ counts: inOnePiece.counts, planHash: inOnePiece.planHash });
    }
  });

  it.each(['together with the CRM', 'while the plan is held'])(
    'I3: makes nothing new of what lies under other ids in a mailbox that has moved %s',
    async (when) => {
      for (const size of [1, 100]) {
        const world = createWorld('contacts', { ...bothDeletes, updateCrmToExchange: false });
        world.chunkSize = size;
        world.exchange.put(person('Anna'));
        await world.settle();
        const backup = world.crm.backUp();
        world.exchange.put(person('Bruno'));
        await world.settle();
        world.crm.restore(backup);
        if (when === 'while the plan is held') await world.run();
        // Neither ids nor search keys came along, and nothing was ever stamped: what they are is all that is left.
        world.exchange.migrate(false);
        world.exchange.identity = { ...world.exchange.identity, fingerprint: 'folders-of-another-server' };
        world.exchange.put(person('Carla'));
        const held = await world.run();
        expect(held).toMatchObject({ outcome: 'held', brake: { kind: 'crmRestored' }, counts: { createdInCrm: 1 } });
        await approve(world);
        await world.settle();
        const names = [...world.crm.records.values()].map(({ fields }) => fields['displayName']);
        expect(names.toSorted()).toEqual(['Anna Rossi', 'Bruno Rossi', 'Carla Rossi']);
        const items = world.exchange.inFolder('synchronised').map(({ id }) => id);
        expect([...world.store.links.values()].map(({ state }) => state)).toEqual(['LINKED', 'LINKED', 'LINKED']);
        expect([...world.store.links.values()].map(({ exchangeId }) => exchangeId)).toEqual(items);
        expect(scopeOf(world)).toMatchObject({ status: 'ok', mailboxFingerprint: 'folders-of-another-server' });
      }
    },
  );

  it('stays frozen through a crash at any step, and loses nothing', async () => {
    const scene = async (): Promise<World> => {
      const world = createWorld('contacts', bothDeletes);
      const anna = await pairInStep(world, person('Anna', { jobTitle: 'Before' }));
      const backup = world.crm.backUp();
      world.crm.edit(anna.crmId, { jobTitle: 'After' });
      await pairInStep(world, person('Bruno'));
      world.crm.restore(backup);
      return world;
    };
    const whole = await scene();
    const held = await whole.run();
    whole.interruptions.restart();
    await whole.run({ approvedHashes: [held.planHash ?? ''] });
    const { steps } = whole.interruptions;
    for (let step = 1; step <= steps; step += 3)
      for (const moment of ['before', 'after'] as const) {
        const world = await scene();
        const { planHash } = await world.run();
        world.interruptions.restart();
        world.interruptions.crashAt(step, moment);
        await world.run({ approvedHashes: [planHash ?? ''] }).catch(() => undefined);
        world.interruptions.restart();
        for (let count = 0; count < 6 && scopeOf(world).status !== 'ok'; count += 1) {
          world.pass(200_000);
          const next = await world.run();
          if (next.outcome === 'held') await world.run({ approvedHashes: [next.planHash ?? ''] });
        }
        await world.settle();
        const names = [...world.crm.records.values()].map(({ fields }) =>
          [fields['displayName'], fields['jobTitle'] ?? 'none'].join(' '),
        );
        expect(names.sort(), `${moment} ${step}`).toEqual(['Anna Rossi After', 'Bruno Rossi none']);
        expect(world.exchange.inFolder('synchronised')).toHaveLength(2);
      }
  });
});

describe('O8: a lost record that several mailboxes hold', () => {
  /** Lost, and made anew from a colleague's mailbox before this user's was looked at. */
  async function lost(world: World): Promise<{ readonly crmId: string; readonly key: string }> {
    const backup = world.crm.backUp();
    const { crmId } = await pairInStep(world, person('Anna', { jobTitle: 'Clerk' }));
    world.crm.restore(backup);
    expect(await world.run()).toMatchObject({ outcome: 'held', brake: { kind: 'crmRestored' } });
    return { crmId, key: stampOfLost(new Uint8Array(32).fill(7), crmId) };
  }

  it('I3: is made anew once: the next mailbox finds it by its key, and the pair goes on with its old bases', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { key } = await lost(world);
    const [item] = world.exchange.inFolder('synchronised');
    world.exchange.edit(item?.id ?? '', { nickname: 'Nina' });
    const { id } = world.crm.put(person('Anna', { jobTitle: 'Clerk' }), { externalKey: key });
    await world.settle();
    expect([...world.crm.records.keys()]).toEqual([id]);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
    expect(linkOf(world, id)).toMatchObject({ state: 'LINKED', exchangeId: item?.id });
    expect(fieldOf(world, id, 'nickname')).toBe('Nina');
    expect(world.store.unlinked.size).toBe(0);
  });

  it('I3: out of sight of this user it is made no second time, and joins its pair when it comes into sight', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { key } = await lost(world);
    const { id } = world.crm.put(person('Anna', { jobTitle: 'Director' }), { externalKey: key });
    world.crm.hidden.add(id);
    await approve(world);
    await world.settle();
    expect([...world.crm.records.keys()]).toEqual([id]);
    expect([...world.store.links.values()]).toMatchObject([{ state: 'DET_E' }]);
    world.crm.hidden.delete(id);
    world.crm.change(id, {});
    await world.settle();
    const [item, ...more] = world.exchange.inFolder('synchronised');
    expect(more).toEqual([]);
    expect(item?.fields['jobTitle']).toBe('Director');
    expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED', crmId: id, exchangeId: item?.id }]);
  });

  it('is made of what the CRM had, where Exchange keeps less of a text', async () => {
    const world = createWorld('contacts', bothDeletes);
    const backup = world.crm.backUp();
    const long = 'Anna Rossi, of the company with the longest name of all';
    await pairInStep(world, person('Anna', { displayName: long }));
    world.crm.restore(backup);
    await approve(world);
    expect([...world.crm.records.values()].map(({ fields }) => fields['displayName'])).toEqual([long]);
  });
});

describe('O8: an item that was brought back before the restore', () => {
  /** Thrown away, brought back as a new item with a record of its own; the restore has only the record from before. */
  async function broughtBack(
    edits: Fields = {},
  ): Promise<{ readonly world: World; readonly crmId: string; readonly itemId: string }> {
    const world = createWorld('contacts', { ...bothDeletes, deleteExchangeToCrm: false });
    const { crmId, exchangeId } = await pairInStep(world, person('Anna', { jobTitle: 'Clerk' }));
    const backup = world.crm.backUp();
    const thrown = world.exchange.move(exchangeId, 'deletedItems');
    await world.settle();
    const itemId = world.exchange.move(thrown.id, 'synchronised').id;
    world.crm.erase(crmId);
    await world.settle();
    world.exchange.edit(itemId, edits);
    await world.settle();
    expect([...world.store.links.values()].map(({ state }) => state)).toEqual(['CLOSED', 'LINKED']);
    expect([...world.crm.records.keys()]).not.toContain(crmId);
    world.crm.restore(backup);
    return { world, crmId, itemId };
  }

  it('I3: goes on with the record that is back, in however many pieces it is looked at', async () => {
    for (const size of [1, 50]) {
      const { world, crmId, itemId } = await broughtBack();
      world.chunkSize = size;
      expect(await world.run()).toMatchObject({ outcome: 'done', brake: null });
      await world.settle();
      expect([...world.crm.records.keys()]).toEqual([crmId]);
      expect(world.exchange.inFolder('synchronised')).toMatchObject([{ id: itemId }]);
      expect(linkOf(world, crmId)).toMatchObject({ state: 'LINKED', exchangeId: itemId });
      expect(scopeOf(world).status).toBe('ok');
    }
  });

  it('asks before it gives that record what was edited since', async () => {
    const { world, crmId } = await broughtBack({ jobTitle: 'Director' });
    await approve(world);
    await world.settle();
    expect(fieldOf(world, crmId, 'jobTitle')).toBe('Director');
    expect(world.crm.records.size).toBe(1);
  });

  it('I3: goes on with that record, too, where it was moved to another folder', async () => {
    const { world, crmId, itemId } = await broughtBack();
    const { id } = world.exchange.move(itemId, 'other');
    expect(await world.run()).toMatchObject({ outcome: 'done', brake: null });
    expect(world.exchange.inFolder('synchronised')).toEqual([]);
    world.exchange.move(id, 'synchronised');
    await world.settle();
    expect([...world.crm.records.keys()]).toEqual([crmId]);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
  });

  it('does not delete the record that is back for an item that was thrown away again', async () => {
    const { world, crmId, itemId } = await broughtBack();
    world.rules = { ...world.rules, deleteExchangeToCrm: true };
    world.exchange.move(itemId, 'deletedItems');
    await approve(world);
    await world.settle();
    expect(world.crm.records.has(crmId)).toBe(true);
    expect(world.exchange.inFolder('synchronised')).toHaveLength(1);
  });

  it('has its record made anew where the one that is back belongs to a colleague', async () => {
    const { world, crmId, itemId } = await broughtBack();
    world.crm.change(crmId, { ownerId: 'somebody-else' });
    await approve(world);
    await world.settle();
    expect(world.exchange.inFolder('synchronised')).toMatchObject([{ id: itemId }]);
    expect(world.crm.records.size).toBe(2);
  });
});

describe('O8: a record that was made anew before the restore', () => {
  it('I3: is not made anew once more where the one from before is back, in however many pieces it is looked at', async () => {
    for (const size of [1, 50]) {
      const world = createWorld('contacts', { conflictStrategy: 'exchange', ...bothDeletes });
      const { crmId, exchangeId } = await pairInStep(world, person('Anna'));
      const backup = world.crm.backUp();
      world.crm.erase(crmId);
      world.exchange.edit(exchangeId, { jobTitle: 'Sales' });
      await world.settle();
      expect([...world.crm.records.keys()]).not.toContain(crmId);
      world.crm.restore(backup);
      world.chunkSize = size;
      await approve(world);
      await world.settle();
      expect([...world.crm.records.keys()]).toEqual([crmId]);
      expect(fieldOf(world, crmId, 'jobTitle')).toBe('Sales');
      expect(world.exchange.inFolder('synchronised')).toMatchObject([{ id: exchangeId }]);
      expect([...world.store.links.values()]).toMatchObject([{ state: 'LINKED', crmId }]);
    }
  });
});

describe('O8: a restored CRM that one mailbox notices', () => {
  it('is noticed by the others too, although it has passed their marks again when they look', async () => {
    const world = createWorld('contacts', bothDeletes);
    const backup = world.crm.backUp();
    await pairInStep(world, person('Anna'));
    const scope = scopeOf(world);
    const mark = scope.crmHighWater ?? 0;
    // One colleague has seen what is gone now, the other one has not.
    world.store.scopes.set('seen', { ...scope, id: 'seen' });
    world.store.scopes.set('behind', { ...scope, id: 'behind', crmHighWater: 0 });
    world.crm.restore(backup);
    await world.run();
    expect(world.store.scopes.get('seen')?.crmHighWater).toBeGreaterThan(mark + 1_000_000);
    expect(world.store.scopes.get('behind')?.crmHighWater).toBe(0);
  });

  it('is noticed, too, by a position that a run which died had reached beyond the mark that it remembered', async () => {
    const world = createWorld('contacts', bothDeletes);
    const { crmId } = await pairInStep(world, person('Anna'));
    const backup = world.crm.backUp();
    world.interruptions.between = () => {
      if (world.interruptions.names.at(-1) === 'crm.mark') world.crm.edit(crmId, { jobTitle: 'Listed' });
      if (world.interruptions.names.at(-1) === 'exchange.listChanges') throw new Crash('before anything was read');
    };
    await world.run().catch(() => undefined);
    world.interruptions.between = null;
    const scope = scopeOf(world);
    world.store.scopes.set('seen', { ...scope, id: 'seen', crmHighWater: (scope.crmHighWater ?? 0) + 5 });
    world.crm.restore(backup);
    world.pass(200_000);
    expect(await world.run()).toMatchObject({ outcome: 'done' });
    expect(world.store.scopes.get('seen')?.crmHighWater).toBeGreaterThan(1_000_000);
    expect(scopeOf(world).status).toBe('ok');
  });
});
