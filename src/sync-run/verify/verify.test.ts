import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../database/index.ts';
import { migrate } from '../../database/index.ts';
import { openTestDatabase } from '../../database/testing/test-database.ts';
import type { StoredFinding } from '../../store/index.ts';
import { changed, DELETED, weekly } from '../../sync/testing/series.ts';
import { appointment, person } from '../testing/people.ts';
import { writesOf } from '../testing/world.ts';
import type { RememberedWorld } from './testing/remembered-world.ts';
import { rememberedWorld } from './testing/remembered-world.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  await migrate(db);
});
afterAll(() => db.close());

const said = (found: readonly StoredFinding[]) => found.map(({ kind, repair }) => `${kind} ${repair}`);

/** Two pairs in step. */
async function healthy(): Promise<RememberedWorld & { readonly anna: { crmId: string; exchangeId: string } }> {
  const remembered = rememberedWorld(db);
  const { world } = remembered;
  const anna = world.crm.put(person('Anna'));
  world.exchange.put(person('Bruno'));
  await world.settle();
  const { id } = await remembered.scope();
  const [link] = await world.memory.store.findLinksByCrmIds(id, [anna.id]);
  return { ...remembered, anna: { crmId: anna.id, exchangeId: link?.exchangeId ?? '' } };
}

/** Repairs what was found, runs, and looks again. @returns what is found then */
async function mended({ world, verify, repair }: RememberedWorld): Promise<readonly StoredFinding[]> {
  const { report } = await verify();
  const before = writesOf(world);
  await repair(report.runId ?? '');
  expect(writesOf(world)).toBe(before);
  await world.settle();
  return (await verify()).found;
}

describe('a healthy world', () => {
  test('has no findings, and is neither written to nor moved on by looking', async () => {
    const remembered = await healthy();
    const { world, verify, findings, scope } = remembered;
    const { id } = await scope();
    const { store } = world.memory;
    const before = [await store.getCursor(id, 'crm'), await store.getCursor(id, 'exchange'), writesOf(world)];
    const scopeBefore = await store.getScope(id);
    const { report, found } = await verify();
    expect(report).toMatchObject({ outcome: 'done', problem: null, itemErrors: [] });
    expect(found).toEqual([]);
    expect(await findings.head(report.runId ?? '')).toMatchObject({ compared: { links: 2, records: 2, items: 2 } });
    expect([await store.getCursor(id, 'crm'), await store.getCursor(id, 'exchange'), writesOf(world)]).toEqual(before);
    expect(await store.getScope(id)).toEqual(scopeBefore);
    expect(await db.query('SELECT * FROM raccordo.sighted')).toEqual([]);
  });

  test('that people have just worked in has none either: what the change lists announce is on its way', async () => {
    const { world, verify, anna } = await healthy();
    world.crm.edit(anna.crmId, { jobTitle: 'Direttrice' });
    world.exchange.erase(anna.exchangeId);
    world.crm.put(person('Carla'));
    world.exchange.put(person('Dario'));
    expect((await verify()).found).toEqual([]);
  });

  test('has none where a day is over, for which its deletion in the CRM waited: then it stays in Exchange', async () => {
    const rules = { updateCrmToExchange: false, deleteCrmToExchange: true, invitations: 'notify' } as const;
    const { world, verify, scope } = rememberedWorld(db, 'appointments', rules);
    world.exchange.put(
      { subject: 'Board', time: weekly() },
      { uid: 'board', meeting: { role: 'organizer', isCancelled: false, recipients: 2 } },
    );
    await world.settle();
    const [crmId = ''] = world.crm.records.keys();
    world.crm.edit(crmId, { occurrences: { '2026-12-14': DELETED } });
    await world.settle();
    expect(await world.memory.store.findLinksByCrmIds((await scope()).id, [crmId])).toMatchObject([{ pending: true }]);
    world.pass(20 * 86_400_000);
    expect((await verify()).found).toEqual([]);
  });

  test('has none where Exchange put a day back to its series that the CRM deletes for itself', async () => {
    const { world, verify } = rememberedWorld(db, 'appointments', { invitations: 'never' });
    const item = world.exchange.put(
      { subject: 'Board', time: weekly(), occurrences: { '2026-12-14': changed({ subject: 'Budget' }) } },
      { uid: 'board', meeting: { role: 'organizer', isCancelled: false, recipients: 2 } },
    );
    await world.settle();
    world.rules = { ...world.rules, updateExchangeToCrm: false };
    await world.settle();
    const [crmId = ''] = world.crm.records.keys();
    world.exchange.edit(item.id, { occurrences: null });
    await world.settle();
    world.crm.edit(crmId, { occurrences: { '2026-12-14': DELETED } });
    await world.settle();
    expect((await verify()).found).toEqual([]);
  });

  test('whose rules have just changed has none: the next run compares everything anyway', async () => {
    const { world, verify } = await healthy();
    world.rules = { ...world.rules, exchangeCategories: ['CRM'] };
    expect((await verify()).found).toEqual([]);
  });

  test('is told as it is when nothing was ever synchronised', async () => {
    const { world, verify } = rememberedWorld(db);
    world.crm.put(person('Anna'));
    expect((await verify()).found).toEqual([]);
  });
});

