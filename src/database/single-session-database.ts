import { AsyncLocalStorage } from 'node:async_hooks';
import { ConnectorError } from '../model/index.ts';
import { type Connection } from './connection.ts';
import { type Database, type Queryable, type Row } from './port.ts';
import { Turnstile } from './turnstile.ts';

/** Longer than any statement of ours on the largest tables that were measured, short enough to notice a dead engine. */
const STATEMENT_DEADLINE_MS = 120_000;
/** How long the work of a transaction may think between two statements while everybody else waits. */
const IDLE_IN_TRANSACTION_MS = 60_000;
const WAITING_LIMIT = 10_000;

interface OpenTransaction extends Queryable {
  readonly state: { open: boolean; spoiledBy: unknown };
}

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

  async query<T extends object = Row>(sql: string, params: readonly unknown[] = []): Promise<readonly T[]> {
    this.refuseNested();
    return this.turn(async () => (await this.connection.run(sql, params, STATEMENT_DEADLINE_MS)) as readonly T[]);
  }

  async script(sql: string): Promise<void> {
    this.refuseNested();
    await this.turn(() => this.connection.runScript(sql, STATEMENT_DEADLINE_MS));
  }

  /** A statement that takes as long as the table is large (VACUUM). */
  async maintenance(sql: string, deadlineMs: number): Promise<void> {
    this.refuseNested();
    await this.turn(() => this.connection.runScript(sql, deadlineMs));
  }

  async transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    this.refuseNested();
    return this.turn(() => this.runTransaction(work));
  }

  close(): Promise<void> {
    // What was asked for before is done before; what comes later is refused.
    this.closing ??= this.turnstile.pass(() => this.connection.close());
    return this.closing;
  }

  private turn<T>(work: () => Promise<T>): Promise<T> {
    if (this.closing !== null) {
      const message = 'the database is closed';
      return Promise.reject(new ConnectorError({ code: 'database_closed', disposition: 'halt', message }));
    }
    return this.turnstile.pass(work);
  }

  private refuseNested(): void {
    if (this.insideTransaction.getStore()?.state.open !== true) return;
    throw new ConnectorError({
      code: 'nested_transaction',
      disposition: 'bug',
      message: 'inside a transaction only its own object may be used',
    });
  }

  private async runTransaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    const tx = this.openTransaction();
    await this.connection.run('BEGIN', [], STATEMENT_DEADLINE_MS);
    try {
      const result = await this.insideTransaction.run(tx, () => withIdleLimit(tx, () => work(tx)));
      tx.state.open = false;
      await tx.ended();
      // PostgreSQL answers COMMIT of a spoiled transaction with a silent ROLLBACK: never report that as success.
      if (tx.state.spoiledBy !== null) throw tx.state.spoiledBy;
      await this.connection.run('COMMIT', [], STATEMENT_DEADLINE_MS);
      return result;
    } catch (error) {
      tx.state.open = false;
      await tx.ended();
      // A dead engine cannot roll back and needs not to: the first error is the one that tells the story.
      await this.connection.run('ROLLBACK', [], STATEMENT_DEADLINE_MS).catch(() => undefined);
      throw error;
    }
  }

  private openTransaction(): OpenTransaction & { readonly lastUse: () => number; ended(): Promise<void> } {
    const state: OpenTransaction['state'] = { open: true, spoiledBy: null };
    // `Promise.all` inside a transaction is legal; one session still takes one statement at a time.
    const statements = new Turnstile(WAITING_LIMIT);
    let lastUse = performance.now();
    const step = <T>(statement: () => Promise<T>): Promise<T> =>
      statements.pass(async () => {
        if (!state.open) {
          const message = 'the transaction has ended';
          throw new ConnectorError({ code: 'transaction_ended', disposition: 'bug', message });
        }
        try {
          lastUse = Number.POSITIVE_INFINITY;
          return await statement();
        } catch (error) {
          state.spoiledBy ??= error;
          throw error;
        } finally {
          lastUse = performance.now();
        }
      });
    return {
      state,
      lastUse: () => lastUse,
      ended: () => statements.pass(() => Promise.resolve()),
      query: <T extends object = Row>(sql: string, params: readonly unknown[] = []) =>
        step(async () => (await this.connection.run(sql, params, STATEMENT_DEADLINE_MS)) as readonly T[]),
      script: (sql) => step(() => this.connection.runScript(sql, STATEMENT_DEADLINE_MS)),
    };
  }
}

/** A transaction whose work waits for something else would stop everybody: it is rolled back instead. */
async function withIdleLimit<T>(tx: { readonly lastUse: () => number }, work: () => Promise<T>): Promise<T> {
  let watch: NodeJS.Timeout | undefined;
  const idle = new Promise<never>((_resolve, reject) => {
    watch = setInterval(() => {
      if (performance.now() - tx.lastUse() < IDLE_IN_TRANSACTION_MS) return;
      const message = `a transaction did nothing for ${IDLE_IN_TRANSACTION_MS / 1000} seconds and was rolled back`;
      reject(new ConnectorError({ code: 'transaction_idle', disposition: 'bug', message }));
    }, 1_000);
  });
  try {
    return await Promise.race([work(), idle]);
  } finally {
    clearInterval(watch);
  }
}
