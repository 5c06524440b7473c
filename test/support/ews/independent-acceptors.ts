import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** What the acceptors below are made of. */
export const ACCEPTOR_PACKAGES = ['apache2-bin', 'libapache2-mod-auth-gssapi', 'gss-ntlmssp', 'python3-gssapi'];

export interface AcceptorUser {
  readonly domain: string;
  readonly user: string;
  readonly password: string;
}

const MODULES = [
  'mpm_event',
  'authn_core',
  'authz_core',
  'authz_user',
  'auth_gssapi',
  'proxy',
  'proxy_http',
  'socache_shmcb',
  'ssl',
];
const START_MS = 15_000;

/** Apache with mod_auth_gssapi and gss-ntlmssp over TLS, in a folder of its own, before the server at `backend`. */
export interface Apache {
  readonly url: string;
  /** One line a request: port of the client, status, whether it carried an `Authorization`. */
  requests(): readonly { readonly connection: string; readonly status: number; readonly authorised: boolean }[];
}

/** @param requestsPerConnection after which it closes a connection; 0: never */
export async function startApache(
  users: readonly AcceptorUser[],
  backend: string,
  requestsPerConnection = 0,
): Promise<Apache> {
  const folder = privateFolder();
  const userFile = writeUsers(folder, users);
  const port = await freePort();
  const log = join(folder, 'requests.log');
  writeFileSync(log, '');
  const configuration = join(folder, 'httpd.conf');
  writeFileSync(
    configuration,
    `ServerRoot "${folder}"
${MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
ServerName localhost
PidFile "${folder}/httpd.pid"
DefaultRuntimeDir "${folder}"
ErrorLog "${folder}/error.log"
LogFormat "%{remote}p %>s %{Authorization}i" requests
CustomLog "${log}" requests
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
StartServers 1
ServerLimit 1
MaxRequestWorkers 25
KeepAlive On
MaxKeepAliveRequests ${requestsPerConnection}
Listen 127.0.0.1:${port}
SSLEngine On
SSLCertificateFile "${fixture('localhost.cert')}"
SSLCertificateKeyFile "${fixture('localhost.key')}"
<Location "/EWS/">
  AuthType GSSAPI
  AuthName "Exchange"
  GssapiSSLonly On
  GssapiAllowedMech ntlmssp
  GssapiConnectionBound On
  Require valid-user
  ProxyPass "${backend}"
</Location>
`,
  );
  const apache = start('/usr/sbin/apache2', ['-d', folder, '-f', configuration, '-D', 'FOREGROUND'], userFile);
  await Promise.race([listening(port), failed(apache)]);
  return {
    url: `https://localhost:${port}/EWS/Exchange.asmx`,
    requests: () =>
      readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((line) => {
          const [connection = '', status = '', authorization = '-'] = line.split(' ');
          return { connection, status: Number(status), authorised: authorization !== '-' };
        }),
  };
}

/** The small server that checks channel bindings, which the Apache module of Debian does not. */
export interface GssapiAcceptor {
  readonly url: string;
  /** `accepted DOMAIN\user` or `refused WHY`, one line a handshake. */
  readonly handshakes: readonly string[];
}

/** @param boundTo the certificate of the fixtures that the client has to have seen */
export async function startGssapiAcceptor(user: AcceptorUser, hash: string, boundTo: string): Promise<GssapiAcceptor> {
  const script = fileURLToPath(new URL('gssapi-acceptor.py', import.meta.url));
  const users = writeUsers(privateFolder(), [user]);
  const pem = [fixture('localhost.cert'), fixture('localhost.key'), hash, fixture(boundTo)];
  const python = start('/usr/bin/python3', [script, ...pem], users);
  const handshakes: string[] = [];
  const told = withResolvers<string>();
  createInterface({ input: python.stdout ?? process.stdin }).on('line', (line) => {
    if (line.startsWith('port ')) told.resolve(line.slice('port '.length));
    else handshakes.push(line);
  });
  const port = await Promise.race([told.promise, failed(python)]);
  return { url: `https://localhost:${port}/EWS/Exchange.asmx`, handshakes };
}

function start(command: string, args: readonly string[], userFile: string): ChildProcess {
  const env = { ...process.env, NTLM_USER_FILE: userFile, LC_ALL: 'C.UTF-8' };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(5_000).then(() => child.kill('SIGKILL'))]);
  });
  return child;
}

/** Children that serve may belong to another user, who has to get in. */
function privateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'acceptor-'));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function writeUsers(folder: string, users: readonly AcceptorUser[]): string {
  const file = join(folder, 'users');
  writeFileSync(file, users.map(({ domain, user, password }) => `${domain}:${user}:${password}\n`).join(''));
  chmodSync(file, 0o644);
  return file;
}

function fixture(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function listening(port: number): Promise<void> {
  for (const endsAt = Date.now() + START_MS; ; await sleep(50)) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(
        () => true,
        () => false,
      ),
      sleep(1_000).then(() => false),
    ]);
    socket.destroy();
    if (isOpen) return;
    if (Date.now() > endsAt) throw new Error(`Nothing listens on port ${port}.`);
  }
}

async function failed(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`${child.spawnfile} ended with ${code}; it says above why.`);
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
