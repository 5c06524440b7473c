import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate } from '../database/index.ts';
import { ENGINES } from '../database/testing/engines.ts';
import type { GuardOptions, InstallationGuard } from './guard.ts';
import { openInstallationGuard } from './guard.ts';
import { MARK_FILE, readMark } from './mark.ts';

const UNCONFIRMED = { code: 'installation_unconfirmed', disposition: 'halt' };

describe.each(ENGINES)('the mark and its database, %s', (engine, open) => {
  const onServer = engine === 'on a server';
  let db: Database;
  let directory: string;
  let failures: unknown[];

  beforeAll(async () => {
    db = await open();
    await migrate(db);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'raccordo-mark-'));
    failures = [];
    await db.script('DELETE FROM raccordo.scope; DELETE FROM raccordo.installation;');
    await db.query(`INSERT INTO raccordo.installation (stamp_key) VALUES (decode(repeat('07', 32), 'hex'))`);
    await db.query(
      `INSERT INTO raccordo.scope (account_id, item_type, crm_user_id, mailbox_key) VALUES ('a', 'contacts', 'u', 'm')`,
    );
  });
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  /** A process that starts. */
  function start(change: Partial<GuardOptions> = {}): Promise<InstallationGuard> {
    return openInstallationGuard(db, {
      directory,
      place: { directory, cards: [] },
      onServer,
      onMarkError: (error) => void failures.push(error),
      ...change,
    });
  }

  interface Backup {
    readonly generation: string;
    readonly timeline: string;
  }

  async function backUp(): Promise<Backup> {
    const [row] = await db.query<Backup>('SELECT generation, timeline FROM raccordo.installation');
    if (row === undefined) throw new Error('no installation');
    return row;
  }

  async function restore({ generation, timeline }: Backup): Promise<void> {
    await db.query(
      `UPDATE raccordo.installation SET generation = $1, timeline = $2, former_timelines = '{}', doubt = NULL`,
      [generation, timeline],
    );
  }

  it('agree from start to start, however the process ended', async () => {
    for (let round = 0; round < 3; round += 1) {
      const guard = await start();
      expect(guard.doubt()).toBeNull();
      await guard.assertConfirmed();
      await Promise.all([guard.advance(), guard.advance(), guard.advance()]);
    }
    const mark = await readMark(directory);
    expect(String(mark?.generation)).toBe((await backUp()).generation);
    expect(failures).toEqual([]);
  });

  it('agree after a kill between the two: the database goes first', async () => {
    const guard = await start();
    await guard.advance();
    const before = await readFile(join(directory, MARK_FILE));
    await guard.advance();
    // In its place, as if the newer one had never been written: the file stays the same one.
    await writeFile(join(directory, MARK_FILE), before);
    await writeFile(join(directory, `${MARK_FILE}.new`), '{"installa');
    expect((await start()).doubt()).toBeNull();
  });

  it('a disk that is full stops nothing, and is no reason for doubt afterwards', async () => {
    const guard = await start();
    await guard.advance();
    await rm(join(directory, `${MARK_FILE}.new`), { force: true });
    await mkdir(join(directory, `${MARK_FILE}.new`));
    await guard.advance();
    await guard.assertConfirmed();
    expect(failures.length).toBeGreaterThan(0);
    await rm(join(directory, `${MARK_FILE}.new`), { recursive: true });
    expect((await start()).doubt()).toBeNull();
  });

  it('a first start whose mark cannot be written leaves no trace of one', async () => {
    await mkdir(join(directory, `${MARK_FILE}.new`));
    expect((await start()).doubt()).toBeNull();
    await rm(join(directory, `${MARK_FILE}.new`), { recursive: true });
    expect((await start()).doubt()).toBeNull();
  });

  it('a database from a backup is noticed, even one of a moment ago, and by who was told by others', async () => {
    const guard = await start();
    await guard.advance();
    const backup = await backUp();
    await guard.advance();
    await restore(backup);
    const next = await start();
    expect(next.doubt()).toBe('restored');
    await expect(next.assertConfirmed()).rejects.toMatchObject({ ...UNCONFIRMED, details: { reason: 'restored' } });
    await expect(next.advance()).rejects.toMatchObject(UNCONFIRMED);
    const elsewhere = await mkdtemp(join(tmpdir(), 'raccordo-mark-'));
    const other = await start({ directory: elsewhere, place: { directory: elsewhere, cards: [] } });
    expect(other.doubt()).toBe('restored');

    await next.confirm();
    await next.advance();
    // Another process hears it, without a word of its own administrator.
    await other.assertConfirmed();
    await other.advance();
    for (const one of [next, other]) expect(one.doubt()).toBeNull();
    expect((await start()).doubt()).toBeNull();
    await rm(elsewhere, { recursive: true });
  });

  it('a database that goes back under a running process is noticed at its next run, and at its next write', async () => {
    for (const ask of ['assertConfirmed', 'advance'] as const) {
      const guard = await start();
      let told = 0;
      guard.onChange(() => void (told += 1));
      const backup = await backUp();
      await guard.advance();
      await guard.advance();
      await restore(backup);
      await expect(guard[ask]()).rejects.toMatchObject({ details: { reason: 'restored' } });
      expect([guard.doubt(), told]).toEqual(['restored', 1]);
      await guard.confirm();
      expect([guard.doubt(), told]).toEqual([null, 2]);
    }
  });

  it('a backup from before a confirmation is noticed', async () => {
    const guard = await start();
    const backup = await backUp();
    await guard.advance();
    await restore(backup);
    const next = await start();
    await next.confirm();
    await restore({ ...backup, generation: '1000' });
    expect((await start()).doubt()).toBe('restored');
  });

  it('a confirmation that died before its mark counts', async () => {
    const guard = await start();
    const before = await readFile(join(directory, MARK_FILE));
    await guard.confirm();
    await writeFile(join(directory, MARK_FILE), before);
    expect((await start()).doubt()).toBeNull();
  });

  it('a data directory that was unpacked from a backup is noticed, and one that was renamed is not', async () => {
    const guard = await start();
    await guard.advance();
    const { born } = (await readMark(directory)) ?? {};
    const moved = `${directory}-moved`;
    await rename(directory, moved);
    const place = { directory: moved, cards: [] };
    expect((await start({ directory: moved, place })).doubt()).toBe(born === null ? 'copied' : null);
    await mkdir(directory);
    // Within the exactness of some file systems it could be the same file.
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await copyFile(join(moved, MARK_FILE), join(directory, MARK_FILE));
    expect((await start()).doubt()).toBe(born === null ? null : 'copied');
    await rm(moved, { recursive: true });
  });

  it('a clone of the whole machine is noticed by its network card', async () => {
    const cards = ['02:00:00:00:00:01'];
    await start({ place: { directory, cards } });
    expect((await start({ place: { directory, cards } })).doubt()).toBeNull();
    expect((await start({ place: { directory, cards: ['02:00:00:00:00:02'] } })).doubt()).toBe('copied');
  });

  it.runIf(onServer)(
    'a copy of the database on another server is noticed without a mark, a further directory is not',
    async () => {
      await start();
      const further = await mkdtemp(join(tmpdir(), 'raccordo-mark-'));
      const place = { directory: further, cards: [] };
      expect((await start({ directory: further, place })).doubt()).toBeNull();
      await rm(join(further, MARK_FILE));
      await db.query(`UPDATE raccordo.installation SET home = 'where it was dumped'`);
      expect((await start({ directory: further, place })).doubt()).toBe('copied');
      await rm(further, { recursive: true });
    },
  );

  it('a mark that is gone or nonsense is none', async () => {
    await start();
    await writeFile(join(directory, MARK_FILE), 'x');
    // On a server it looks like a further data directory of the same database.
    expect((await start()).doubt()).toBe(onServer ? null : 'copied');
  });
});
