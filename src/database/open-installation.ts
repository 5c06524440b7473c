import { prepareDataDirectory } from './embedded/data-directory.ts';
import type { LockDetails } from './embedded/directory-lock.ts';
import { DirectoryLock } from './embedded/directory-lock.ts';
import { openEmbeddedDatabase } from './embedded/embedded-database.ts';
import type { Database } from './port.ts';
import { readOrCreateNodeName } from './server/node-name.ts';
import type { ServerAddress } from './server/server-address.ts';
import { ServerDatabase } from './server/server-database.ts';
import { refuseDatabaseOnServer, refuseEmbeddedDatabase, rememberServer } from './where-it-is.ts';

/** The database of this process, and its hold of the data directory. */
export interface InstallationDatabase extends Database {
  /** Name of this data directory among those that share the database; `null`: nobody else can have it open. */
  readonly node: string | null;
  /** Tells other processes of this machine something about this one (`readLock`), for instance the port of its server. */
  publish(details: LockDetails): void;
}

export interface InstallationOptions {
  /** `null`: embedded, in the data directory. */
  readonly server: ServerAddress | null;
  /** Hears of a round of maintenance of the embedded database that failed. */
  readonly onMaintenanceError: (error: unknown) => void;
}

/**
 * Takes the data directory for this process and opens the database that belongs to it.
 * @throws ConnectorError `database_locked`, `data_directory_unusable`, `database_is_on_server`, `database_is_embedded`;
 *   those of `openEmbeddedDatabase` or of `ServerDatabase.open`
 */
export async function openInstallationDatabase(
  directory: string,
  { server, onMaintenanceError }: InstallationOptions,
): Promise<InstallationDatabase> {
  if (server !== null) return openOnServer(directory, server);
  refuseDatabaseOnServer(directory);
  return { ...(await openEmbeddedDatabase(directory, { onMaintenanceError })), node: null };
}

async function openOnServer(directory: string, address: ServerAddress): Promise<InstallationDatabase> {
  refuseEmbeddedDatabase(directory, address);
  prepareDataDirectory(directory);
  let database: ServerDatabase | null = null;
  const lock = DirectoryLock.acquire(directory);
  try {
    const opened = await ServerDatabase.open(address);
    database = opened;
    lock.whenLost((reason) => opened.breakWith(reason));
    rememberServer(directory, address);
    return assemble(database, lock, readOrCreateNodeName(directory));
  } catch (error) {
    await database?.close();
    lock.release();
    throw error;
  }
}

function assemble(db: ServerDatabase, lock: DirectoryLock, node: string): InstallationDatabase {
  return {
    node,
    query: (sql, params) => db.query(sql, params),
    script: (sql) => db.script(sql),
    transaction: (work) => db.transaction(work),
    publish: (details) => lock.publish(details),
    close: async () => {
      try {
        await db.close();
      } finally {
        lock.release();
      }
    },
  };
}
