import { AsyncLocalStorage } from 'node:async_hooks';
import type { Connection } from './connection.ts';
import type { OpenTransaction } from './open-transaction.ts';
import type { Database, Queryable, Row } from './port.ts';
import { databaseClosed, nestedTransaction } from './refusals.ts';
import { runTransaction, STATEMENT_DEADLINE_MS, WAITING_LIMIT } from './run-transaction.ts';
import { Turnstile } from './turnstile.ts';

/** Makes a `Database` of one session: requests take turns, and a transaction keeps its turn until it ends. */
export class SingleSessionDatabase implements Database {
  private readonly turnstile = new Turnstile(WAITING_LIMIT);
  /** Tells a call that comes from inside a transaction's own work, which would wait for itself for ever. */
  private readonly insideTransaction = new AsyncLocalStorage<OpenTransaction>();
  private readonly connection: Connection;
  private closing: Promise<void> | null = null;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  query<T extends object = Row>(sql: string, params: readonly unknown[] = []): Promise<readonly T[]> {
    return this.turn(async () => (await this.connection.run(sql, params, STATEMENT_DEADLINE_MS)) as readonly T[]);
  }

  script(sql: string): Promise<void> {
    return this.turn(() => this.connection.runScript(sql, STATEMENT_DEADLINE_MS));
  }

  /** A statement that takes as long as the table is large (VACUUM). */
  maintenance(sql: string, deadlineMs: number): Promise<void> {
    return this.turn(() => this.connection.runScript(sql, deadlineMs));
  }

  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    return this.turn(() => runTransaction(this.connection, this.insideTransaction, work));
  }

  close(): Promise<void> {
    // What was asked for before is done before; what comes later is refused.
    this.closing ??= this.turnstile.pass(() => this.connection.close());
    return this.closing;
  }

  private async turn<T>(work: () => Promise<T>): Promise<T> {
    if (this.closing !== null) throw databaseClosed();
    if (this.insideTransaction.getStore()?.isOpen === true) throw nestedTransaction();
    return this.turnstile.pass(work);
  }
}
