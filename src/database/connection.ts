import type { Row } from './port.ts';

/**
 * One session of a PostgreSQL-compatible engine, without any queueing: a call is made only after the last one ended.
 * Throws `ConnectorError` only.
 */
export interface Connection {
  /** @param deadlineMs after which the engine counts as dead */
  run(sql: string, params: readonly unknown[], deadlineMs: number): Promise<readonly Row[]>;
  runScript(sql: string, deadlineMs: number): Promise<void>;
  close(): Promise<void>;
}
