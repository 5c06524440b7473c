import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from './api/index.ts';
import { createApi } from './api/index.ts';
import type { Connector, Tuning } from './connector/index.ts';
import { createConnector } from './connector/index.ts';
import { createBuiltinCrm } from './crm/builtin/index.ts';
import type { Database, EmbeddedDatabase } from './database/index.ts';
import { migrate, openEmbeddedDatabase, openMemoryDatabase } from './database/index.ts';
import { connectEws, normaliseServerUrl } from './exchange/ews/index.ts';
import { housekeeping } from './jobs/index.ts';
import { ConnectorError } from './model/index.ts';
import type { Log } from './observability/index.ts';
import { createLog, errorFacts } from './observability/index.ts';
import type { ProgramFiles } from './program-files.ts';
import { findProgramFiles } from './program-files.ts';
import { openSecretBox, readOrCreateToken } from './secrets/index.ts';
import { createSettingsStore } from './settings/index.ts';
import {
  createRunStore,
  createSyncStore,
  deleteHistoryOlderThan,
  ensureInstallation,
  freeAbandonedLeases,
} from './store/index.ts';
import { DEFAULT_BRAKE_LIMITS } from './sync/index.ts';

/** What the installation keeps where, below the data directory. */
export const TOKEN_FILE = 'token';
const KEY_FILE = 'secret.key';

const DEFAULT_TUNING: Tuning = {
  waitOutSeconds: 300,
  brakes: DEFAULT_BRAKE_LIMITS,
  exchangeTimeoutMs: 60_000,
  connectionsPerMailbox: 4,
  listedSteps: 500,
};

const HISTORY_DAYS = 90;
const DAY_MS = 86_400_000;

export interface OpenOptions {
  /** Database, key of the stored passwords and token live here. */
  readonly dataDirectory: string;
  /** `memory` forgets everything but key and token: for tests. */
  readonly database?: 'embedded' | 'memory';
  readonly environment?: NodeJS.ProcessEnv;
  readonly log?: Log;
  readonly tuning?: Partial<Tuning>;
}

export interface OpenConnector extends Connector {
  /** The bearer token of the API. */
  readonly token: string;
  readonly program: ProgramFiles;
  /** Tells other processes of this machine where the API listens (`readLock`). */
  publishPort(port: number): void;
}

/**
 * The composition root: the only place that knows all implementations. Opens the data directory, brings the
 * schema up to date and puts the parts together. Nothing is synchronised before `startSchedule` or a request.
 * @throws ConnectorError of the database, of the secrets, or `schema_too_new`
 */
export async function openConnector(options: OpenOptions): Promise<OpenConnector> {
  const log = options.log ?? createLog({ level: 'warn', file: null });
  const secrets = openSecretBox(join(options.dataDirectory, KEY_FILE), options.environment);
  const token = readOrCreateToken(join(options.dataDirectory, TOKEN_FILE));
  const database = await openDatabase(options, log);
  try {
    await migrate(database);
    const { stampKey } = await ensureInstallation(database);
    const runs = createRunStore(database);
    // The data directory is ours alone now: whatever ran in it before is over.
    await runs.closeInterruptedRuns();
    await freeAbandonedLeases(database);
    const connector = createConnector({
      crm: createBuiltinCrm(database),
      settings: createSettingsStore(database),
      secrets,
      store: createSyncStore(database),
      runs,
      connectExchange: connectEws,
      normaliseServerUrl,
      stampKey,
      clock: { now: () => new Date().toISOString(), sleep: (ms) => sleep(ms) },
      newId: randomUUID,
      ownerId: `${process.pid}-${randomUUID()}`,
      tuning: { ...DEFAULT_TUNING, ...options.tuning },
      log,
    });
    return assemble(connector, database, { token, log });
  } catch (error) {
    await database.close();
    throw error;
  }
}

function openDatabase(options: OpenOptions, log: Log): Promise<Database | EmbeddedDatabase> {
  if (options.database === 'memory') return openMemoryDatabase();
  return openEmbeddedDatabase(options.dataDirectory, {
    onMaintenanceError: (error) => log.error('database maintenance failed', errorFacts(error)),
  });
}

function assemble(
  connector: Connector,
  database: Database | EmbeddedDatabase,
  { token, log }: { readonly token: string; readonly log: Log },
): OpenConnector {
  const daily = housekeeping(
    [{ name: 'history', work: () => deleteHistoryOlderThan(database, HISTORY_DAYS) }],
    DAY_MS,
    (task, error) => log.error('housekeeping failed', { ...errorFacts(error), operation: task }),
  );
  return {
    ...connector,
    token,
    program: findProgramFiles(),
    publishPort: (port) => {
      if ('publish' in database) database.publish({ port });
    },
    close: async () => {
      await connector.close();
      await daily.stop();
      await database.close();
    },
  };
}

export interface ServerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** A loopback address. Until people sign in, nobody else may reach the API. */
  readonly host?: '127.0.0.1' | '::1';
}

export interface RunningServer {
  readonly port: number;
  /** Address of the page and of the API, `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly api: Api;
  /** Stops answering; the connector stays open. */
  close(): Promise<void>;
}

/** @throws ConnectorError `port_in_use` */
export async function startServer(connector: OpenConnector, options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1' } = options;
  const { version, pageDirectory } = connector.program;
  const api = await createApi(connector, { token: connector.token, version, pageDirectory });
  try {
    await api.listen({ port: options.port, host });
  } catch (cause) {
    await api.close();
    throw cannotListen(options.port, cause);
  }
  const address = api.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  connector.publishPort(port);
  connector.parts.log.info('listening', { port });
  const url = `http://${host === '::1' ? '[::1]' : host}:${port}`;
  return { port, url, api, close: () => api.close() };
}

function cannotListen(port: number, cause: unknown): unknown {
  if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') return cause;
  return new ConnectorError({
    code: 'port_in_use',
    disposition: 'halt',
    message: `port ${port} is in use by another program`,
    details: { port },
    cause,
  });
}
