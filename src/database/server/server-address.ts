import { ConnectorError } from '../../model/index.ts';

/** Where the PostgreSQL server is, and how to sign in there, as a `postgres://` address says it. */
export interface ServerAddress {
  /** Name, IP address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string | null;
  readonly tls: TlsWish;
  readonly connectTimeoutMs: number;
}

/** As in libpq; `allow` is treated as `prefer`. */
export type SslMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

export interface TlsWish {
  readonly mode: SslMode;
  /** File with the authorities to trust, PEM; `null`: those that Node.js trusts. */
  readonly rootCertificateFile: string | null;
  readonly certificateFile: string | null;
  readonly keyFile: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const MODES: Readonly<Record<string, SslMode>> = {
  disable: 'disable',
  allow: 'prefer',
  prefer: 'prefer',
  require: 'require',
  'verify-ca': 'verify-ca',
  'verify-full': 'verify-full',
};
const PARAMETERS = ['host', 'port', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'connect_timeout'];
const NO_HOST = 'none.invalid';
const DEFAULT_PORT = 5432;
const CONNECT_TIMEOUT_SECONDS = 10;

/**
 * @param environment for what the address leaves out: `PGUSER`, `PGPASSWORD`, `PGSSLMODE`, `PGSSLROOTCERT`, `PGSSLCERT`, `PGSSLKEY`
 * @throws ConnectorError `database_address_invalid`; `details.part` names what is wrong. Never quotes the address: it
 *   may hold a password
 */
export function parseServerAddress(text: string, environment: Environment): ServerAddress {
  const url = urlFrom(text);
  const parameter = (name: string): string | null => url.searchParams.get(name) || null;
  for (const name of url.searchParams.keys()) if (!PARAMETERS.includes(name)) throw invalid(name);

  const written = url.hostname === NO_HOST ? '' : url.hostname;
  const host = parameter('host') ?? decoded(written, 'host').replace(/^\[(.*)\]$/, '$1');
  const database = decoded(url.pathname.slice(1), 'database');
  const user = decoded(url.username, 'user') || (environment['PGUSER'] ?? '');
  if (host === '') throw invalid('host');
  if (database === '') throw invalid('database');
  if (user === '') throw invalid('user');
  return {
    host,
    port: portFrom(parameter('port') ?? url.port),
    database,
    user,
    password: decoded(url.password, 'password') || environment['PGPASSWORD'] || null,
    tls: {
      mode: modeFrom(parameter('sslmode') ?? environment['PGSSLMODE'] ?? null, host),
      rootCertificateFile: authorities(parameter('sslrootcert') ?? environment['PGSSLROOTCERT'] ?? null),
      certificateFile: parameter('sslcert') ?? environment['PGSSLCERT'] ?? null,
      keyFile: parameter('sslkey') ?? environment['PGSSLKEY'] ?? null,
    },
    connectTimeoutMs: timeoutFrom(parameter('connect_timeout')) * 1000,
  };
}

/** For people, without user and password. */
export function nameOf({ host, port, database }: ServerAddress): string {
  return isSocket(host) ? `${database} (${host})` : `${host}:${port}/${database}`;
}

export function isSocket(host: string): boolean {
  return host.startsWith('/');
}

function urlFrom(text: string): URL {
  // The host may be left out where the folder of a socket is given, but a URL with a user needs one.
  const filled = text.trim().replace(/^(postgres(?:ql)?:\/\/[^/@]*@)\//, `$1${NO_HOST}/`);
  if (!URL.canParse(filled)) throw invalid('address');
  const url = new URL(filled);
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') throw invalid('scheme');
  return url;
}

/** libpq takes `prefer` everywhere. What leaves this machine is other people's data: there the name is proved. */
function modeFrom(given: string | null, host: string): SslMode {
  if (given === null) return isOnThisMachine(host) ? 'prefer' : 'verify-full';
  const mode = MODES[given];
  if (mode === undefined) throw invalid('sslmode');
  return mode;
}

function isOnThisMachine(host: string): boolean {
  return isSocket(host) || host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** `system` is libpq's word for the authorities that the machine trusts. */
function authorities(file: string | null): string | null {
  return file === 'system' ? null : file;
}

function portFrom(text: string): number {
  if (text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw invalid('port');
  return port;
}

function timeoutFrom(text: string | null): number {
  if (text === null) return CONNECT_TIMEOUT_SECONDS;
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 600) throw invalid('connect_timeout');
  return seconds;
}

function decoded(text: string, part: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(part);
  }
}

function invalid(part: string): ConnectorError {
  return new ConnectorError({
    code: 'database_address_invalid',
    disposition: 'halt',
    message: `the address of the database is not valid (${part})`,
    details: { part },
  });
}
