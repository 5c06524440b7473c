import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { AuthScheme } from './auth/authenticator.ts';
import { Authenticator } from './auth/authenticator.ts';
import { FaultInjector } from './faults/fault.ts';
import { handlePage } from './page/index.ts';
import { SimulatedMailbox } from './person/simulated-mailbox.ts';
import type { EwsEndpoint } from './server/ews-endpoint.ts';
import { handleEws } from './server/ews-endpoint.ts';
import { RequestLog } from './server/request-log.ts';
import type { ExchangeVersion } from './soap/versions.ts';
import { serverBuild } from './soap/versions.ts';
import { Organisation } from './state/organisation.ts';
import type { Outbox } from './state/outbox.ts';
import { readStateFile, StateFile } from './state/state-file.ts';
import type { SimulatorUser } from './users.ts';
import { DEFAULT_USERS } from './users.ts';

export interface SimulatorOptions {
  /** Address to listen on; loopback by default. */
  readonly host?: string;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly users?: readonly SimulatorUser[];
  /** What the server offers; both by default. */
  readonly auth?: readonly AuthScheme[];
  /** Which Exchange this is; Exchange2016 by default. */
  readonly exchangeVersion?: ExchangeVersion;
  /** Which update of it, for instance `15.2.1544.4`; a usual one by default. */
  readonly build?: string;
  /** By which the server's clock is ahead of the real one; none by default. */
  readonly clockSkewMs?: number;
  /** Keeps the mailboxes over restarts. Without it they live in memory. */
  readonly stateFile?: string;
  /** PEM. Without it the server speaks plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Keeps every request and answer in the log, for tests that check them. */
  readonly captureBodies?: boolean;
}

export interface RunningSimulator {
  readonly ewsUrl: string;
  /** Where a person sees and edits the mailboxes. Served to the loopback interface only. */
  readonly pageUrl: string;
  readonly users: readonly SimulatorUser[];
  readonly outbox: Outbox;
  readonly faults: FaultInjector;
  readonly requests: RequestLog;
  mailboxes(): readonly SimulatedMailbox[];
  /** @throws Error when nobody has that address */
  mailbox(smtp: string): SimulatedMailbox;
  /** @throws Error when nobody signs in with that name */
  changePassword(login: string, password: string): void;
  /** Cuts all connections, as IIS does when it recycles: with NTLM, everybody has to sign in again. */
  recycle(): void;
  /** Cuts all connections and writes the state file. */
  close(): Promise<void>;
}

const EWS_PATH = '/ews/exchange.asmx';
/** IIS closes an idle connection after two minutes. */
const KEEP_ALIVE_MS = 120_000;

/** @throws Error when the port is taken or the state file is not readable */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const { host = '127.0.0.1', port = 0, users = DEFAULT_USERS, auth = ['basic', 'ntlm'], tls, stateFile } = options;
  const contents = stateFile === undefined ? new Map() : readStateFile(stateFile);
  const file = stateFile === undefined ? undefined : new StateFile(stateFile, () => organisation);
  const organisation: Organisation = new Organisation(users, contents, () => file?.changed());
  file?.open();

  const exchangeVersion = options.exchangeVersion ?? 'Exchange2016';
  const endpoint: EwsEndpoint = {
    organisation,
    authenticator: new Authenticator(organisation.directory, auth),
    server: exchangeVersion,
    build: serverBuild(exchangeVersion, options.build),
    clockSkewMs: options.clockSkewMs ?? 0,
    faults: new FaultInjector(),
    log: new RequestLog(),
    captureBodies: options.captureBodies ?? false,
  };
  const mailboxes = organisation.mailboxes().map((mailbox) => new SimulatedMailbox(mailbox));
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://simulator').pathname.toLowerCase();
    const handled =
      path === EWS_PATH
        ? handleEws(request, response, endpoint)
        : handlePage(request, response, { mailboxes, organisation, log: endpoint.log, server: endpoint.server });
    handled.catch((error: unknown) => failed(response, error));
  };
  const server =
    tls === undefined ? createHttpServer(listener) : createHttpsServer({ key: tls.key, cert: tls.cert }, listener);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await listen(server, host, port);

  const { port: boundPort } = server.address() as AddressInfo;
  const origin = `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${boundPort}`;
  return {
    ewsUrl: `${origin}/EWS/Exchange.asmx`,
    pageUrl: `${origin}/`,
    users,
    outbox: organisation.outbox,
    faults: endpoint.faults,
    requests: endpoint.log,
    mailboxes: () => mailboxes,
    mailbox(smtp) {
      const found = mailboxes.find((mailbox) => mailbox.smtp.toLowerCase() === smtp.toLowerCase());
      if (found === undefined) throw new Error(`Nobody has the address ${smtp}`);
      return found;
    },
    changePassword: (login, password) => organisation.directory.changePassword(login, password),
    recycle: () => server.closeAllConnections(),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      file?.close();
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** A defect of the simulator must look like one, not like an answer of Exchange. */
function failed(response: ServerResponse, error: unknown): void {
  console.error('Exchange simulator:', error);
  if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end('The Exchange simulator failed; see its output.');
}
