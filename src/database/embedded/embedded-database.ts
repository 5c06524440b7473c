import type { Database } from '../port.ts';
import { SingleSessionDatabase } from '../single-session-database.ts';
import { prepareEmbeddedDirectory } from './data-directory.ts';
import type { LockDetails } from './directory-lock.ts';
import { DirectoryLock } from './directory-lock.ts';
import { maintainTables } from './maintenance.ts';
import { WorkerConnection } from './worker-connection.ts';

export interface EmbeddedDatabase extends Database {
  /** Vacuum, statistics, checkpoint. Runs by itself every `maintenanceMs`; call it after a bulk load. */
  maintain(): Promise<void>;
  /** Tells other processes something about this one (`readLock`), for instance the port of its server. */
  publish(details: LockDetails): void;
}

export interface EmbeddedOptions {
  /** Milliseconds between two rounds of maintenance; default five minutes, 0 for none. */
  readonly maintenanceMs?: number;
  /** Hears of a round of maintenance that failed; the next statement fails by itself when it matters. */
  readonly onMaintenanceError?: (error: unknown) => void;
}

/**
 * Opens the PostgreSQL database inside a data directory, creating both when they are missing. It runs in a thread of
 * its own, forces every commit to the disk, and belongs to one process at a time.
 * @throws ConnectorError `database_locked`, `database_not_durable`, `database_full`, `database_damaged`,
 *   `database_failed`, `database_unresponsive`, `database_version_unsupported`, `data_directory_unusable`; disposition `halt`
 */
export async function openEmbeddedDatabase(
  directory: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedDatabase> {
  const files = prepareEmbeddedDirectory(directory);
  const lock = DirectoryLock.acquire(directory);
  const connection = await WorkerConnection.open(files).catch((error: unknown) => {
    lock.release();
    throw error;
  });
  lock.whenLost((reason) => connection.breakWith(reason));
  return assemble(new SingleSessionDatabase(connection), lock, options);
}

function assemble(db: SingleSessionDatabase, lock: DirectoryLock, options: EmbeddedOptions): EmbeddedDatabase {
  const { maintenanceMs = 5 * 60_000, onMaintenanceError = () => undefined } = options;
  const maintain = (): Promise<void> => maintainTables(db);
  const timer =
    maintenanceMs === 0 ? null : setInterval(() => void maintain().catch(onMaintenanceError), maintenanceMs);
  timer?.unref();
  return {
    query: (sql, params) => db.query(sql, params),
    script: (sql) => db.script(sql),
    transaction: (work) => db.transaction(work),
    maintain,
    publish: (details) => lock.publish(details),
    close: async () => {
      if (timer !== null) clearInterval(timer);
      try {
        await db.close();
      } finally {
        lock.release();
      }
    },
  };
}
