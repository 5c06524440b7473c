import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Migration } from './migrate.ts';
import { migrate, readMigrations } from './migrate.ts';
import type { Database } from './port.ts';
import { ENGINES } from './testing/engines.ts';

const first: Migration = { number: 1, name: 'first', sql: 'CREATE TABLE a (n integer); INSERT INTO a VALUES (1);' };
const second: Migration = { number: 2, name: 'second', sql: 'CREATE TABLE b (n integer);' };

describe.each(ENGINES)('%s', (_name, open) => {
  let db: Database;
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(() => db.script('DROP SCHEMA IF EXISTS meta, raccordo, crm CASCADE; DROP TABLE IF EXISTS a, b;'));
  afterAll(() => db.close());

  describe('migrations', () => {
    test('of this program apply once, in order, to an empty database', async () => {
      const all = await readMigrations(new URL('./migrations/', import.meta.url));
      expect(await migrate(db)).toEqual(all.map((migration) => migration.number));
      expect(await migrate(db)).toEqual([]);
    });

    test('of two programs that start together apply once', async () => {
      const both = await Promise.all([migrate(db, [first, second]), migrate(db, [first, second])]);
      expect(both.flat().sort()).toEqual([1, 2]);
    });

    test('go on where an older program stopped, and keep its data', async () => {
      await migrate(db, [first]);
      expect(await migrate(db, [first, second])).toEqual([2]);
      expect(await db.query('SELECT n FROM a')).toEqual([{ n: 1 }]);
    });

    test('a newer schema is refused by an older program, before it touches anything', async () => {
      await migrate(db, [first, second]);
      await expect(migrate(db, [first])).rejects.toMatchObject({
        code: 'schema_too_new',
        disposition: 'halt',
        details: { schema: 2, known: 1 },
      });
    });

    test('one that was changed after it was applied is refused', async () => {
      await migrate(db, [first]);
      const changed = { ...first, sql: `${first.sql} -- improved` };
      await expect(migrate(db, [changed])).rejects.toMatchObject({ code: 'migration_changed' });
    });

    test('one that fails leaves nothing behind and can be tried again', async () => {
      const broken = { ...second, sql: 'CREATE TABLE b (n integer); SELECT 1 / 0;' };
      await expect(migrate(db, [first, broken])).rejects.toMatchObject({ code: 'sql_failed' });
      expect(await migrate(db, [first, second])).toEqual([2]);
    });
  });
});
