import type { Readable } from 'node:stream';
import { channelBindings } from '../auth/index.ts';
import { ownError } from '../errors/index.ts';
import type { Deadline } from './deadline.ts';
import { skipContinue } from './interim-answers.ts';
import { networkError } from './network-errors.ts';
import type { ServerAddress } from './open-socket.ts';
import { openSocket } from './open-socket.ts';
import { requestOn, UndiciClient } from './undici-client.ts';

export interface RawRequest {
  /** POST where nothing is said. */
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface RawAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
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

/** Below the 120 s of IIS, so that it is us who let go. A server's own `Keep-Alive` hint outweighs it. */
const IDLE_MS = 55_000;
const LONGEST_IDLE_MS = 110_000;

/** @throws ConnectorError as `openSocket` */
export async function openConnection(address: ServerAddress, deadline: Deadline): Promise<Connection> {
  const { socket, certificate } = await openSocket(address, deadline);
  const awaitAnswer = skipContinue(socket);
  let isConnected = false;
  let isBroken = false;
  let wasUsed = false;

  const client = new UndiciClient(address.url.origin, {
    pipelining: 1,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: LONGEST_IDLE_MS,
    // The deadline rules; undici's own clocks would only blur which one struck.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (_options, callback) => {
      if (isConnected) return callback(ownError('connection_reset', 'The connection was closed.'), null);
      isConnected = true;
      // Not at once: undici forgets the waiting request when its connector answers in the same breath.
      queueMicrotask(() => callback(null, socket));
    },
  });
  client.on('disconnect', () => {
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
    async request(request, deadlineOfRequest) {
      try {
        awaitAnswer();
        const before = socket.bytesRead;
        const answer = await requestOn.call(client, {
          method: request.method ?? 'POST',
          path: request.path,
          headers: request.headers,
          // A buffer, not a stream: undici then sends its length, and some servers refuse chunks with 411.
          body: Buffer.from(request.body.buffer, request.body.byteOffset, request.body.byteLength),
          signal: deadlineOfRequest.signal,
        });
        wasUsed = true;
        // A body that is destroyed unread tells so in an event; nobody needs to hear it.
        answer.body.on('error', () => {});
        return {
          status: answer.statusCode,
          headers: answer.headers,
          body: answer.body,
          wireBytes: () => socket.bytesRead - before,
        };
      } catch (error) {
        isBroken = true;
        throw networkError(error, address.url.host);
      }
    },
    destroy() {
      isBroken = true;
      void client.destroy().catch(() => {});
      socket.destroy();
    },
  };
}
