import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { ConnectorError } from '../../model/index.ts';
import type { Connection } from '../connection.ts';
import type { OpenTransaction } from '../open-transaction.ts';
import type { Database, Queryable, Row } from '../port.ts';
import { databaseClosed, nestedTransaction } from '../refusals.ts';
import { runTransaction, STATEMENT_DEADLINE_MS, WAITING_LIMIT } from '../run-transaction.ts';
import { Places } from './places.ts';
import type { ServerAddress } from './server-address.ts';
import { ServerConnection } from './server-connection.ts';
import { serverError } from './server-error.ts';

/** Two accounts at a time, and people on the page beside them. Several processes share what the server grants (100 by default). */
const SESSIONS = 10;
/** Whoever waits so long for one of them waits behind statements that hang. */
const LONGEST_WAIT_MS = 60_000;
/** A server that is restarted is back within this time; what comes meanwhile waits instead of failing. */
const PATIENCE_MS = 5_000;
const RETRY_MS = 250;

/** A PostgreSQL server as the database. Statements run side by side; each transaction has a session of its own. */
export class ServerDatabase implements Database {
  private readonly pool: Pool;
  private readonly address: ServerAddress;
  private readonly places = new Places(SESSIONS, WAITING_LIMIT, LONGEST_WAIT_MS);
  private readonly insideTransaction = new AsyncLocalStorage<OpenTransaction>();
  private broken: ConnectorError | null = null;
  private closing: Promise<void> | null = null;

  /**
   * Connects once, so that what is wrong with the server shows now.
   * @throws ConnectorError with a code of `server-error.ts` or `prepare-session.ts`, `file_unreadable` for certificates
   */
  static async open(address: ServerAddress): Promise<ServerDatabase> {
    // Loaded only here: most installations have no server.
    const { openPool } = await import('./server-pool.ts');
    const database = new ServerDatabase(await patiently(address, () => openPool(address, SESSIONS)), address);
    try {
      await database.query('SELECT 1');
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  private constructor(pool: Pool, address: ServerAddress) {
    this.pool = pool;
    this.address = address;
    // The pool has dropped that session already; the next request gets another one.
    pool.on('error', () => undefined);
  }

  query<T extends object = Row>(sql: string, params: readonly unknown[] = []): Promise<readonly T[]> {
    return this.session(async (one) => (await one.run(sql, params, STATEMENT_DEADLINE_MS)) as readonly T[]);
  }

  script(sql: string): Promise<void> {
    return this.session((one) => one.runScript(sql, STATEMENT_DEADLINE_MS));
  }

  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    return this.session((one) => runTransaction(one, this.insideTransaction, work));
  }

  close(): Promise<void> {
    // What was asked for before is done before; what comes later is refused.
    this.closing ??= this.places.empty().then(() => this.pool.end());
    return this.closing;
  }

  /** From now on every call fails with `reason`: this process has lost the right to be here. */
  breakWith(reason: ConnectorError): void {
    this.broken ??= reason;
  }

  private async session<T>(work: (one: Connection) => Promise<T>): Promise<T> {
    if (this.closing !== null) throw databaseClosed();
    if (this.insideTransaction.getStore()?.isOpen === true) throw nestedTransaction();
    return this.places.hold(async () => {
      if (this.broken !== null) throw this.broken;
      const client = await patiently(this.address, () => this.pool.connect());
      const one = new ServerConnection(client, this.address);
      try {
        return await work(one);
      } finally {
        await one.close();
      }
    });
  }
}

/** Tries again for a moment while the server cannot be reached. Nothing was asked of it yet, so nothing is asked twice. */
async function patiently<T>(address: ServerAddress, connect: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await connect();
    } catch (thrown) {
      const error = serverError(thrown, address, true);
      if (error.code !== 'database_unreachable' || performance.now() > until) throw error;
      await sleep(RETRY_MS);
    }
  }
}
