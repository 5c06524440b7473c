import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../database/index.ts';
import { openTestDatabase } from '../../database/testing/test-database.ts';
import type { OpenConnector, OpenOptions, RunningServer, ServerOptions } from '../../main.ts';
import { openConnector, startServer } from '../../main.ts';
import { createLog } from '../../observability/index.ts';
import type { Person, Role } from '../../people/index.ts';
import { CHEAP_PASSWORDS } from '../../people/testing/cheap-passwords.ts';
import type { Answer, Call, CallOptions } from './http-client.ts';
import { callerWith } from './http-client.ts';

export { type Answer, type Call, type CallOptions, callRaw, sendRaw } from './http-client.ts';

/** The whole product on a memory database, reached over real HTTP. */
export interface ApiWorld {
  readonly connector: OpenConnector;
  readonly server: RunningServer;
  /** As the holder of the token. */
  call(method: string, path: string, options?: CallOptions & { readonly token?: string | null }): Promise<Answer>;
  /** Applies a configuration file; `passwordEnv: EXCHANGE_PASSWORD` in it is given. @throws Error when it is refused */
  configure(document: string): Promise<void>;
  /** Makes a person who can sign in, their address confirmed. */
  addPerson(name: string, role?: Role): Promise<Person>;
  /** Signs in over HTTP. A person who is not there yet is made first. */
  signIn(name: string, role?: Role): Promise<SignedIn>;
  close(): Promise<void>;
}

/** A browser with its session. */
export interface SignedIn {
  readonly person: Person;
  readonly cookie: string;
  readonly csrfToken: string;
  /** With cookie and proof. */
  readonly call: Call;
}

/** Of everybody in these worlds. */
export const TEST_PASSWORD = 'quattro gatti sul tetto';

export interface WorldOptions extends Omit<ServerOptions, 'port'> {
  readonly tuning?: OpenOptions['tuning'];
  readonly network?: OpenOptions['network'];
  /** For a test that looks into it or damages it; closed with the world. */
  readonly database?: Database;
}

export async function openApiWorld({
  tuning = {},
  network,
  database,
  ...server
}: WorldOptions = {}): Promise<ApiWorld> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'raccordo-api-'));
  const connector = await openConnector({
    dataDirectory,
    database: { inMemory: database ?? (await openTestDatabase()) },
    environment: {},
    log: createLog({ level: 'silent', file: null }, { write: () => undefined }),
    // A test asks as often in a minute as a person in a month.
    tuning: { exchangeTimeoutMs: 2_000, lookUpsPerPerson: 1_000, ...tuning },
    passwordCost: CHEAP_PASSWORDS,
    ...(network === undefined ? {} : { network }),
  });
  const running = await startServer(connector, { port: 0, ...server });
  const call: ApiWorld['call'] = (method, path, { token = connector.token, ...options } = {}) =>
    callerWith(running.url, bearer(token))(method, path, options);
  return {
    connector,
    server: running,
    call,
    configure: async (document) => {
      const body = { document, secretValues: { 'env:EXCHANGE_PASSWORD': 'x' } };
      const { status, text } = await call('POST', '/api/configuration', { body });
      if (status !== 200) throw new Error(`applying answered ${status}: ${text}`);
    },
    addPerson: (name, role = 'user') => addPerson(connector, name, role),
    signIn: (name, role = 'user') => signIn(connector, running.url, name, role),
    close: async () => {
      await running.close();
      await connector.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function addPerson({ parts: { people } }: OpenConnector, name: string, role: Role): Promise<Person> {
  const displayName = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const facts = { name, displayName, email: `${name}@brenta.example`, timeZone: 'Europe/Rome' };
  const { id } = await people.create(facts, { role, emailVerified: true });
  await people.setPassword(id, TEST_PASSWORD);
  return (await people.get(id)) as Person;
}

/** @param url of the server, whichever way it was started */
export async function signIn(connector: OpenConnector, url: string, name: string, role: Role): Promise<SignedIn> {
  const { people } = connector.parts;
  const known = await people.findByName(name);
  if (known === null) await addPerson(connector, name, role);
  else if (!known.hasPassword) await people.setPassword(known.id, TEST_PASSWORD);
  const body = { name, password: TEST_PASSWORD };
  const { status, headers, json, text } = await callerWith(url, {})('POST', '/api/session', { body });
  if (status !== 200) throw new Error(`signing in answered ${status}: ${text}`);
  const cookie = (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const csrfToken: string = json.csrfToken;
  const person = (await people.findByName(name)) as Person;
  return { person, cookie, csrfToken, call: callerWith(url, { cookie, 'x-csrf-token': csrfToken }) };
}

function bearer(token: string | null): Readonly<Record<string, string>> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}
