import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseServerAddress, ServerDatabase } from '../index.ts';
import { describeDatabase } from '../testing/database-contract.ts';
import { openOwnServer } from '../testing/engines.ts';
import type { PostgresServer } from '../testing/postgres-server.ts';
import { startPostgres } from '../testing/postgres-server.ts';

describeDatabase('on a server', openOwnServer);

const certificate = (name: string) => fileURLToPath(new URL(`../../../test/fixtures/tls/${name}.pem`, import.meta.url));

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres({
    tls: { certificate: certificate('localhost.cert'), key: certificate('localhost.key') },
  });
});
afterAll(() => server.close());

const openAt = (text: string): Promise<ServerDatabase> => ServerDatabase.open(parseServerAddress(text, {}));

/** Code and reason of what opening meets. */
async function refusalOf(text: string): Promise<unknown> {
  const opened = await openAt(text).catch((error: unknown) => error);
  if (!(opened instanceof ServerDatabase)) return opened;
  await opened.close();
  return 'opened';
}

describe('sessions', () => {
  test('work side by side: a long statement and an open transaction keep nobody waiting', async () => {
    const db = await openAt(server.addressOf(await server.newDatabase()));
    await db.script('CREATE TABLE item (n integer)');
    const asleep = db.query('SELECT pg_sleep(1)');
    let goOn: () => void = () => undefined;
    const mayGoOn = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const open = db.transaction(async (tx) => {
      await tx.query('INSERT INTO item VALUES (1)');
      await mayGoOn;
    });
    expect(await db.query('SELECT n FROM item'), 'not committed yet').toEqual([]);
    goOn();
    await open;
    expect(await db.query('SELECT n FROM item')).toEqual([{ n: 1 }]);
    await asleep;
    await db.close();
  });

  test('are as many as were agreed, and whoever comes later waits', async () => {
    const name = await server.newDatabase();
    const db = await openAt(server.addressOf(name));
    const most = async (): Promise<number> => {
      const [row] = await server.ask<{ count: number }>(
        `SELECT count(*)::integer AS count FROM pg_stat_activity WHERE datname = '${name}'`,
      );
      return row?.count ?? 0;
    };
    const waiting = Array.from({ length: 40 }, () => db.query('SELECT pg_sleep(0.1)'));
    await Promise.race(waiting);
    expect(await most()).toBe(10);
    await Promise.all(waiting);
    await db.close();
    expect(await most()).toBe(0);
  });

  test('have the settings that we rely on, whatever the database has as its own', async () => {
    const name = await server.newDatabase();
    await server.ask(`ALTER DATABASE ${name} SET timezone = 'Europe/Rome'`);
    await server.ask(`ALTER DATABASE ${name} SET synchronous_commit = off`);
    await server.ask(`ALTER DATABASE ${name} SET default_transaction_isolation = 'serializable'`);
    const db = await openAt(server.addressOf(name));
    expect(
      await db.query(
        `SELECT current_setting('TimeZone') AS zone, current_setting('synchronous_commit') AS commits,
           current_setting('transaction_isolation') AS isolation, timestamptz '2026-07-01 12:00:00+02' AS at`,
      ),
    ).toEqual([{ zone: 'UTC', commits: 'on', isolation: 'read committed', at: '2026-07-01T10:00:00Z' }]);
    await db.close();
  });
});

describe('a server that goes away', () => {
  test('fails what is under way as to be tried again, and serves what comes when it is back', async () => {
    const own = await startPostgres();
    const db = await openAt(own.addressOf(await own.newDatabase()));
    await db.script('CREATE TABLE item (n integer)');
    const lost = { code: 'database_unreachable', disposition: 'backoff' };
    const query = db.query('SELECT pg_sleep(30)');
    const transaction = db.transaction(async (tx) => {
      await tx.query('INSERT INTO item VALUES (1)');
      await tx.query('SELECT pg_sleep(30)');
    });
    const outcomes = Promise.allSettled([query, transaction]);
    await expect
      .poll(() => own.ask(`SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%'`))
      .toHaveLength(3);
    await own.stop();
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: lost });

    const later = db.query('SELECT n FROM item');
    await own.start();
    expect(await later, 'waited for the server, and nothing of the lost transaction is there').toEqual([]);
    await own.stop();
    await expect(db.query('SELECT 1')).rejects.toMatchObject(lost);
    await db.close();
    await own.close();
  });

  test('ends single sessions without harm', async () => {
    const name = await server.newDatabase();
    const db = await openAt(server.addressOf(name));
    await db.query('SELECT 1');
    for (let times = 0; times < 3; times += 1) {
      await server.ask(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
      await expect.poll(() => db.query('SELECT 1 AS one').catch(() => null)).toEqual([{ one: 1 }]);
    }
    await db.close();
  });
});

