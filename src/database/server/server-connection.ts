import type { PoolClient, QueryResult } from 'pg';
import type { ConnectorError } from '../../model/index.ts';
import type { Connection } from '../connection.ts';
import type { Row } from '../port.ts';
import type { ServerAddress } from './server-address.ts';
import { nameOf } from './server-address.ts';
import { serverError, unreachable } from './server-error.ts';

/** The server ends a statement at the deadline itself; whoever hears nothing of that is not connected any more. */
const GRACE_MS = 5_000;

/** One session of the pool, borrowed for one statement or one transaction. */
export class ServerConnection implements Connection {
  private readonly client: PoolClient;
  private readonly address: ServerAddress;
  /** Why the session cannot be used any more. */
  private lost: ConnectorError | null = null;
  /** node-postgres tells a broken connection by this event also while nobody asks; unheard it would end the process. */
  private readonly onLost = (thrown: unknown): void => {
    this.lost ??= serverError(thrown, this.address, true);
  };

  constructor(client: PoolClient, address: ServerAddress) {
    this.client = client;
    this.address = address;
    client.on('error', this.onLost);
  }

  async run(sql: string, params: readonly unknown[], deadlineMs: number): Promise<readonly Row[]> {
    // As the embedded engine: one statement, also where it has no parameters.
    const statement = { text: sql, values: [...params], queryMode: 'extended' };
    const result = await this.answered(() => this.client.query<Row>(statement), deadlineMs);
    return result.rows;
  }

  async runScript(sql: string, deadlineMs: number): Promise<void> {
    await this.answered(() => this.client.query(sql), deadlineMs);
  }

  /** Gives the session back; a lost one is not lent again. */
  close(): Promise<void> {
    this.client.off('error', this.onLost);
    this.client.release(this.lost ?? false);
    return Promise.resolve();
  }

  private async answered<T extends QueryResult>(ask: () => Promise<T>, deadlineMs: number): Promise<T> {
    if (this.lost !== null) throw this.lost;
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        this.lost ??= unreachable(nameOf(this.address), 'silent');
        reject(this.lost);
      }, deadlineMs + GRACE_MS);
    });
    try {
      const answer = ask();
      // After the deadline nobody listens any more.
      answer.catch(() => undefined);
      return await Promise.race([answer, silence]);
    } catch (thrown) {
      if (this.lost !== null) throw this.lost;
      const error = serverError(thrown, this.address, false);
      if (error.code === 'database_unreachable') this.lost = error;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}
