import type { IncomingMessage } from 'node:http';
import { request as startRequest } from 'node:http';
import type { Readable } from 'node:stream';
import { channelBindings } from '../auth/index.ts';
import { ownError } from '../errors/index.ts';
import type { Deadline } from './deadline.ts';
import { reasonOf } from './deadline.ts';
import type { HeaderValues } from './header-values.ts';
import { headerValues } from './header-values.ts';
import { networkError } from './network-errors.ts';
import { OneSocketAgent } from './one-socket-agent.ts';
import type { ServerAddress } from './open-socket.ts';
import { openSocket } from './open-socket.ts';

export interface RawRequest {
  /** POST where nothing is said. */
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: HeaderValues;
  /** As it comes over the wire, compressed or not. Must be read to its end, or the connection destroyed. */
  readonly body: Readable;
  /** What has come over the wire so far, header and the framing of chunks included. */
  readonly wireBytes: () => number;
}

/**
 * HTTP on one socket and no other. NTLM signs in a connection, not a request: were the socket replaced
 * silently, requests would go out unauthenticated, and a third message would reach a server that never
 * sent its challenge. A connection that breaks is thrown away.
 */
export interface Connection {
  /** Set once NTLM has succeeded here. */
  signedIn: boolean;
  /** False when it is known to be broken; true is a hope. */
  readonly isUsable: boolean;
  /** It has carried an answer before, so a failure may only mean that it went stale while idle. */
  readonly wasUsed: boolean;
  /** Grows as soon as anything is handed to the socket. */
  readonly bytesWritten: number;
  readonly channelBindings: Uint8Array | null;
  /** One at a time. */
  request(request: RawRequest, deadline: Deadline): Promise<RawAnswer>;
  destroy(): void;
}

/** Of `100 Continue`, which servers and gateways say unasked, one is usual. Who says it for ever is not listened to. */
const MOST_INTERIM_ANSWERS = 20;

/** @throws ConnectorError as `openSocket` */
export async function openConnection(address: ServerAddress, deadline: Deadline): Promise<Connection> {
  const { socket, certificate } = await openSocket(address, deadline);
  const agent = new OneSocketAgent(socket);
  const { host } = address.url;
  let isBroken = false;
  let wasUsed = false;
  let failPending: (error: Error) => unknown = () => {};

  // Whoever waits for an answer is told by the request, and without one nobody needs to hear it.
  socket.on('error', () => {});
  socket.once('close', () => {
    isBroken = true;
  });

  return {
    signedIn: false,
    get isUsable() {
      return !isBroken && !socket.destroyed && socket.readable && socket.writable;
    },
    get wasUsed() {
      return wasUsed;
    },
    get bytesWritten() {
      return socket.bytesWritten;
    },
    channelBindings: certificate === null ? null : channelBindings(certificate),
    async request(request, { signal }) {
      const before = socket.bytesRead;
      try {
        const answer = await send(request, signal);
        wasUsed = true;
        return {
          status: answer.statusCode ?? 0,
          headers: headerValues(answer.rawHeaders),
          body: answer,
          wireBytes: () => socket.bytesRead - before,
        };
      } catch (error) {
        isBroken = true;
        throw networkError(error, host);
      }
    },
    destroy() {
      isBroken = true;
      failPending(ownError('channel_closed', 'The channel was closed.'));
      socket.destroy();
    },
  };

  /** @returns as soon as the head of the answer is there; `signal` then ends its body */
  function send({ method = 'POST', path, headers, body }: RawRequest, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(reasonOf(signal));
      const outgoing = startRequest({
        agent,
        method,
        path,
        // The length of the whole, told beforehand: some servers refuse chunks with 411.
        headers: { host, ...headers, ...(method === 'GET' ? {} : { 'content-length': body.byteLength }) },
      });
      let incoming: IncomingMessage | null = null;
      // Told by what is being waited for: the socket would only say that it was closed.
      const fail = (error: Error) => {
        // A request that still waits for the socket says nothing when it is destroyed.
        reject(error);
        (incoming ?? outgoing).destroy(error);
      };
      failPending = fail;
      const onAbort = () => fail(reasonOf(signal));
      signal.addEventListener('abort', onAbort, { once: true });
      outgoing.once('close', () => {
        signal.removeEventListener('abort', onAbort);
        if (failPending === fail) failPending = () => {};
      });
      let interimAnswers = 0;
      outgoing.on('information', () => {
        interimAnswers += 1;
        if (interimAnswers > MOST_INTERIM_ANSWERS)
          fail(ownError('connection_reset', 'The server goes on saying that it goes on.'));
      });
      outgoing.on('error', (error) => {
        reject(error);
        incoming?.destroy(error);
      });
      outgoing.once('response', (answer) => {
        incoming = answer;
        // A body that is destroyed unread tells so in an event; nobody needs to hear it.
        answer.on('error', () => {});
        // Who answers before it has heard all may never listen to the rest, and the next request would wait behind it.
        answer.once('end', () => {
          if (!outgoing.shouldKeepAlive || !outgoing.writableFinished) isBroken = true;
        });
        resolve(answer);
      });
      outgoing.end(method === 'GET' ? undefined : body);
    });
  }
}
