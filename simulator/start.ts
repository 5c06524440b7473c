import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { AuthScheme } from './auth/authenticator.ts';
import { Authenticator } from './auth/authenticator.ts';
import { Autodiscover } from './autodiscover/autodiscover.ts';
import { autodiscoverProtocol, handleAutodiscover } from './autodiscover/handle-autodiscover.ts';
import { FaultInjector } from './faults/fault.ts';
import type { StreamTimes } from './notifications/event-stream.ts';
import { EventStreams, STREAM_TIMES } from './notifications/event-stream.ts';
import { handlePage } from './page/index.ts';
import { SimulatedMailbox } from './person/simulated-mailbox.ts';
import type { Delegation } from './rights/delegation.ts';
import type { EwsEndpoint } from './server/ews-endpoint.ts';
import { handleEws } from './server/ews-endpoint.ts';
import { RequestLog } from './server/request-log.ts';
import type { ExchangeVersion } from './soap/versions.ts';
import { serverBuild } from './soap/versions.ts';
import { Organisation } from './state/organisation.ts';
import type { Outbox } from './state/outbox.ts';
import { readStateFile, StateFile } from './state/state-file.ts';
import type { SimulatorApplication, TokenFault } from './token/index.ts';
import { DEFAULT_TENANT, isTokenPath, TokenAuthority, TokenEndpoint } from './token/index.ts';
import type { SimulatorUser } from './users.ts';
import { DEFAULT_USERS } from './users.ts';

export interface SimulatorOptions {
  /** Address to listen on; loopback by default. */
  readonly host?: string;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly users?: readonly SimulatorUser[];
  /** Programs that get tokens and sign in with them; none by default. */
  readonly applications?: readonly SimulatorApplication[];
  /** What the server offers to people; both by default. Where there are applications, it offers tokens too. */
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
  /** Keeps each photo that is hung on a contact, as other servers do. Exchange, the default, keeps the last. */
  readonly keepsAllPhotos?: boolean;
  /** Length of a minute of a streaming connection, and time between its signs of life; as with Exchange by default. */
  readonly streamTimes?: Partial<StreamTimes>;
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
  /** What it tells about the addresses of its mailboxes. */
  readonly autodiscover: Autodiscover;
  readonly requests: RequestLog;
  readonly notifications: SimulatedNotifications;
  mailboxes(): readonly SimulatedMailbox[];
  /** @throws Error when nobody has that address */
  mailbox(smtp: string): SimulatedMailbox;
  /** @throws Error when nobody signs in with that name */
  changePassword(login: string, password: string): void;
  readonly tokens: SimulatedTokens;
  /** Sets what one account may do in the mailbox of another, from now on. */
  delegate(owner: string, delegation: Delegation): void;
  /** Cuts all connections, as IIS does when it recycles: with NTLM, everybody has to sign in again. */
  recycle(): void;
  /** Cuts all connections and writes the state file. */
  close(): Promise<void>;
}

/** Who listens for changes, and what can be done to them. */
export interface SimulatedNotifications {
  readonly subscriptions: number;
  /** Streaming connections that are open. */
  readonly streams: number;
  /** Forgets all subscriptions, as a server that restarts or a mailbox that moves does. */
  lose(): void;
  /** Cuts the streaming connections in the middle, and nothing else. */
  cut(): void;
}

/** Where applications get their tokens, and what can be done to them. */
export interface SimulatedTokens {
  /** Address of the token endpoint. @param tenant that of `SimulatorApplication` without a tenant by default */
  url(tenant?: string): string;
  /** Tokens that were given out, and requests that came. */
  readonly issued: number;
  readonly requests: number;
  /** Another secret or certificate, consent given or taken back. @throws Error when there is no such application */
  change(clientId: string, change: Partial<Omit<SimulatorApplication, 'clientId'>>): void;
  /** Makes worthless what was given out so far. */
  revoke(clientId: string): void;
  /** What goes wrong at the endpoint. @param times requests to hit; the next by default */
  fail(fault: TokenFault, times?: number): void;
  recover(): void;
}

