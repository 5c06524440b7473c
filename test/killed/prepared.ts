import { cpSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/database/index.ts';
import { openEmbeddedDatabase, parseServerAddress, ServerDatabase } from '../../src/database/index.ts';
import { startPostgres } from '../../src/database/testing/postgres-server.ts';
import { WATCH_CRM } from './crm-watch.ts';
import type { Committed } from './moment.ts';
import { listenAt, TELL_COMMITS } from './tell-commits.ts';
import { startWorker } from './worker.ts';

export type DatabaseKind = 'pglite' | 'postgres';

/** Where one history takes place: nobody was here before, and nobody comes after. */
export interface Place {
  readonly dataDirectory: string;
  /** What the worker needs to find its database. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the database tells what was committed. */
  readonly tellsCommits: boolean;
  /** @returns stops listening */
  onCommit(hear: (of: Committed) => void): () => void;
  /** For an observer. The embedded one must be closed before a worker starts. */
  openDatabase(): Promise<Database>;
  remove(): Promise<void>;
}

/** Places that are copied from one that was prepared once: making a database takes many times as long. */
export interface Preparation {
  newPlace(): Promise<Place>;
  close(): Promise<void>;
}

const ROOMY_BYTES = 2 * 1024 ** 3;

export async function prepare(kind: DatabaseKind): Promise<Preparation> {
  const folder = mkdtempSync(join(roomyFolder(), 'raccordo-killed-'));
  return kind === 'pglite' ? prepareEmbedded(folder) : prepareOnServer(folder);
}

async function prepareEmbedded(folder: string): Promise<Preparation> {
  const prepared = join(folder, 'prepared');
  await startOnce(prepared, {});
  const database = await openEmbeddedDatabase(prepared, { maintenanceMs: 0 });
  await database.script(WATCH_CRM);
  await database.close();
  let places = 0;
  return {
    newPlace: async () => {
      places += 1;
      const dataDirectory = join(folder, `place-${places}`);
      cpSync(prepared, dataDirectory, { recursive: true });
      return {
        dataDirectory,
        environment: {},
        tellsCommits: false,
        onCommit: () => () => undefined,
        openDatabase: () => openEmbeddedDatabase(dataDirectory, { maintenanceMs: 0 }),
        remove: async () => rmSync(dataDirectory, { recursive: true, force: true }),
      };
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function prepareOnServer(folder: string): Promise<Preparation> {
  const server = await startPostgres();
  const prepared = join(folder, 'prepared');
  const template = await server.newDatabase();
  await startOnce(prepared, { RACCORDO_DATABASE_URL: server.addressOf(template) });
  const database = await ServerDatabase.open(parseServerAddress(server.addressOf(template), {}));
  await database.script(WATCH_CRM);
  await database.script(TELL_COMMITS);
  await database.close();
  let places = 0;
  return {
    newPlace: async () => {
      places += 1;
      const dataDirectory = join(folder, `place-${places}`);
      cpSync(prepared, dataDirectory, { recursive: true });
      const name = await server.newDatabase(template);
      const address = server.addressOf(name);
      const listener = await listenAt(address);
      return {
        dataDirectory,
        environment: { RACCORDO_DATABASE_URL: address },
        tellsCommits: true,
        onCommit: listener.onCommit,
        openDatabase: () => ServerDatabase.open(parseServerAddress(address, {})),
        remove: async () => {
          await listener.close();
          await server.dropDatabase(name);
          rmSync(dataDirectory, { recursive: true, force: true });
        },
      };
    },
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The first start makes keys and tables. */
async function startOnce(dataDirectory: string, environment: Readonly<Record<string, string>>): Promise<void> {
  const worker = await startWorker(dataDirectory, environment);
  await worker.end();
}

/** In memory where there is room: what a killed process has written stays there as well. */
function roomyFolder(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > ROOMY_BYTES ? '/dev/shm' : tmpdir();
  } catch {
    return tmpdir();
  }
}
