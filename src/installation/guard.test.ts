import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Queryable } from '../database/index.ts';
import { migrate } from '../database/index.ts';
import { ENGINES } from '../database/testing/engines.ts';
import type { GuardOptions, InstallationGuard } from './guard.ts';
import { openInstallationGuard } from './guard.ts';
import { MARK_FILE, readMark } from './mark.ts';
import { holdingBack } from './testing/holding-back.ts';

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
  function start(change: Partial<GuardOptions> = {}, database = db): Promise<InstallationGuard> {
    return openInstallationGuard(database, {
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

  describe('a batch of writes', () => {
    const note = (tx: Queryable) => tx.query(`UPDATE raccordo.scope SET account_id = 'announced'`);
    const noted = async () =>
      (await db.query(`SELECT 1 FROM raccordo.scope WHERE account_id = 'announced'`)).length > 0;

    it('is stored together with its step, and before the mark says so', async () => {
      const guard = await start();
      const before = (await readMark(directory))?.generation ?? 0;
      await guard.announce((step) =>
        db.transaction(async (tx) => {
          await note(tx);
          await step(tx);
          expect((await readMark(directory))?.generation).toBe(before);
        }),
      );
      expect([await noted(), (await readMark(directory))?.generation]).toEqual([true, before + 1]);
    });

    it('that could not be stored moves neither the database nor the mark', async () => {
      const guard = await start();
      const before = await backUp();
      const failing = guard.announce((step) =>
        db.transaction(async (tx) => {
          await step(tx);
          throw new Error('the lease is lost');
        }),
      );
      await expect(failing).rejects.toThrow('the lease is lost');
      expect(await backUp()).toEqual(before);
      await guard.advance();
      expect([guard.doubt(), (await start()).doubt()]).toEqual([null, null]);
    });

    it('is not stored in a database that went back, and every process hears of it', async () => {
      const guard = await start();
      const backup = await backUp();
      await guard.advance();
      await restore(backup);
      const refused = guard.announce((step) =>
        db.transaction(async (tx) => {
          await note(tx);
          await step(tx);
        }),
      );
      await expect(refused).rejects.toMatchObject({ ...UNCONFIRMED, details: { reason: 'restored' } });
      expect([await noted(), guard.doubt()]).toEqual([false, 'restored']);
      expect(await db.query('SELECT doubt FROM raccordo.installation')).toEqual([{ doubt: 'restored' }]);
    });
  });

  describe('after a confirmation', () => {
    /** Restored and confirmed while somebody waits for the answer to such a statement. */
    async function outrun(statement: RegExp, ask: 'assertConfirmed' | 'advance') {
      const slow = holdingBack(db);
      const guard = await start({}, slow.database);
      const backup = await backUp();
      await guard.advance();
      const letGo = slow.holdNext('answer', statement);
      const late = guard[ask]();
      await slow.held();
      await restore(backup);
      await expect(guard.assertConfirmed()).rejects.toMatchObject(UNCONFIRMED);
      await guard.confirm();
      letGo();
      return { guard, late };
    }

    it('an answer from before it stops nothing', async () => {
      const { guard, late } = await outrun(/^SELECT/, 'assertConfirmed');
      await late;
      expect([guard.doubt(), (await start()).doubt()]).toEqual([null, null]);
    });

    it('what was stored before it is not sent, and stops nothing', async () => {
      const { guard, late } = await outrun(/SET generation/, 'advance');
      await expect(late).rejects.toMatchObject({ code: 'lease_lost', disposition: 'retry' });
      await guard.assertConfirmed();
      expect([guard.doubt(), (await start()).doubt()]).toEqual([null, null]);
    });

    it('what was asked while it was in doubt stops nothing', async () => {
      const backup = await backUp();
      await (await start()).advance();
      await restore(backup);
      const slow = holdingBack(db);
      const guard = await start({}, slow.database);
      const letGo = slow.holdNext('answer', /^SELECT/);
      const late = guard.assertConfirmed();
      await slow.held();
      await guard.confirm();
      letGo();
      await late;
      expect([guard.doubt(), (await start()).doubt()]).toEqual([null, null]);
    });

    it('a doubt that another process notes late stops nothing', async () => {
      const slow = holdingBack(db);
      const other = await start({}, slow.database);
      const backup = await backUp();
      await other.advance();
      await restore(backup);
      const letGo = slow.holdNext('question', /SET doubt/);
      const doubting = other.assertConfirmed();
      await slow.held();
      const guard = await start();
      await guard.confirm();
      letGo();
      await expect(doubting).rejects.toMatchObject(UNCONFIRMED);
      for (const one of [guard, other]) {
        await one.assertConfirmed();
        expect(one.doubt()).toBeNull();
      }
    });

    it('whoever had seen a timeline that the backup does not know hears it too', async () => {
      const first = await start();
      const backup = await backUp();
      await first.confirm();
      const other = await start();
      await restore(backup);
      for (const one of [first, other]) await expect(one.assertConfirmed()).rejects.toMatchObject(UNCONFIRMED);
      await first.confirm();
      await other.assertConfirmed();
      expect(other.doubt()).toBeNull();
    });
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

  it('two machines that take turns on one disk are asked about once each', async () => {
    const on = (card: string) => start({ place: { directory, cards: [card] } });
    await on('02:00:00:00:00:01');
    const second = await on('02:00:00:00:00:02');
    expect(second.doubt()).toBe('copied');
    await second.confirm();
    for (const card of ['02:00:00:00:00:01', '02:00:00:00:00:02']) expect((await on(card)).doubt()).toBeNull();
    expect((await on('02:00:00:00:00:03')).doubt()).toBe('copied');
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