const EWS_PATH = '/ews/exchange.asmx';
/** IIS closes an idle connection after two minutes. */
const KEEP_ALIVE_MS = 120_000;

/** @throws Error when the port is taken or the state file is not readable */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const { host = '127.0.0.1', port = 0, users = DEFAULT_USERS, applications = [], tls, stateFile } = options;
  const contents = stateFile === undefined ? new Map() : readStateFile(stateFile);
  const file = stateFile === undefined ? undefined : new StateFile(stateFile, () => organisation);
  const organisation: Organisation = new Organisation(users, contents, () => file?.changed());
  file?.open();

  const authority = new TokenAuthority(applications);
  const tokenEndpoint = new TokenEndpoint(authority);
  const exchangeVersion = options.exchangeVersion ?? 'Exchange2016';
  const endpoint: EwsEndpoint = {
    organisation,
    authenticator: new Authenticator(organisation.directory, authority, options.auth ?? ['basic', 'ntlm']),
    server: exchangeVersion,
    build: serverBuild(exchangeVersion, options.build),
    clockSkewMs: options.clockSkewMs ?? 0,
    keepsAllPhotos: options.keepsAllPhotos ?? false,
    faults: new FaultInjector(),
    streams: new EventStreams({ ...STREAM_TIMES, ...options.streamTimes }),
    log: new RequestLog(),
    captureBodies: options.captureBodies ?? false,
  };
  // Its own address is known as soon as it listens.
  const autodiscover = new Autodiscover(exchangeVersion, { external: null, internal: null });
  const mailboxes = organisation.mailboxes().map((mailbox) => new SimulatedMailbox(mailbox));
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://simulator').pathname.toLowerCase();
    const protocol = autodiscoverProtocol(path);
    const handled =
      protocol !== undefined
        ? handleAutodiscover(protocol, request, response, { ...endpoint, autodiscover })
        : path === EWS_PATH
          ? handleEws(request, response, endpoint)
          : isTokenPath(path)
            ? tokenEndpoint.handle(request, response, origin)
            : handlePage(request, response, { mailboxes, organisation, log: endpoint.log, server: endpoint.server });
    handled.catch((error: unknown) => failed(response, error));
  };
  const server =
    tls === undefined ? createHttpServer(listener) : createHttpsServer({ key: tls.key, cert: tls.cert }, listener);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await listen(server, host, port);

  const { port: boundPort } = server.address() as AddressInfo;
  const origin = `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${boundPort}`;
  authority.serveAt(origin);
  const ewsUrl = `${origin}/EWS/Exchange.asmx`;
  autodiscover.tell({ external: ewsUrl });
  return {
    ewsUrl,
    pageUrl: `${origin}/`,
    users,
    outbox: organisation.outbox,
    faults: endpoint.faults,
    autodiscover,
    requests: endpoint.log,
    notifications: {
      get subscriptions() {
        return organisation.subscriptions.size;
      },
      get streams() {
        return endpoint.streams.size;
      },
      lose: () => organisation.subscriptions.removeAll(),
      cut: () => endpoint.streams.cut(),
    },
    mailboxes: () => mailboxes,
    mailbox(smtp) {
      const found = mailboxes.find((mailbox) => mailbox.smtp.toLowerCase() === smtp.toLowerCase());
      if (found === undefined) throw new Error(`Nobody has the address ${smtp}`);
      return found;
    },
    changePassword: (login, password) => organisation.directory.changePassword(login, password),
    tokens: {
      url: (tenant = DEFAULT_TENANT) => `${origin}/${tenant}/oauth2/v2.0/token`,
      get issued() {
        return authority.issued;
      },
      get requests() {
        return tokenEndpoint.requests;
      },
      change: (clientId, change) => authority.change(clientId, change),
      revoke: (clientId) => authority.revokeTokens(clientId),
      fail: (fault, times) => tokenEndpoint.fail(fault, times),
      recover: () => tokenEndpoint.recover(),
    },
    delegate: (owner, delegation) => organisation.delegations.grant(owner, delegation),
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