describe('a damaged memory', () => {
  test('a change that no feed told: `missedChange`, with the fields; the next run carries it after the repair', async () => {
    const remembered = await healthy();
    const { world, anna } = remembered;
    const record = world.crm.records.get(anna.crmId);
    if (record === undefined) throw new Error('no record');
    // Behind the back of the change feed.
    world.crm.records.set(record.id, { ...record, version: '99', fields: { ...record.fields, jobTitle: 'Capa' } });
    const { found } = await remembered.verify();
    expect(said(found)).toEqual(['missedChange lookAgain']);
    expect(found[0]).toMatchObject({ crmId: anna.crmId, label: 'Anna Rossi', fields: ['jobTitle'] });
    expect(await mended(remembered)).toEqual([]);
    expect(world.exchange.items.get(anna.exchangeId)?.fields['jobTitle']).toBe('Capa');
  });

  test('a base that nobody agreed on: `differs`', async () => {
    const remembered = await healthy();
    await db.query(
      `UPDATE raccordo.link SET base_crm = base_crm || '{"nickname": "x"}'::jsonb WHERE scope_id = $1 AND crm_id = $2`,
      [(await remembered.scope()).id, remembered.anna.crmId],
    );
    const { found } = await remembered.verify();
    expect(said(found)).toEqual(['differs lookAgain']);
    expect(found[0]?.fields).toEqual(['nickname']);
    expect(await mended(remembered)).toEqual([]);
  });

  test('items that are gone without a word: `itemMissing` and `recordMissing`', async () => {
    const remembered = await healthy();
    const { world, anna } = remembered;
    world.exchange.items.delete(anna.exchangeId);
    expect(said((await remembered.verify()).found)).toEqual(['itemMissing lookAgain']);
    expect(await mended(remembered)).toEqual([]);
    expect(await remembered.world.memory.store.countLinks((await remembered.scope()).id)).toMatchObject({ DET_C: 1 });

    const other = await healthy();
    other.world.crm.records.delete(other.anna.crmId);
    expect(said((await other.verify()).found)).toEqual(['recordMissing lookAgain']);
    expect(await mended(other)).toEqual([]);
  });

  test('a private item that the memory has lost has no name in the finding', async () => {
    const remembered = await healthy();
    remembered.world.exchange.put(person('Carla', { sensitivity: 'private' }));
    await remembered.world.settle();
    await db.query(`DELETE FROM raccordo.unlinked WHERE scope_id = $1`, [(await remembered.scope()).id]);
    expect((await remembered.verify()).found).toMatchObject([{ kind: 'unknownItem', label: null }]);
  });

  test('items that the memory has lost: `unknownItem` and `unknownRecord`', async () => {
    const remembered = await healthy();
    const { id } = await remembered.scope();
    await db.query(`DELETE FROM raccordo.link WHERE scope_id = $1 AND crm_id = $2`, [id, remembered.anna.crmId]);
    const { found } = await remembered.verify();
    expect(said(found)).toEqual(['unknownRecord lookAgain', 'unknownItem lookAgain']);
    expect(found.map(({ label }) => label)).toEqual(['Anna Rossi', 'Anna Rossi']);
    expect(await mended(remembered)).toEqual([]);
    expect(await remembered.world.memory.store.countLinks(id)).toMatchObject({ LINKED: 2 });
    expect(remembered.world.exchange.inFolder('synchronised')).toHaveLength(2);
  });

  test('an item without its stamp: `wrongStamp`, and the memory learns what is there', async () => {
    const remembered = await healthy();
    const { world, anna } = remembered;
    const item = world.exchange.items.get(anna.exchangeId);
    if (item !== undefined) item.stamp = null;
    expect(said((await remembered.verify()).found)).toEqual(['wrongStamp relink']);
    expect(await mended(remembered)).toEqual([]);
    const [link] = await world.memory.store.findLinksByCrmIds((await remembered.scope()).id, [anna.crmId]);
    expect(link?.stamped).toBe(false);
  });

  test('an item under another id: `linkMoved`; the link follows it, and nothing is deleted or doubled', async () => {
    const remembered = await healthy();
    const { world, anna } = remembered;
    const item = world.exchange.items.get(anna.exchangeId);
    if (item === undefined) throw new Error('no item');
    world.exchange.items.delete(item.id);
    world.exchange.items.set('E-moved', { ...item, id: 'E-moved' });
    const { report, found } = await remembered.verify();
    expect(said(found)).toEqual(['linkMoved relink']);
    expect(found[0]?.details).toEqual({ movedTo: 'E-moved' });
    expect(await remembered.repair(report.runId ?? '')).toEqual({ relinked: 1, hinted: 2 });
    const { id } = await remembered.scope();
    const [link] = await world.memory.store.findLinksByCrmIds(id, [anna.crmId]);
    expect(link?.exchangeId).toBe('E-moved');
    // A repair that is asked for twice finds nothing left to mend.
    expect(await remembered.repair(report.runId ?? '')).toEqual({ relinked: 0, hinted: 2 });
    await world.settle();
    expect((await remembered.verify()).found).toEqual([]);
    expect([world.crm.records.size, world.exchange.items.size]).toEqual([2, 2]);
  });

  test('an item that may be one of several is not taken for the right one: the next run knows that it guesses', async () => {
    const remembered = await healthy();
    const { world, anna } = remembered;
    const item = world.exchange.items.get(anna.exchangeId);
    if (item === undefined) throw new Error('no item');
    world.exchange.items.delete(item.id);
    for (const id of ['E-one', 'E-other']) world.exchange.items.set(id, { ...item, id });
    const { report, found } = await remembered.verify();
    expect(said(found)).toContain('linkMoved lookAgain');
    await remembered.repair(report.runId ?? '');
    await world.settle();
    const { id } = await remembered.scope();
    const [link] = await world.memory.store.findLinksByCrmIds(id, [anna.crmId]);
    expect(link).toMatchObject({ ambiguous: true, exchangeId: 'E-one' });
  });

  test('a second item with one stamp that is no known copy: `duplicate`', async () => {
    const remembered = await healthy();
    const { world, anna } = remembered;
    const item = world.exchange.items.get(anna.exchangeId);
    if (item === undefined) throw new Error('no item');
    world.exchange.items.set('E-twin', { ...item, id: 'E-twin' });
    const { found } = await remembered.verify();
    expect(said(found)).toEqual(['duplicate lookAgain']);
    expect(found[0]).toMatchObject({ exchangeId: 'E-twin', crmId: anna.crmId, details: { linkedItem: item.id } });
    expect(await mended(remembered)).toEqual([]);
  });

  test('a copy that a person made is known as one, and is no finding', async () => {
    const { world, verify, anna } = await healthy();
    world.exchange.copy(anna.exchangeId);
    await world.settle();
    expect((await verify()).found).toEqual([]);
  });

  test('two live links of one record: `duplicate` that only a person can sort out', async () => {
    const remembered = await healthy();
    const { world, anna } = remembered;
    const bruno = [...world.crm.records.keys()].find((id) => id !== anna.crmId) ?? '';
    const relink = (from: string, to: string) =>
      db.query(
        'UPDATE raccordo.link SET crm_id = $1 WHERE crm_id = $2 AND stamp = (SELECT max(stamp) FROM raccordo.link WHERE scope_id = $3 AND crm_id = $2)',
        [to, from, scopeId],
      );
    const { id: scopeId } = await remembered.scope();
    await db.query('DROP INDEX raccordo.link_crm_once');
    await relink(bruno, anna.crmId);
    const { found } = await remembered.verify();
    expect(found.find(({ kind }) => kind === 'duplicate')).toMatchObject({
      crmId: anna.crmId,
      repair: 'none',
      details: { links: 2 },
    });
    expect(said(found)).toContain('unknownRecord lookAgain');
    await relink(anna.crmId, bruno);
    await db.query(`CREATE UNIQUE INDEX link_crm_once ON raccordo.link (scope_id, crm_id) WHERE state <> 'CLOSED'`);
  });

  test('an unlinked item of the memory that nobody has any more', async () => {
    const remembered = rememberedWorld(db);
    const { world } = remembered;
    world.crm.put(person('Anna', { email1: null, displayName: 'Anna R.' }));
    const item = world.exchange.put({ name: { givenName: 'Anna', surname: 'Rossi' }, companyName: 'Altra' });
    await world.settle();
    world.exchange.items.delete(item.id);
    expect(said((await remembered.verify()).found)).toEqual(['itemMissing lookAgain']);
    expect(await mended(remembered)).toEqual([]);
  });

  test('what waits in the memory to be looked at is no drift', async () => {
    const { world, verify, anna, scope } = await healthy();
    world.exchange.items.delete(anna.exchangeId);
    const { store } = world.memory;
    const lease = (await store.acquireLease((await scope()).id, 'test', 60))!;
    await store.addHints(lease, [{ side: 'exchange', itemId: anna.exchangeId }]);
    await store.releaseLease(lease);
    expect((await verify()).found).toEqual([]);
  });
});

