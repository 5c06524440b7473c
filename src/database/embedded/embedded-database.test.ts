import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openEmbeddedDatabase, readLock } from '../index.ts';
import { startChild } from '../testing/child-process.ts';
import { openDurably } from './open-durably.mjs';
import { WorkerConnection } from './worker-connection.ts';

let scratch: string;
let directory: string;
let count = 0;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'raccordo-database-'));
  await (await openEmbeddedDatabase(join(scratch, 'template'))).close();
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
/** Making a cluster takes seconds, copying one does not. */
beforeEach(() => {
  count += 1;
  directory = join(scratch, String(count));
  cpSync(join(scratch, 'template'), directory, { recursive: true });
});

describe('the embedded database', () => {
  test('keeps its rows from one start to the next, and gives the directory back', async () => {
    const first = await openEmbeddedDatabase(directory);
    await first.script('CREATE TABLE kept (n integer)');
    await first.query('INSERT INTO kept VALUES (1), (2)');
    first.publish({ port: 8080 });
    expect(readLock(directory)).toEqual({ pid: process.pid, details: { port: 8080 } });
    await first.close();
    expect(readLock(directory)).toBeNull();

    const second = await openEmbeddedDatabase(directory);
    expect(await second.query('SELECT n FROM kept ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }]);
    await second.close();
  });

  test('closes what it creates to everybody else', () => {
    const made = join(scratch, 'template');
    for (const path of [made, join(made, 'postgres'), join(made, 'lock')]) {
      expect(statSync(path).mode & 0o777).toBe(0o700);
    }
  });

  test('does not stop the event loop while a statement runs', async () => {
    const db = await openEmbeddedDatabase(directory);
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 5);
    await db.query('SELECT count(*) FROM generate_series(1, 3000000)');
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(10);
    await db.close();
  });

  test('maintenance clears dead rows, which nobody else does', async () => {
    const db = await openEmbeddedDatabase(directory, { maintenanceMs: 0 });
    await db.script('CREATE TABLE busy AS SELECT n, 0 AS touched FROM generate_series(1, 5000) AS n');
    for (let round = 0; round < 3; round += 1) await db.query('UPDATE busy SET touched = touched + 1');
    await db.query('SELECT pg_stat_force_next_flush()');
    const dead = async (): Promise<string | undefined> =>
      (await db.query<{ dead: string }>(`SELECT n_dead_tup AS dead FROM pg_stat_user_tables WHERE relname = 'busy'`))[0]
        ?.dead;
    expect(Number(await dead())).toBeGreaterThan(10_000);
    await db.maintain();
    expect(Number(await dead())).toBe(0);
    await db.close();
  });

  test('an engine that does not reach the disk is refused', async () => {
    expect(await openDurably(join(directory, 'postgres'), PGlite.defaultStartParams)).toBeNull();
  });

  test('a directory that is lost while its database is opened ends every call', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const opening = openEmbeddedDatabase(directory, { maintenanceMs: 0 });
    // What a takeover leaves behind: a lock with a higher number.
    writeFileSync(join(directory, 'lock', '00000099.json'), '{}');
    vi.advanceTimersByTime(60_000);
    vi.useRealTimers();
    const db = await opening;
    await expect(db.query('SELECT 1')).rejects.toMatchObject({ code: 'database_lock_lost' });
    await db.close();
  });

  test('files of another PostgreSQL are refused, and named', async () => {
    const db = await openEmbeddedDatabase(directory);
    await db.close();
    writeFileSync(join(directory, 'postgres', 'PG_VERSION'), '15\n');
    await expect(openEmbeddedDatabase(directory)).rejects.toMatchObject({
      code: 'database_version_unsupported',
      details: { version: '15' },
    });
    expect(readLock(directory)).toBeNull();
  });

  test('damaged files give a typed error in bounded time and leave no lock', async () => {
    const db = await openEmbeddedDatabase(directory);
    await db.close();
    writeFileSync(join(directory, 'postgres', 'global', 'pg_control'), 'not a control file');
    await expect(openEmbeddedDatabase(directory)).rejects.toMatchObject({
      code: 'database_failed',
      disposition: 'halt',
    });
    expect(readLock(directory)).toBeNull();
  });

  test('a thread that dies fails who waits and who comes later, and nobody hangs', async () => {
    const connection = await WorkerConnection.open(join(directory, 'postgres'));
    const waiting = connection.run('SELECT count(*) FROM generate_series(1, 100000000)', [], 60_000);
    await Promise.all([
      expect(waiting).rejects.toMatchObject({ code: 'database_failed' }),
      connection['worker'].terminate(),
    ]);
    await expect(connection.run('SELECT 1', [], 60_000)).rejects.toMatchObject({ code: 'database_failed' });
    await connection.close();
  });

  test('an engine that does not answer in time counts as dead', async () => {
    const connection = await WorkerConnection.open(join(directory, 'postgres'));
    const slow = connection.run('SELECT count(*) FROM generate_series(1, 100000000)', [], 100);
    await expect(slow).rejects.toMatchObject({ code: 'database_unresponsive', details: { deadlineMs: 100 } });
    await connection.close();
  });
});

describe('kill -9', () => {
  test('keeps every acknowledged transaction whole, and the next process takes the directory over', {
    timeout: 180_000,
  }, async () => {
    let acknowledged = 0;
    for (let round = 0; round < 3; round += 1) {
      const child = startChild(new URL('../testing/write-until-killed.ts', import.meta.url), [directory]);
      await child.waitForLine((line) => line === 'ready');
      await child.waitForLine((line) => line.startsWith('acknowledged'));
      await expect(openEmbeddedDatabase(directory)).rejects.toMatchObject({
        code: 'database_locked',
        details: { pid: child.pid, port: 4711 },
      });
      await sleep(150 + 200 * Math.random());
      await child.kill();
      expect(readLock(directory)).toBeNull();
      const last = child.lines.findLast((line) => line.startsWith('acknowledged')) ?? '';
      expect(Number(last.split(' ')[1])).toBeGreaterThan(acknowledged);
      acknowledged = Number(last.split(' ')[1]);

      const db = await openEmbeddedDatabase(directory);
      const [found] = await db.query<{ debits: number; credits: number; holes: number }>(`
        SELECT (SELECT count(*)::integer FROM debit) AS debits, (SELECT count(*)::integer FROM credit) AS credits,
          (SELECT count(*)::integer FROM debit FULL JOIN credit USING (n) WHERE debit.n IS NULL OR credit.n IS NULL) AS holes`);
      await db.close();
      // The last commit may have reached the disk without its acknowledgement reaching us.
      expect([acknowledged, acknowledged + 1]).toContain(found?.debits);
      expect(found).toEqual({ debits: found?.debits, credits: found?.debits, holes: 0 });
    }
  });
});
