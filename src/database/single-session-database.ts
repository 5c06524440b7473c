import { AsyncLocalStorage } from 'node:async_hooks';
import { ConnectorError } from '../model/index.ts';
import type { Connection } from './connection.ts';
import { OpenTransaction } from './open-transaction.ts';
import type { Database, Queryable, Row } from './port.ts';
import { Turnstile } from './turnstile.ts';

/** Longer than any statement of ours on the largest tables that were measured, short enough to notice a dead engine. */
const STATEMENT_DEADLINE_MS = 120_000;
const WAITING_LIMIT = 10_000;

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
    return this.turn(() => this.runTransaction(work));
  }

  close(): Promise<void> {
    // What was asked for before is done before; what comes later is refused.
    this.closing ??= this.turnstile.pass(() => this.connection.close());
    return this.closing;
  }

  private async turn<T>(work: () => Promise<T>): Promise<T> {
    if (this.closing !== null) {
      throw new ConnectorError({ code: 'database_closed', disposition: 'halt', message: 'the database is closed' });
    }
    if (this.insideTransaction.getStore()?.isOpen === true) {
      const message = 'inside a transaction only its own object may be used';
      throw new ConnectorError({ code: 'nested_transaction', disposition: 'bug', message });
    }
    return this.turnstile.pass(work);
  }

  private async runTransaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    const tx = new OpenTransaction(this.connection, STATEMENT_DEADLINE_MS, WAITING_LIMIT);
    await this.command('BEGIN');
    try {
      const result = await this.insideTransaction.run(tx, () => tx.perform(work));
      const spoiledBy = await tx.end();
      // PostgreSQL answers COMMIT of a spoiled transaction with a silent ROLLBACK: never report that as success.
      if (spoiledBy !== null) throw spoiledBy;
      await this.command('COMMIT');
      return result;
    } catch (error) {
      await tx.end();
      // A dead engine cannot roll back and needs not to: the first error is the one that tells the story.
      await this.command('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  private async command(sql: 'BEGIN' | 'COMMIT' | 'ROLLBACK'): Promise<void> {
    await this.connection.run(sql, [], STATEMENT_DEADLINE_MS);
  }
}
