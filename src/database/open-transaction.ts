import { ConnectorError } from '../model/index.ts';
import type { Connection } from './connection.ts';
import type { Queryable, Row } from './port.ts';
import { Turnstile } from './turnstile.ts';

/** How long the work of a transaction may think between two statements while everybody else waits. */
const IDLE_LIMIT_MS = 60_000;

/** The object that the work of a transaction gets: its statements, one at a time, until the transaction ends. */
export class OpenTransaction implements Queryable {
  /** `Promise.all` inside a transaction is legal; one session still takes one statement at a time. */
  private readonly statements: Turnstile;
  private readonly connection: Connection;
  private readonly deadlineMs: number;
  private idleSince = performance.now();
  private ended = false;
  private firstError: unknown = null;

  constructor(connection: Connection, deadlineMs: number, waitingLimit: number) {
    this.connection = connection;
    this.deadlineMs = deadlineMs;
    this.statements = new Turnstile(waitingLimit);
  }

  get isOpen(): boolean {
    return !this.ended;
  }

  query<T extends object = Row>(sql: string, params: readonly unknown[] = []): Promise<readonly T[]> {
    return this.statement(async () => (await this.connection.run(sql, params, this.deadlineMs)) as readonly T[]);
  }

  script(sql: string): Promise<void> {
    return this.statement(() => this.connection.runScript(sql, this.deadlineMs));
  }

  /** The work, or an error when it does nothing for too long: a transaction that waits for something stops everybody. */
  async perform<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    let watch: NodeJS.Timeout | undefined;
    const idle = new Promise<never>((_resolve, reject) => {
      watch = setInterval(() => {
        if (performance.now() - this.idleSince < IDLE_LIMIT_MS) return;
        const message = `a transaction did nothing for ${IDLE_LIMIT_MS / 1000} seconds and was rolled back`;
        reject(new ConnectorError({ code: 'transaction_idle', disposition: 'bug', message }));
      }, 1_000);
    });
    try {
      return await Promise.race([work(this), idle]);
    } finally {
      clearInterval(watch);
    }
  }

  /** Lets the running statement finish and refuses all others. @returns the first error of a statement, or `null` */
  async end(): Promise<unknown> {
    this.ended = true;
    await this.statements.pass(() => Promise.resolve());
    return this.firstError;
  }

  private statement<T>(run: () => Promise<T>): Promise<T> {
    return this.statements.pass(async () => {
      if (this.ended) {
        const message = 'the transaction has ended';
        throw new ConnectorError({ code: 'transaction_ended', disposition: 'bug', message });
      }
      this.idleSince = Number.POSITIVE_INFINITY;
      try {
        return await run();
      } catch (error) {
        this.firstError ??= error;
        throw error;
      } finally {
        this.idleSince = performance.now();
      }
    });
  }
}
