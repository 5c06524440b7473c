import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database, Queryable } from '../index.ts';
import { isUniqueViolation } from '../index.ts';

/** What a database has to do, whichever engine answers. */
export function describeDatabase(name: string, open: () => Promise<Database>): void {
  describe(`the database (${name})`, () => {
    let db: Database;
    beforeAll(async () => {
      db = await open();
      await db.script('CREATE TABLE item (n integer CONSTRAINT item_once UNIQUE)');
    });
    beforeEach(() => db.script('TRUNCATE item'));
    afterAll(() => db.close());

    const count = async (): Promise<number> => (await db.query('SELECT n FROM item')).length;

    describe('values', () => {
      test('arrive as the port promises', async () => {
        const [row] = await db.query(
          `SELECT 9007199254740993::bigint AS big, '{"a":[1,null]}'::jsonb AS parsed, 1.50::numeric AS exact, true AS yes,
         timestamptz '2026-03-01 09:00:00.25+01' AS instant, date '2026-03-01' AS day, 7 AS small,
         ARRAY['a', NULL]::text[] AS texts, ARRAY[timestamptz '2026-03-01 00:00:00Z'] AS instants`,
        );
        expect(row).toEqual({
          big: '9007199254740993',
          parsed: { a: [1, null] },
          exact: '1.50',
          yes: true,
          instant: '2026-03-01T08:00:00.25Z',
          day: '2026-03-01',
          small: 7,
          texts: ['a', null],
          instants: ['2026-03-01T00:00:00Z'],
        });
      });

      test('of people do not get into the message of an error', async () => {
        await db.script('CREATE TABLE person (name text CONSTRAINT person_once UNIQUE)');
        await db.query('INSERT INTO person VALUES ($1)', ['Zoë Secretname']);
        const error = await db
          .query('INSERT INTO person VALUES ($1)', ['Zoë Secretname'])
          .catch((thrown: unknown) => thrown);
        expect(isUniqueViolation(error, 'person_once')).toBe(true);
        expect(isUniqueViolation(error, 'another_constraint')).toBe(false);
        expect(JSON.stringify([error, String(error)])).not.toContain('Secretname');
      });
    });

    describe('a transaction', () => {
      test('is undone when its work throws, and the error is the one that was thrown', async () => {
        const reason = new Error('changed my mind');
        const work = db.transaction(async (tx) => {
          await tx.query('INSERT INTO item VALUES (1)');
          throw reason;
        });
        await expect(work).rejects.toBe(reason);
        expect(await count()).toBe(0);
      });

      test('is never reported as committed when a swallowed error spoiled it', async () => {
        await db.query('INSERT INTO item VALUES (1)');
        const work = db.transaction(async (tx) => {
          await tx.query('INSERT INTO item VALUES (2)');
          await tx.query('INSERT INTO item VALUES (1)').catch(() => undefined);
          return 'done';
        });
        await expect(work).rejects.toMatchObject({ code: 'unique_violation' });
        expect(await count()).toBe(1);
      });

      test('refuses the outer database inside instead of waiting for itself for ever', async () => {
        const work = db.transaction(() => db.query('SELECT 1'));
        await expect(work).rejects.toMatchObject({ code: 'nested_transaction', disposition: 'bug' });
        const nested = db.transaction(() => db.transaction(() => Promise.resolve()));
        await expect(nested).rejects.toMatchObject({ code: 'nested_transaction' });
        expect(await count()).toBe(0);
      });

      test('takes statements that are started together', async () => {
        await db.transaction((tx) => Promise.all([1, 2, 3].map((n) => tx.query('INSERT INTO item VALUES ($1)', [n]))));
        expect(await count()).toBe(3);
      });

      test('is over when it is over: its object cannot be used later', async () => {
        let kept: Queryable | undefined;
        await db.transaction(async (tx) => {
          kept = tx;
        });
        await expect(kept?.query('INSERT INTO item VALUES (1)')).rejects.toMatchObject({ code: 'transaction_ended' });
        expect(await count()).toBe(0);
      });
    });

    test('a closed database finishes what was asked before and refuses what comes later', async () => {
      const other = await open();
      const before = other.query('SELECT 1 AS one');
      const closing = other.close();
      const after = other.query('SELECT 1').catch((error: unknown) => error);
      expect(await before).toEqual([{ one: 1 }]);
      await closing;
      expect(await after).toMatchObject({ code: 'database_closed' });
    });
  });
}