describe('a verification', () => {
  test('compares appointments too, those that sleep outside the window included', async () => {
    const remembered = rememberedWorld(db, 'appointments');
    const { world } = remembered;
    world.crm.put(appointment('Visita', 3));
    world.exchange.put(appointment('Fiera', 5));
    await world.settle();
    world.from = { kind: 'date', date: '2026-12-04' };
    await world.settle();
    const { report, found } = await remembered.verify();
    expect(found).toEqual([]);
    expect(report.counts.unchanged).toBe(2);
  });

  test('that a side refuses fails like any other run, and leaves no findings', async () => {
    const remembered = await healthy();
    const { world, findings } = remembered;
    const list = world.exchange.listChanges;
    world.exchange.listChanges = async () => {
      throw Object.assign(new Error('x'), { name: 'x' });
    };
    const { report } = await remembered.verify();
    expect(report.outcome).toBe('failed');
    expect(await findings.head(report.runId ?? '')).toBeNull();
    world.exchange.listChanges = list;
  });

  test('does not need more memory for more items: it asks page by page', async () => {
    const remembered = rememberedWorld(db);
    const { world } = remembered;
    world.chunkSize = 3;
    for (let number = 0; number < 20; number += 1) world.crm.put(person(`P${number}`));
    await world.settle();
    world.exchange.calls.clear();
    const read = world.exchange.read;
    const sizes: number[] = [];
    world.exchange.read = (type, ids) => {
      sizes.push(ids.length);
      return read(type, ids);
    };
    expect((await remembered.verify()).found).toEqual([]);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(6);
  });
});
