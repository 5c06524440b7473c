import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  LoggedRequest,
  RunningSimulator,
  SimulatedMailbox,
  SimulatorOptions,
  SimulatorUser,
} from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { Journal, Run, RunList } from '../../src/api/resources.ts';
import type { SignedIn } from '../../src/api/testing/api-world.ts';
import { signIn } from '../../src/api/testing/api-world.ts';
import type { Tuning } from '../../src/connector/index.ts';
import type { OpenConnector, OpenOptions, RunningServer } from '../../src/main.ts';
import { openConnector, startServer } from '../../src/main.ts';
import { createLog } from '../../src/observability/index.ts';
import { DEFAULT_BRAKE_LIMITS } from '../../src/sync/index.ts';
import { runCommandHere } from './command-here.ts';
import { SERVICE } from './configuration.ts';
import type { Crm } from './crm.ts';
import { crmAt } from './crm.ts';
import { prepareDataDirectory } from './prepared-data.ts';
import { ask, enterThroughApi } from './settings-by-api.ts';
import { configurationFile } from './settings-by-file.ts';
import type { Newcomer, Wanted, WantedAccount, WantedProfile, WayIn } from './settings-wanted.ts';
import { accountName } from './settings-wanted.ts';

/** Simulator, connector with a real data directory, and its HTTP server, all in this process; nothing runs by itself. */
export interface SettingsWorld {
  readonly simulator: RunningSimulator;
  readonly connector: OpenConnector;
  readonly server: RunningServer;
  readonly dataDirectory: string;
  /** Signed in over HTTP, with cookie and proof. */
  readonly administrator: SignedIn;
  /** Somebody of the organisation with an empty mailbox, whom no test has had before. */
  newcomer(): Newcomer;
  /** Somebody's records, and those of others that this person sees. */
  crmOf(person: Newcomer): Crm;
  /** Another server with the same people and empty mailboxes; it ends with the world. */
  startExchange(options?: ExchangeOptions): Promise<RunningSimulator>;
  /** Makes the stored settings what is wanted, this way or that. */
  set(way: WayIn, wanted: Wanted): Promise<void>;
  /** `raccordo apply` of any document. */
  applyFile(document: string): Promise<void>;
  /** Of somebody whose profile and account came in by other means, under the names of places. */
  placeOf(way: WayIn, person: Newcomer, exchange: RunningSimulator): Place;
  /** A profile and an account for each of these settings, all brought in at once; each with a newcomer. */
  openPlaces(
    way: WayIn,
    settings: readonly (PlaceSettings | ((person: Newcomer) => PlaceSettings))[],
  ): Promise<readonly Place[]>;
  openPlace(way: WayIn, settings?: PlaceSettings): Promise<Place>;
  /** Other settings for several places at once; what is left out gets its default again. */
  setPlaces(way: WayIn, changes: readonly (readonly [Place, PlaceSettings])[]): Promise<void>;
  /** Runs of any account, as its user or an administrator asks for them. */
  sync(accountName: string, options?: SyncOptions): Promise<PlaceRuns>;
  /** Somebody's own session; who was not there yet is entered. */
  signIn(person: Pick<Newcomer, 'name'>): Promise<SignedIn>;
  close(): Promise<void>;
}

export type ExchangeOptions = Omit<SimulatorOptions, 'users' | 'captureBodies'>;

/** What is left out has its default. */
export interface PlaceSettings {
  /** Where the mailbox is, for as long as the place exists; the world's own server by default. */
  readonly exchange?: RunningSimulator;
  /** Of the user; Europe/Rome by default. */
  readonly timeZone?: string;
  readonly profile?: Omit<WantedProfile, 'name' | 'contacts' | 'appointments'>;
  readonly contacts?: WantedProfile['contacts'];
  readonly appointments?: WantedProfile['appointments'];
  readonly account?: Omit<WantedAccount, 'person' | 'profile'>;
}

/** One person with an own profile and account: what happens here touches nothing of other places. */
export interface Place {
  readonly person: Newcomer;
  readonly profileName: string;
  readonly accountName: string;
  readonly exchange: RunningSimulator;
  readonly mailbox: SimulatedMailbox;
  /** The person's records, and those of others that the person sees. */
  readonly crm: Crm;
  /** The same way in as before; everything that is left out gets its default again. */
  set(settings: PlaceSettings): Promise<void>;
  sync(options?: SyncOptions): Promise<PlaceRuns>;
  journal(op?: 'conflict' | 'update' | 'delete' | 'detach' | 'create' | 'link'): Promise<Journal['entries']>;
  /** What reached Exchange for this mailbox, oldest first; refused sign-ins are nobody's. */
  requests(): readonly LoggedRequest[];
  /** Writes that reached Exchange for this mailbox, oldest first, with the mode that the request asks for. */
  writes(): readonly ExchangeWrite[];
}

