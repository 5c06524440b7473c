import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from './api/index.ts';
import { createApi, isLoopbackAddress } from './api/index.ts';
import type { Connector, Tuning } from './connector/index.ts';
import {
  accountPasswordIdentity,
  claimInForce,
  clientSecretIdentity,
  createConnector,
  delegatePasswordIdentity,
  privateKeyIdentity,
} from './connector/index.ts';
import { createBuiltinCrm } from './crm/builtin/index.ts';
import type { Database, InstallationDatabase, ServerAddress } from './database/index.ts';
import { migrate, openInstallationDatabase } from './database/index.ts';
import type { DiscoveryNetwork } from './exchange/autodiscover/index.ts';
import { diagnoseExchange, discoverForConnection } from './exchange/autodiscover/index.ts';
import {
  assertEwsMailboxIsOwn,
  connectEws,
  createServerPaces,
  forgetRefusals,
  lookUpEwsMailbox,
  normaliseServerUrl,
} from './exchange/ews/index.ts';
import { photosAsFields } from './exchange/photos-as-fields.ts';
import type { InstallationGuard } from './installation/index.ts';
import { openInstallationGuard, readPlace, trustingGuard } from './installation/index.ts';
import { housekeeping } from './jobs/index.ts';
import { ConnectorError } from './model/index.ts';
import type { Log } from './observability/index.ts';
import { createLog, errorFacts } from './observability/index.ts';
import type { PasswordCost } from './people/index.ts';
import { createPeople, forgetExpired, readPerson } from './people/index.ts';
import type { ProgramFiles } from './program-files.ts';
import { findProgramFiles } from './program-files.ts';
import type { RenewableSecretBox } from './secrets/index.ts';
import { openSecretBox, readOrCreateToken, rewrapStored } from './secrets/index.ts';
import type { SettingsStore } from './settings/index.ts';
import { createSettingsStore } from './settings/index.ts';
import {
  createConflictStore,
  createFindingStore,
  createPhotoStore,
  createPlanStore,
  createRunStore,
  createScopeReports,
  createSyncStore,
  deleteHistoryOlderThan,
  deleteUnneededPhotos,
  ensureInstallation,
  freeAbandonedLeases,
  leaseOwner,
  retryParkedAfterUpgrade,
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
  lookUpsPerPerson: 20,
};

const HISTORY_DAYS = 90;
const DAY_MS = 86_400_000;
const TEN_MINUTES_MS = 600_000;

/** Forgets everything at its end; it is closed with the connector. */
interface InMemory {
  readonly inMemory: Database;
}

export interface OpenOptions {
  /** Key of the stored passwords, token and lock live here; where it is embedded, also the database. */
  readonly dataDirectory: string;
  /** By default embedded, in the data directory. In memory is for tests. */
  readonly database?: 'embedded' | ServerAddress | InMemory;
  readonly environment?: NodeJS.ProcessEnv;
  readonly log?: Log;
  readonly tuning?: Partial<Tuning>;
  /** How Autodiscover looks up names. Another than the system's is for tests. */
  readonly network?: DiscoveryNetwork | undefined;
  /** What it costs to try a password. Less than the default is for tests. */
  readonly passwordCost?: PasswordCost;
}

