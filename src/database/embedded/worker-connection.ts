import { Worker } from 'node:worker_threads';
import { ConnectorError } from '../../model/index.ts';
import type { Connection } from '../connection.ts';
import type { Row } from '../port.ts';
import { engineErrorFrom, sqlError } from '../sql-error.ts';
import { engineDeath } from './engine-death.ts';
import type { WorkerAnswer, WorkerRequest } from './worker-protocol.ts';

/** A first start makes the cluster (2.4 to 9 s were measured), one after a crash replays the log. */
const OPEN_DEADLINE_MS = 180_000;
const CLOSE_DEADLINE_MS = 60_000;
/** The worker numbers its answers like the requests; the first one, that it is open, has no request. */
const OPENING = 0;

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

interface Waiting {
  readonly id: number;
  readonly resolve: (rows: readonly Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The session in the worker thread. Once the worker died, hung or was lost, every call fails with that reason: what is
 * on the disk is whole, and the program has to open it anew.
 */
export class WorkerConnection implements Connection {
  private readonly worker: Worker;
  private readonly directory: string;
  private waiting: Waiting | null = null;
  private lastId = OPENING;
  private broken: ConnectorError | null = null;

  /** @throws ConnectorError `database_not_durable`, `database_full`, `database_damaged`, `database_failed`, `database_unresponsive` */
  static async open(directory: string): Promise<WorkerConnection> {
    const connection = new WorkerConnection(directory);
    await connection.answerTo(OPENING, OPEN_DEADLINE_MS, () => undefined);
    return connection;
  }

  private constructor(directory: string) {
    this.directory = directory;
    this.worker = new Worker(new URL('./database-worker.mjs', import.meta.url), { workerData: { directory } });
    this.worker.on('message', (answer: WorkerAnswer) => this.receive(answer));
    const died = (message: string) => () => this.breakWith(engineDeath(directory, message));
    this.worker.on('error', died('the thread of the database failed'));
    this.worker.on('exit', died('the thread of the database ended'));
    this.worker.on('messageerror', died('an answer of the database is not readable'));
  }

  run(sql: string, params: readonly unknown[], deadlineMs: number): Promise<readonly Row[]> {
    return this.request({ kind: 'query', sql, params }, deadlineMs);
  }

  async runScript(sql: string, deadlineMs: number): Promise<void> {
    await this.request({ kind: 'script', sql }, deadlineMs);
  }

  /** Writes everything out and ends the thread. A broken worker is only ended: it must not write any more. */
  async close(): Promise<void> {
    try {
      if (this.broken === null) await this.request({ kind: 'close' }, CLOSE_DEADLINE_MS);
    } finally {
      const message = 'the database is closed';
      this.breakWith(new ConnectorError({ code: 'database_closed', disposition: 'halt', message }));
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

  private async request(request: Unnumbered<WorkerRequest>, deadlineMs: number): Promise<readonly Row[]> {
    if (this.broken !== null) throw this.broken;
    this.lastId += 1;
    const id = this.lastId;
    return this.answerTo(id, deadlineMs, () => this.post({ ...request, id }));
  }

  private answerTo(id: number, deadlineMs: number, ask: () => void): Promise<readonly Row[]> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.breakWith(unresponsive(deadlineMs)), deadlineMs);
      const settled =
        <T>(how: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(timer);
          how(value);
        };
      this.waiting = { id, resolve: settled(resolve), reject: settled(reject) };
      ask();
    });
  }

  private post(request: WorkerRequest): void {
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
      this.worker.postMessage(request);
    } catch (cause) {
      // A function or a symbol among the parameters: refused before anything was sent.
      const message = 'a parameter cannot be sent to the database';
      const error = new ConnectorError({ code: 'sql_failed', disposition: 'bug', message, cause });
      this.settle(request.id, (waiting) => waiting.reject(error));
    }
  }

  private receive(answer: WorkerAnswer): void {
    switch (answer.kind) {
      case 'ready':
        return this.settle(OPENING, (waiting) => waiting.resolve([]));
      case 'notDurable':
        return this.breakWith(notDurable());
      case 'openFailed':
        return this.breakWith(engineDeath(this.directory, 'the database cannot be opened', answer.error));
      case 'rows':
        return this.settle(answer.id, (waiting) => waiting.resolve(answer.rows));
      case 'failed': {
        const { error } = answer;
        if (error.engineDied) return this.breakWith(engineDeath(this.directory, 'the database stopped itself', error));
        return this.settle(answer.id, (waiting) => waiting.reject(sqlError(engineErrorFrom(error))));
      }
    }
  }

  private settle(id: number, how: (waiting: Waiting) => void): void {
    const { waiting } = this;
    if (waiting === null || waiting.id !== id) return;
    this.waiting = null;
    how(waiting);
  }
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