export interface SyncOptions {
  readonly dryRun?: boolean;
  /** Hashes of the plans that are approved. */
  readonly approve?: readonly string[];
}

/** Of the item types that take part; reading one that does not is an error of the test. */
export interface PlaceRuns {
  readonly all: readonly Run[];
  readonly contacts: Run;
  readonly appointments: Run;
}

export interface ExchangeWrite {
  readonly operation: 'CreateItem' | 'UpdateItem' | 'DeleteItem' | 'MoveItem';
  readonly body: string;
}

export interface SettingsWorldOptions {
  /** Newcomers to be had; 60 by default. */
  readonly people?: number;
  readonly simulator?: ExchangeOptions;
  readonly tuning?: Partial<Tuning>;
  /** Where the names of Autodiscover lead. */
  readonly network?: OpenOptions['network'];
}

const WRITES = new Set<string | null>(['CreateItem', 'UpdateItem', 'DeleteItem', 'MoveItem']);

export async function openSettingsWorld(options: SettingsWorldOptions = {}): Promise<SettingsWorld> {
  const people = Array.from({ length: options.people ?? 60 }, (_, index) => personOf(index + 1));
  const users = [SERVICE, ...people.map(simulatorUser)];
  const simulator = await startSimulator({ ...options.simulator, users, captureBodies: true });
  const folder = mkdtempSync(join(tmpdir(), 'raccordo-settings-'));
  const dataDirectory = join(folder, 'data');
  await prepareDataDirectory(dataDirectory);
  const connector = await openConnector({
    dataDirectory,
    environment: {},
    log: createLog({ level: 'error', file: null }),
    network: options.network,
    // Many mailboxes delete within minutes here, one after the other.
    tuning: {
      waitOutSeconds: 0,
      exchangeTimeoutMs: 5_000,
      brakes: { ...DEFAULT_BRAKE_LIMITS, companyDelete: { items: 1_000, share: 1, from: 1_000 } },
      ...options.tuning,
    },
  });
  const server = await startServer(connector, { port: 0 });
  const administrator = await signIn(connector, server.url, 'direzione', 'administrator');

  let files = 0;
  const applyFile: SettingsWorld['applyFile'] = async (document) => {
    files += 1;
    const path = join(folder, `settings-${files}.yaml`);
    writeFileSync(path, document);
    await runCommandHere(['apply', '-f', path, '--data', dataDirectory]);
  };
  const set: SettingsWorld['set'] = (way, wanted) =>
    way === 'the API'
      ? enterThroughApi(administrator.call, wanted, simulator.ewsUrl)
      : applyFile(configurationFile(wanted, simulator.ewsUrl));

  let taken = 0;
  const newcomer = () => {
    const person = people[taken];
    if (person === undefined) throw new Error(`there are only ${people.length} people`);
    taken += 1;
    return person;
  };

  const others: RunningSimulator[] = [];
  const startExchange: SettingsWorld['startExchange'] = async (more) => {
    const other = await startSimulator({ ...more, users, captureBodies: true });
    others.push(other);
    return other;
  };

  const sync: SettingsWorld['sync'] = async (account, { dryRun = false, approve } = {}) => {
    const body = { dryRun, approve: approve ?? null };
    const { call } = administrator;
    const { runs } = await ask<RunList>(call, 'POST', `/api/accounts/${account}/runs`, { body });
    return runsOf(await Promise.all(runs.map(({ id }) => ended(call, id))));
  };

  const world = { simulator, connector, server, administrator, set, sync };
  const openPlaces: SettingsWorld['openPlaces'] = async (way, settings) => {
    const places = settings.map((wanted) => {
      const person = newcomer();
      const own = typeof wanted === 'function' ? wanted(person) : wanted;
      const { exchange, timeZone } = own;
      const settled = timeZone === undefined ? person : { ...person, timeZone };
      return { own, place: placeOf(world, way, settled, exchange) };
    });
    await set(way, united(places.map(({ place, own }) => wantedOf(place, own))));
    return places.map(({ place }) => place);
  };
  return {
    ...world,
    applyFile,
    placeOf: (way, person, exchange) => placeOf(world, way, person, exchange),
    crmOf: ({ name }) => crmAt(server.url, connector.token, name, 'own'),
    dataDirectory,
    newcomer,
    startExchange,
    openPlaces,
    signIn: ({ name }) => signIn(connector, server.url, name, 'user'),
    setPlaces: (way, changes) => set(way, united(changes.map(([place, settings]) => wantedOf(place, settings)))),
    openPlace: async (way, settings = {}) => {
      const [place] = await openPlaces(way, [settings]);
      return place as Place;
    },
    close: async () => {
      await server.close();
      await connector.close();
      await Promise.all([simulator, ...others].map((exchange) => exchange.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function personOf(number: number): Newcomer {
  const name = `persona${number}`;
  return {
    name,
    displayName: `Persona ${number}`,
    smtp: `${name}@azienda.example`,
    password: `Parola-${number}-2026`,
  };
}

/** A further address of the mailbox of that user. */
export const aliasOf = (name: string): string => `posta.${name}@azienda.example`;

/** What the directory calls that user, which is not the address. */
export const principalNameOf = (name: string): string => `${name}@ad.azienda.example`;

export const sidOf = (name: string): string =>
  `S-1-5-21-1493619105-1843311271-3936346804-${1000 + Number(name.replace(/\D/g, ''))}`;

function simulatorUser({ name, displayName, smtp, password }: Newcomer): SimulatorUser {
  const aliases = [aliasOf(name)];
  const principal = { principalName: principalNameOf(name), sid: sidOf(name) };
  return { user: name, domain: 'AZIENDA', displayName, smtp, password, aliases, ...principal };
}

function placeOf(
  world: Pick<SettingsWorld, 'simulator' | 'connector' | 'server' | 'administrator' | 'set' | 'sync'>,
  way: WayIn,
  person: Newcomer,
  elsewhere: RunningSimulator | undefined,
): Place {
  const { connector, server, administrator } = world;
  const exchange = elsewhere ?? world.simulator;
  const { call } = administrator;
  const profileName = `sede-${person.name}`;
  const account = accountName({ person, profile: profileName });
  const address = `/api/accounts/${account}`;
  const place: Place = {
    person,
    profileName,
    accountName: account,
    exchange,
    mailbox: exchange.mailbox(person.smtp),
    crm: crmAt(server.url, connector.token, person.name, 'own'),
    set: (settings) => world.set(way, wantedOf(place, settings)),
    sync: (options) => world.sync(account, options),
    async journal(op) {
      const query = op === undefined ? '' : `?op=${op}`;
      return (await ask<Journal>(call, 'GET', `${address}/journal${query}`)).entries;
    },
    requests: () => exchange.requests.all().filter(({ mailbox }) => mailbox === person.smtp),
    writes: () =>
      place
        .requests()
        .filter(({ operation }) => WRITES.has(operation))
        .map(({ operation, requestBody = '' }) => ({ operation: operation as 'CreateItem', body: requestBody })),
  };
  return place;
}

async function ended(call: SignedIn['call'], id: string): Promise<Run> {
  for (;;) {
    const run = await ask<Run>(call, 'GET', `/api/runs/${id}?wait=20`);
    if (run.state === 'finished') return run;
  }
}

function runsOf(all: readonly Run[]): PlaceRuns {
  const of = (itemType: Run['itemType']) => {
    const run = all.find((candidate) => candidate.itemType === itemType);
    if (run === undefined) throw new Error(`there was no run of ${itemType}`);
    return run;
  };
  return {
    all,
    get contacts() {
      return of('contacts');
    },
    get appointments() {
      return of('appointments');
    },
  };
}

function wantedOf({ person, profileName, exchange: { ewsUrl } }: Place, settings: PlaceSettings): Wanted {
  const { profile = {}, contacts, appointments, account = {} } = settings;
  return {
    people: [person],
    profiles: [
      {
        name: profileName,
        serverUrl: ewsUrl,
        allowInsecureHttp: ewsUrl.startsWith('http:'),
        ...profile,
        ...(contacts === undefined ? {} : { contacts }),
        ...(appointments === undefined ? {} : { appointments }),
      },
    ],
    accounts: [{ person, profile: profileName, ...account }],
  };
}

function united(all: readonly Wanted[]): Wanted {
  return {
    people: all.flatMap(({ people }) => people),
    profiles: all.flatMap(({ profiles }) => profiles),
    accounts: all.flatMap(({ accounts }) => accounts),
  };
}
