import { Worker } from 'node:worker_threads';
import { ConnectorError } from '../../model/index.ts';
import { type Connection } from '../connection.ts';
import { type Row } from '../port.ts';
import { engineErrorFrom, sqlError } from '../sql-error.ts';
import { type WorkerAnswer, type WorkerRequest } from './worker-protocol.ts';

/** A first start makes the cluster (2.4 to 9 s were measured), one after a crash replays the log. */
const OPEN_DEADLINE_MS = 180_000;
const CLOSE_DEADLINE_MS = 60_000;

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

interface Waiting {
  readonly id: number;
  readonly resolve: (rows: readonly Row[]) => void;
  readonly reject: (error: ConnectorError) => void;
}

/**
 * The session in the worker thread. Once the worker died, hung or was lost, every call fails with that reason: what is
 * on disk is whole, and the program has to open it anew.
 */
export class WorkerConnection implements Connection {
  private readonly worker: Worker;
  private waiting: Waiting | null = null;
  private lastId = 0;
  private broken: ConnectorError | null = null;

  /** @throws ConnectorError `database_not_durable`, `database_damaged`, `database_full`, `database_failed` … */
  static async open(directory: string): Promise<WorkerConnection> {
    const connection = new WorkerConnection(directory);
    try {
      await connection.opened();
    } catch (error) {
      await connection.worker.terminate();
      throw error;
    }
    return connection;
  }

  private constructor(directory: string) {
    this.worker = new Worker(new URL('./database-worker.mjs', import.meta.url), { workerData: { directory } });
    this.worker.on('error', (cause) => this.breakWith(failed('the database thread failed', cause)));
    this.worker.on('exit', () => this.breakWith(failed('the database thread ended')));
    this.worker.on('messageerror', (cause) =>
      this.breakWith(failed('an answer of the database is not readable', cause)),
    );
  }

  run(sql: string, params: readonly unknown[], deadlineMs: number): Promise<readonly Row[]> {
    return this.request({ kind: 'query', sql, params }, deadlineMs);
  }

  async runScript(sql: string, deadlineMs: number): Promise<void> {
    await this.request({ kind: 'script', sql }, deadlineMs);
  }

  /** Writes everything out and ends the thread. A worker that is broken already is only ended. */
  async close(): Promise<void> {
    try {
      if (this.broken === null) await this.request({ kind: 'close' }, CLOSE_DEADLINE_MS);
    } finally {
      this.breakWith(
        new ConnectorError({ code: 'database_closed', disposition: 'halt', message: 'the database is closed' }),
      );
      await this.worker.terminate();
    }
  }

  /** Ends the session from outside: whoever waits, and whoever comes, gets `reason`. */
  breakWith(reason: ConnectorError): void {
    if (this.broken !== null) return;
    this.broken = reason;
    const { waiting } = this;
    this.waiting = null;
    waiting?.reject(reason);
    void this.worker.terminate();
  }

  private opened(): Promise<void> {
    return this.expectAnswer<void>(0, OPEN_DEADLINE_MS, () => {
      this.worker.on('message', (answer: WorkerAnswer) => this.receive(answer));
    });
  }

  private async request(request: Unnumbered<WorkerRequest>, deadlineMs: number): Promise<readonly Row[]> {
    if (this.broken !== null) throw this.broken;
    this.lastId += 1;
    const id = this.lastId;
    return this.expectAnswer<readonly Row[]>(id, deadlineMs, () => this.worker.postMessage({ ...request, id }));
  }

  private async expectAnswer<T extends readonly Row[] | void>(
    id: number,
    deadlineMs: number,
    start: () => void,
  ): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        this.waiting = { id, resolve: resolve as Waiting['resolve'], reject };
        timer = setTimeout(() => this.breakWith(unresponsive(deadlineMs)), deadlineMs);
        start();
      });
    } catch (error) {
      if (error instanceof ConnectorError) throw error;
      // postMessage refuses what cannot be cloned (a function, a symbol) before anything was sent.
      this.waiting = null;
      throw new ConnectorError({
        code: 'sql_failed',
        disposition: 'bug',
        message: 'a parameter cannot be sent',
        cause: error,
      });
    } finally {
      clearTimeout(timer);
    }
  }

  private receive(answer: WorkerAnswer): void {
    switch (answer.kind) {
      case 'ready':
        return this.settle(0, (waiting) => waiting.resolve([]));
      case 'notDurable':
        return this.breakWith(notDurable());
      case 'openFailed':
        return this.breakWith(
          answer.error.code === undefined
            ? failed('the database cannot be opened')
            : sqlError(engineErrorFrom(answer.error)),
        );
      case 'rows':
        return this.settle(answer.id, (waiting) => waiting.resolve(answer.rows));
      case 'failed':
        if (answer.error.engineDied) return this.breakWith(failed('the database engine stopped itself'));
        return this.settle(answer.id, (waiting) => waiting.reject(sqlError(engineErrorFrom(answer.error))));
    }
  }

  private settle(id: number, how: (waiting: Waiting) => void): void {
    const { waiting } = this;
    if (waiting === null || waiting.id !== id) return;
    this.waiting = null;
    how(waiting);
  }
}

function failed(message: string, cause?: unknown): ConnectorError {
  return new ConnectorError({ code: 'database_failed', disposition: 'halt', message, cause });
}

function unresponsive(deadlineMs: number): ConnectorError {
  return new ConnectorError({
    code: 'database_unresponsive',
    disposition: 'halt',
    message: `the database did not answer within ${deadlineMs / 1000} seconds`,
    details: { deadlineMs },
  });
}

function notDurable(): ConnectorError {
  return new ConnectorError({
    code: 'database_not_durable',
    disposition: 'halt',
    message: 'the embedded database does not force its writes to the disk: refusing to trust it',
  });
}