export interface OpenConnector extends Connector {
  /** The bearer token of the API. */
  readonly token: string;
  readonly program: ProgramFiles;
  /** Tells other processes of this machine where the API listens (`readLock`). */
  publishAddress(address: { readonly host: string; readonly port: number; readonly pageUrl: string }): void;
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
    const installation = await openGuard(options, database, log);
    const runs = createRunStore(database);
    const plans = createPlanStore(database);
    // The data directory is ours alone now: whatever ran in it before is over.
    const node = 'node' in database ? database.node : null;
    await freeAbandonedLeases(database, node);
    await runs.closeInterruptedRuns();
    await retryParkedAfterUpgrade(database, findProgramFiles().version);
    await plans.discardUnfinished();
    const photos = createPhotoStore(database);
    const crm = createBuiltinCrm(database, photos);
    const settings = createSettingsStore(database, async (tx, { userId, claim }) => {
      const person = await readPerson(tx, crm.users.within(tx), userId);
      return person === null ? claim : claimInForce(claim, person);
    });
    await renewSecrets(settings, secrets, log);
    const paces = createServerPaces();
    const connector = createConnector({
      crm,
      people: createPeople({ database, users: crm.users, passwordCost: options.passwordCost }),
      settings,
      secrets,
      installation,
      store: createSyncStore(database, (store) => installation.announce(store)),
      runs,
      plans,
      reports: createScopeReports(database),
      conflicts: createConflictStore(database),
      findings: createFindingStore(database),
      connectExchange: (exchange) => photosAsFields(connectEws({ ...exchange, paces }), photos),
      diagnoseExchange: (connection) => diagnoseExchange(connection, options.network),
      forgetRefusals,
      discoverExchange: (connection) => discoverForConnection(connection, options.network),
      lookUpMailbox: lookUpEwsMailbox,
      assertOwnMailbox: assertEwsMailboxIsOwn,
      normaliseServerUrl,
      stampKey,
      clock: { now: () => new Date().toISOString(), monotonicMs: () => performance.now(), sleep: (ms) => sleep(ms) },
      newId: randomUUID,
      ownerId: leaseOwner(node, `${process.pid}-${randomUUID()}`),
      sharesDatabase: node !== null,
      tuning: { ...DEFAULT_TUNING, ...options.tuning },
      log,
    });
    return assemble(connector, database, { token, log });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** After a new key was put in front of the ring, the passwords come under it; nobody has to enter them again. */
async function renewSecrets(settings: SettingsStore, secrets: RenewableSecretBox, log: Log): Promise<void> {
  const identities = {
    delegatePassword: delegatePasswordIdentity,
    clientSecret: clientSecretIdentity,
    privateKey: privateKeyIdentity,
    accountPassword: accountPasswordIdentity,
  };
  const { renewed, unreadable } = await rewrapStored(settings, secrets, identities);
  if (renewed > 0) log.info('passwords renewed', { count: renewed });
  if (unreadable > 0) log.warn('passwords unreadable', { count: unreadable });
}

async function openGuard(
  { dataDirectory, database: kind }: OpenOptions,
  database: Database | InstallationDatabase,
  log: Log,
): Promise<InstallationGuard> {
  if (isInMemory(kind)) return trustingGuard();
  const installation = await openInstallationGuard(database, {
    directory: dataDirectory,
    place: await readPlace(dataDirectory),
    onServer: 'node' in database && database.node !== null,
    onMarkError: (error) => log.warn('installation mark not written', errorFacts(error)),
  });
  const tell = () => {
    const doubt = installation.doubt();
    if (doubt !== null) log.error('installation unconfirmed', { code: 'installation_unconfirmed', kind: doubt });
  };
  tell();
  installation.onChange(tell);
  return installation;
}

function isInMemory(database: OpenOptions['database']): database is InMemory {
  return typeof database === 'object' && 'inMemory' in database;
}

function openDatabase(options: OpenOptions, log: Log): Promise<Database | InstallationDatabase> {
  const { database = 'embedded' } = options;
  if (isInMemory(database)) return Promise.resolve(database.inMemory);
  return openInstallationDatabase(options.dataDirectory, {
    server: database === 'embedded' ? null : database,
    onMaintenanceError: (error) => log.error('database maintenance failed', errorFacts(error)),
  });
}

function assemble(
  connector: Connector,
  database: Database | InstallationDatabase,
  { token, log }: { readonly token: string; readonly log: Log },
): OpenConnector {
  const daily = housekeeping(
    [
      { name: 'history', work: () => deleteHistoryOlderThan(database, HISTORY_DAYS) },
      { name: 'photos', work: () => deleteUnneededPhotos(database) },
      { name: 'sign-in', work: () => forgetExpired(database) },
    ],
    DAY_MS,
    (task, error) => log.error('housekeeping failed', { ...errorFacts(error), operation: task }),
  );
  // What processes on other machines left behind that do not come back.
  const frequent = housekeeping(
    connector.parts.sharesDatabase ? [{ name: 'runs', work: () => connector.parts.runs.closeInterruptedRuns() }] : [],
    TEN_MINUTES_MS,
    (task, error) => log.error('housekeeping failed', { ...errorFacts(error), operation: task }),
  );
  return {
    ...connector,
    token,
    program: findProgramFiles(),
    publishAddress: (address) => {
      if ('publish' in database) database.publish(address);
    },
    close: async () => {
      await connector.close();
      await daily.stop();
      await frequent.stop();
      await database.close();
    },
  };
}

export interface ServerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Address or name to listen on. Default: 127.0.0.1, which only this machine reaches. */
  readonly host?: string;
  /** Origin under which people open the page, where a proxy stands before the server: `https://raccordo.example`. */
  readonly publicOrigin?: string | null;
  /** Address of that proxy where it is not on this machine. */
  readonly trustedProxy?: string | null;
}

export interface RunningServer {
  readonly port: number;
  /** Address of the page and of the API for this machine, `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Origin under which people open the page. */
  readonly pageUrl: string;
  readonly api: Api;
  /** Stops answering; the connector stays open. */
  close(): Promise<void>;
}

/** @throws ConnectorError `port_in_use`, `address_unavailable`, `insecure_listen_refused` */
export async function startServer(connector: OpenConnector, options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', publicOrigin = null, trustedProxy = null } = options;
  assertProtected(host, publicOrigin);
  const { version, pageDirectory } = connector.program;
  const site = { publicOrigin, trustedProxy };
  const api = await createApi(connector, { token: connector.token, site, version, pageDirectory });
  try {
    await api.listen({ port: options.port, host });
  } catch (cause) {
    await api.close();
    throw cannotListen(host, options.port, cause);
  }
  const address = api.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const local = { host: localHostOf(host), port };
  connector.parts.log.info('listening', { port, zoneData: process.versions.tz ?? 'none' });
  const url = `http://${local.host}:${port}`;
  connector.publishAddress({ ...local, pageUrl: publicOrigin ?? url });
  return { port, url, pageUrl: publicOrigin ?? url, api, close: () => api.close() };
}

/** Passwords never cross a network in the clear: outside this machine there has to be a proxy that speaks https. */
function assertProtected(host: string, publicOrigin: string | null): void {
  const names = publicOrigin === null ? [host] : [host, new URL(publicOrigin).hostname.replace(/^\[|\]$/g, '')];
  if (publicOrigin?.startsWith('https:') === true || names.every(isLoopbackAddress)) return;
  throw new ConnectorError({
    code: 'insecure_listen_refused',
    disposition: 'halt',
    message: 'without an https public address passwords would cross the network unprotected',
    details: { host },
  });
}

/** How programs of this machine reach the server, as it stands in a URL. */
function localHostOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function cannotListen(host: string, port: number, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new ConnectorError({
      code: 'port_in_use',
      disposition: 'halt',
      message: `port ${port} is in use by another program`,
      details: { port },
      cause,
    });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new ConnectorError({
      code: 'address_unavailable',
      disposition: 'halt',
      message: `${host} is not an address of this machine`,
      details: { host },
      cause,
    });
  }
  return cause;
}
