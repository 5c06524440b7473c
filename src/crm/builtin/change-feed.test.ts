import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CRM_WENT_BACK } from '../port.ts';
import type { TestCrm } from '../testing/open-test-crm.ts';
import { openTestCrm } from '../testing/open-test-crm.ts';
import { asUser, OPERATOR } from './actor.ts';
import { listChanges } from './change-feed.ts';
import { lockForWriting } from './record-rows.ts';

let world: TestCrm;
beforeAll(async () => {
  world = await openTestCrm();
});
afterAll(() => world.db.close());

async function newContact(ownerId: string): Promise<string> {
  const result = await world.crm.contacts.create(OPERATOR, { fields: { displayName: 'Ada' }, ownerId });
  if (result.kind !== 'done') throw new Error(result.kind);
  return result.record.id;
}

const edit = (id: string, change: object) =>
  world.crm.contacts.update(OPERATOR, { id, expectedVersion: null, ...change });

describe('The change feed skips nothing', () => {
  it('a transaction owns the clock of the feed from its first change to its end, so a slow one holds up those behind it', async () => {
    const id = await newContact((await world.user('anna')).id);
    const ownedBy = 'SELECT (xmin::text = (pg_current_xact_id()::xid)::text) AS ours FROM crm.feed';
    await world.db.transaction(async (tx) => {
      expect((await tx.query<{ ours: boolean }>(ownedBy))[0]?.ours).toBe(false);
      await tx.query('UPDATE crm.records SET version = version + 1 WHERE id = $1', [id]);
      // The row's current version is ours and uncommitted: any other writer waits for it, and so cannot be numbered.
      expect((await tx.query<{ ours: boolean }>(ownedBy))[0]?.ours).toBe(true);
    });
  });

  it('a writer takes that lock before it touches a record', async () => {
    await world.db.transaction(async (tx) => {
      await lockForWriting(tx);
      const rows = await tx.query<{ locked: boolean }>(
        'SELECT (xmax::text = (pg_current_xact_id()::xid)::text) AS locked FROM crm.feed',
      );
      expect(rows[0]?.locked).toBe(true);
    });
  });

  it('positions of a transaction that failed are used again, and nothing after it is lost', async () => {
    const user = await world.user('anna');
    const { cursor } = await listChanges(world.db, asUser(user.id), 'contacts', null);
    const failed = world.db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO crm.records (id, item_type, fields, owner_id, sort_key, search_text) VALUES ('x', 'contacts', '{}', $1, '', '')`,
        [user.id],
      );
      throw new Error('after the change');
    });
    await expect(failed).rejects.toThrow('after the change');
    const id = await newContact(user.id);
    const page = await listChanges(world.db, asUser(user.id), 'contacts', cursor);
    expect(page.upserts.map((upsert) => upsert.id)).toEqual([id]);
  });

  it('a change that bypasses the CRM, written in SQL, is in the feed all the same', async () => {
    const user = await world.user('anna');
    const id = await newContact(user.id);
    const { cursor } = await listChanges(world.db, asUser(user.id), 'contacts', null);
    await world.db.query('DELETE FROM crm.records WHERE id = $1', [id]);
    expect((await listChanges(world.db, asUser(user.id), 'contacts', cursor)).deletes).toEqual([id]);
  });

  it('the log holds one entry for a record, however often it changes, and one more for each who lost sight of it', async () => {
    const [anna, bruno] = [await world.user('anna'), await world.user('bruno')];
    const id = await newContact(anna.id);
    for (let index = 0; index < 20; index += 1) await edit(id, { changes: { jobTitle: `Titolo ${index}` } });
    const entries = async () =>
      Number(
        (
          await world.db.query<{ n: string }>('SELECT count(*)::text AS n FROM crm.changes WHERE record_id = $1', [id])
        )[0]?.n,
      );
    expect(await entries()).toBe(1);
    await edit(id, { ownerId: bruno.id });
    for (let index = 0; index < 20; index += 1) await edit(id, { changes: { jobTitle: `Titolo ${index}` } });
    expect(await entries()).toBe(2);
  });

  it('a database that was restored from an older copy, or is another one, asks for a resynchronisation', async () => {
    const user = await world.user('anna');
    await newContact(user.id);
    const { cursor } = await listChanges(world.db, asUser(user.id), 'contacts', null);
    const restored = world.db.transaction(async (tx) => {
      await tx.query('UPDATE crm.feed SET position = position - 1');
      await expect(listChanges(tx, asUser(user.id), 'contacts', cursor)).rejects.toMatchObject({
        code: CRM_WENT_BACK,
        disposition: 'resync',
      });
      await tx.query(`UPDATE crm.feed SET position = position + 1, feed_id = 'another'`);
      await expect(listChanges(tx, asUser(user.id), 'contacts', cursor)).rejects.toMatchObject({
        disposition: 'resync',
      });
      throw new Error('back to the truth');
    });
    await expect(restored).rejects.toThrow('back to the truth');
  });

  it('I8: whoever follows it page by page knows the whole truth at the end, whatever happens between the pages', async () => {
    const [anna, bruno] = [await world.user('anna'), await world.user('bruno')];
    const act = fc.record({
      kind: fc.constantFrom('make', 'make', 'edit', 'remove', 'give', 'share', 'unshare', 'look', 'look'),
      which: fc.nat(20),
      who: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (acts) => {
        const ids = [await newContact(anna.id), await newContact(anna.id), await newContact(anna.id)];
        const known = new Map<string, string>();
        let cursor: string | null = null;
        const side = await world.crm.sideFor(anna.id);
        const look = async (): Promise<boolean> => {
          const page = await listChanges(world.db, asUser(anna.id), 'contacts', cursor, 2);
          cursor = page.cursor;
          const hinted = [...page.upserts.map((upsert) => upsert.id), ...page.deletes];
          const reads = await side.read('contacts', hinted);
          for (const [index, id] of hinted.entries()) {
            const read = reads[index];
            if (read?.kind === 'found') known.set(id, read.record.version);
            else known.delete(id);
          }
          return page.more;
        };
        await look();
        for (const { kind, which, who } of acts) {
          const id = ids[which % Math.max(ids.length, 1)] ?? '';
          const person = who ? anna.id : bruno.id;
          if (kind === 'look') await look();
          else if (kind === 'make') ids.push(await newContact(person));
          else if (kind === 'edit') await edit(id, { changes: { jobTitle: `${which}` } });
          else if (kind === 'remove') await world.crm.contacts.delete(OPERATOR, { id, expectedVersion: null });
          else if (kind === 'give') await edit(id, { ownerId: person });
          else await edit(id, { shared: kind === 'share' });
        }
        while (await look());
        const truth = new Map<string, string>();
        const { records } = await world.crm.contacts.list(asUser(anna.id), { limit: 500 });
        for (const record of records) truth.set(record.id, record.version);
        expect(known).toEqual(truth);
        for (const record of records)
          await world.crm.contacts.delete(OPERATOR, { id: record.id, expectedVersion: null });
      }),
      { numRuns: 25 },
    );
  });
});
