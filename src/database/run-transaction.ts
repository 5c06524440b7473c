import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Connection } from './connection.ts';
import { OpenTransaction } from './open-transaction.ts';
import type { Queryable } from './port.ts';

/** Longer than any statement of ours on the largest tables that were measured, short enough to notice a dead engine. */
export const STATEMENT_DEADLINE_MS = 120_000;
/** Beyond so many requests that wait, the next one is told to slow down. */
export const WAITING_LIMIT = 10_000;

/**
 * One transaction on a session that nobody else uses meanwhile.
 * @param inside tells calls that come from within the work
 */
export async function runTransaction<T>(
  connection: Connection,
  inside: AsyncLocalStorage<OpenTransaction>,
  work: (tx: Queryable) => Promise<T>,
): Promise<T> {
  const tx = new OpenTransaction(connection, STATEMENT_DEADLINE_MS, WAITING_LIMIT);
  const command = async (sql: 'BEGIN' | 'COMMIT' | 'ROLLBACK'): Promise<void> => {
    await connection.run(sql, [], STATEMENT_DEADLINE_MS);
  };
  await command('BEGIN');
  try {
    const result = await inside.run(tx, () => tx.perform(work));
    const spoiledBy = await tx.end();
    // PostgreSQL answers COMMIT of a spoiled transaction with a silent ROLLBACK: never report that as success.
    if (spoiledBy !== null) throw spoiledBy;
    await command('COMMIT');
    return result;
  } catch (error) {
    await tx.end();
    // A dead engine cannot roll back and needs not to: the first error is the one that tells the story.
    await command('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