describe('waiting for a lock', () => {
  test('ends with an error that may pass', async () => {
    const name = await server.newDatabase();
    const db = await openAt(server.addressOf(name));
    const holder = await openAt(server.addressOf(name));
    await db.script('CREATE TABLE item (n integer)');
    await holder.transaction(async (held) => {
      await held.query('LOCK TABLE item IN ACCESS EXCLUSIVE MODE');
      const waits = db.transaction(async (tx) => {
        await tx.query(`SET LOCAL lock_timeout = '100ms'`);
        await tx.query('SELECT n FROM item');
      });
      await expect(waits).rejects.toMatchObject({ code: 'database_too_slow', disposition: 'backoff' });
    });
    await db.close();
    await holder.close();
  });
});

describe('opening', () => {
  test('is refused by what is wrong, in words that name the server and never the password', async () => {
    const name = await server.newDatabase();
    const good = server.addressOf(name);
    const wrong = good.replace('raccordo:a', 'raccordo:secret-a');
    const refusals = [
      [server.addressOf('nowhere'), { code: 'database_missing' }],
      [wrong, { code: 'database_sign_in_refused', details: { user: 'raccordo' } }],
      [`postgres://raccordo@127.0.0.1:${server.port}/${name}`, { code: 'database_sign_in_refused' }],
      [
        `postgres://raccordo@127.0.0.1:1/${name}`,
        { code: 'database_unreachable', details: { reason: 'ECONNREFUSED' } },
      ],
      [`postgres://raccordo@nowhere.invalid/${name}`, { code: 'database_unreachable' }],
    ] as const;
    for (const [text, expected] of refusals) {
      const refusal = await refusalOf(text);
      expect(refusal).toMatchObject(expected);
      expect(JSON.stringify([refusal, String(refusal)])).not.toContain('secret-a');
    }
  });

  test('goes through the socket of this machine as well', async () => {
    const name = await server.newDatabase();
    const password = encodeURIComponent(server.password);
    const text = `postgres://raccordo:${password}@/${name}?host=${server.socketFolder}&port=${server.port}`;
    expect(await refusalOf(text)).toBe('opened');
  });

  test('refuses a database that cannot hold every name', async () => {
    await server.ask(`CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'`);
    expect(await refusalOf(server.addressOf('latin'))).toMatchObject({
      code: 'database_encoding_unsupported',
      details: { encoding: 'LATIN1' },
    });
  });

  test('refuses a replica, and a server that forgets what it confirmed', async () => {
    const name = await server.newDatabase();
    await server.ask(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    expect(await refusalOf(server.addressOf(name))).toMatchObject({
      code: 'database_read_only',
      disposition: 'backoff',
    });
    const careless = await startPostgres({ settings: ['fsync = off'] });
    const text = careless.addressOf(await careless.newDatabase());
    expect(await refusalOf(text)).toMatchObject({ code: 'database_not_durable', disposition: 'halt' });
    await careless.close();
  });
});

describe('TLS', () => {
  const through = async (parameters: string, host = 'localhost'): Promise<unknown> => {
    const text = server.addressOf(await server.newDatabase(), parameters).replace('127.0.0.1', host);
    const opened = await openAt(text).catch((error: unknown) => error);
    if (!(opened instanceof ServerDatabase)) return opened;
    const [session] = await opened.query(`SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`);
    await opened.close();
    return session?.['ssl'] === true ? 'encrypted' : 'plain';
  };
  const authority = `sslrootcert=${certificate('ca')}`;

  test('is used where it is offered, also on this machine', async () => {
    expect(await through('')).toBe('encrypted');
    expect(await through('sslmode=disable')).toBe('plain');
    expect(await through('sslmode=require')).toBe('encrypted');
  });

  test('proves the server as sslmode says: authority, and name', async () => {
    expect(await through(`sslmode=verify-full&${authority}`)).toBe('encrypted');
    expect(await through(`sslmode=verify-ca&${authority}`, '127.0.0.2')).toBe('encrypted');
    expect(await through('sslmode=verify-full')).toMatchObject({ code: 'database_tls_refused', disposition: 'halt' });
    expect(await through(`sslmode=verify-full&${authority}`, '127.0.0.2')).toMatchObject({
      code: 'database_tls_refused',
      details: { reason: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    });
  });

  test('is not given up where it was asked for', async () => {
    const plain = await startPostgres();
    const text = plain.addressOf(await plain.newDatabase(), 'sslmode=require');
    expect(await refusalOf(text)).toMatchObject({ code: 'database_tls_refused', details: { reason: 'not_offered' } });
    await plain.close();
  });

  test('needs the file of authorities to be there', async () => {
    expect(await through('sslmode=verify-full&sslrootcert=/nowhere/ca.pem')).toMatchObject({
      code: 'file_unreadable',
      details: { file: '/nowhere/ca.pem', reason: 'ENOENT' },
    });
  });
});
