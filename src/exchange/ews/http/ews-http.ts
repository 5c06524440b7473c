import { ConnectorError } from '../../../model/index.ts';
import { ownError } from '../errors/index.ts';
import type { EwsOptions } from '../options.ts';
import type { Connection, RawAnswer } from './connection.ts';
import { openConnection } from './connection.ts';
import type { Freshness } from './connection-pool.ts';
import { createConnectionPool } from './connection-pool.ts';
import type { CookieJar } from './cookie-jar.ts';
import { createCookieJar } from './cookie-jar.ts';
import type { Deadline } from './deadline.ts';
import { decodedBody } from './decoded-body.ts';
import { firstValue } from './header-values.ts';
import { inTime } from './in-time.ts';
import type { ObserveAnswer } from './observed-answer.ts';
import { observedAnswer } from './observed-answer.ts';
import type { Whereabouts } from './open-socket.ts';
import type { Occupied } from './password-verdict.ts';
import { redirectTarget } from './redirect.ts';
import type { SignInAttempt, SignInConnection } from './sign-in.ts';
import { createSignIn } from './sign-in.ts';
import type { AnswerHead } from './status-error.ts';
import { trustedRoots } from './trusted-roots.ts';
import { USER_AGENT } from './user-agent.ts';

export interface HttpPost {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  /** Never sent again once its body may have left, except after a 401. */
  readonly writes: boolean;
  readonly deadline: Deadline;
  /** Called once a connection is at hand and before anything goes out on it. What it throws ends the post. */
  readonly ready: () => void;
  /**
   * Called when nothing may go out before `over`, since another request shows the same password: whoever holds a place
   * among others gives it back meanwhile. Rejects as `over` does.
   */
  readonly standAside: (over: Promise<void>) => Promise<void>;
  /** Kept up to date, for the caller who has to judge a failure. */
  readonly progress: PostProgress;
}

export interface PostProgress {
  /** The server may be acting on the body, or may have. */
  bodyMayHaveLeft: boolean;
  httpStatus: number | null;
}

export interface HttpAnswer extends AnswerHead {
  readonly host: string;
  /** Decompressed; see `decodedBody` for its errors. */
  body(): AsyncGenerator<Uint8Array, void, undefined>;
}

/** One account's way to one URL: connections, sign-in, cookies, redirects. Knows nothing of SOAP. */
export interface EwsHttp {
  /**
   * @param read takes what it needs from an answer that is no 401 and no 3xx; the connection is free after it
   * @throws ConnectorError for everything below SOAP
   */
  post<T>(post: HttpPost, read: (answer: HttpAnswer) => Promise<T>): Promise<T>;
  close(): void;
}

/** Headers are more than the server takes; the session behind a cookie is over. */
const SPOILT_BY_COOKIES: ReadonlySet<number> = new Set([431, 440]);
/** Servers take headers of 8 KB at least, and some call longer ones a bad request. */
const MANY_COOKIES = 4_000;
/** A connection may turn out stale, and its replacement may be closed in the middle of a handshake. */
const MOST_CONNECTIONS_PER_POST = 4;
const LONGEST_DRAIN = 262_144;

/**
 * @param observe is told every answer, those of a sign-in included
 * @throws ConnectorError `insecure_http_refused`, `tls_ca_invalid`, `server_url_invalid`
 */
export function createEwsHttp(
  options: Pick<
    EwsOptions,
    'url' | 'mailbox' | 'credentials' | 'signIn' | 'tls' | 'allowInsecureHttp' | 'maxConnections' | 'onRequest'
  >,
  observe: ObserveAnswer = () => {},
  whereabouts?: Whereabouts,
): EwsHttp {
  const url = readUrl(options.url, options.allowInsecureHttp);
  const tls =
    url.protocol === 'https:'
      ? { roots: trustedRoots(options.tls.caPem), certificateSha256: options.tls.certificateSha256 }
      : null;
  const pool = createConnectionPool({
    maxConnections: Math.max(1, options.maxConnections),
    open: (deadline) => openConnection({ url, tls, whereabouts }, deadline),
  });
  const signIn = createSignIn(url, options);
  const cookies = createCookieJar(url);
  let path = `${url.pathname}${url.search}`;

  return { post, close: () => pool.close() };

  async function post<T>(request: HttpPost, read: (answer: HttpAnswer) => Promise<T>): Promise<T> {
    const followed = await postTo(path, request, read);
    if (!('redirect' in followed)) return followed.result;
    const second = await postTo(followed.redirect, request, read);
    if ('redirect' in second)
      throw ownError('redirected', 'The server redirects in circles.', { details: { host: url.host } });
    // Requests that write do not follow redirects; what a read has found out is theirs too.
    path = followed.redirect;
    return second.result;
  }

  async function postTo<T>(
    target: string,
    request: HttpPost,
    read: (answer: HttpAnswer) => Promise<T>,
  ): Promise<{ readonly result: T } | { readonly redirect: string }> {
    const attempt = signIn.begin();
    let freshness: Freshness = request.writes ? 'lively' : 'any';
    for (let count = 0; count < MOST_CONNECTIONS_PER_POST; ) {
      let occupied: Occupied | null = null;
      const connection = await pool.acquire(request.deadline, freshness);
      const wasWarm = connection.wasUsed;
      try {
        request.ready();
        const raw = await sendOn(connection, target, request, attempt);
        if (raw === null) connection.destroy();
        else if ('occupiedUntil' in raw) occupied = raw;
        else {
          request.progress.httpStatus = raw.status;
          const answer = answerFrom(raw, url.host);
          if (raw.status >= 300 && raw.status < 400) {
            await drain(connection, raw);
            return { redirect: redirectTarget(answer, url, !request.writes && target === path) };
          }
          if (isSpoiltByCookies(raw.status, target)) cookies.clear();
          try {
            return { result: await read(answer) };
          } finally {
            if (!raw.body.readableEnded) connection.destroy();
          }
        }
      } catch (error) {
        if (!(wasWarm && wentStale(error, request))) throw error;
        connection.destroy();
      } finally {
        pool.release(connection);
      }
      if (occupied !== null) {
        await request.standAside(inTime(occupied.occupiedUntil, request.deadline.signal));
        continue;
      }
      freshness = 'new';
      count += 1;
    }
    throw ownError('connection_reset', 'The server closes one connection after the other.', {
      details: { host: url.host },
    });
  }

  function isSpoiltByCookies(status: number, target: string): boolean {
    if (SPOILT_BY_COOKIES.has(status)) return true;
    return status === 400 && (cookieHeader(cookies, target)?.length ?? 0) > MANY_COOKIES;
  }

  async function sendOn(
    connection: Connection,
    target: string,
    request: HttpPost,
    attempt: SignInAttempt,
  ): Promise<RawAnswer | Occupied | null> {
    const send = async (headers: Readonly<Record<string, string>>, body: Uint8Array) => {
      const sentAt = Date.now();
      const raw = await connection.request(
        { path: target, body, headers: { ...baseHeaders(cookies, target), ...request.headers, ...headers } },
        request.deadline,
      );
      observe(observedAnswer(raw, headers['authorization'], sentAt));
      cookies.store(raw.headers['set-cookie'], Date.now());
      return raw;
    };
    const link: SignInConnection = {
      // No getters, which would give each request's object a shape of its own, and its body as long a life as that has.
      state: connection,
      isWarm: connection.wasUsed,
      channelBindings: connection.channelBindings,
      sendEmpty: (headers) => send(headers, new Uint8Array()),
      send: async (headers) => {
        const before = connection.bytesWritten;
        request.progress.bodyMayHaveLeft = true;
        try {
          const raw = await send(headers, request.body);
          if (raw.status === 401) request.progress.bodyMayHaveLeft = false;
          return raw;
        } catch (error) {
          if (connection.bytesWritten === before) request.progress.bodyMayHaveLeft = false;
          throw error;
        }
      },
      drain: (raw) => drain(connection, raw),
    };
    return attempt.send(link, request.deadline);
  }
}

function readUrl(text: string, allowInsecureHttp: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw ownError('server_url_invalid', 'The server URL is not one.');
  }
  if (url.protocol === 'http:' && !allowInsecureHttp) {
    throw ownError('insecure_http_refused', 'Plain http would show the password to the network.', {
      details: { host: url.host },
    });
  }
  return url;
}

function cookieHeader(cookies: CookieJar, target: string): string | null {
  return cookies.header(target.split('?')[0] ?? target, Date.now());
}

function baseHeaders(cookies: CookieJar, target: string): Record<string, string> {
  const cookie = cookieHeader(cookies, target);
  return { ...CLIENT_HEADERS, ...(cookie === null ? {} : { cookie }) };
}

/** What every request of ours says about its sender. */
export const CLIENT_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/xml; charset=utf-8',
  accept: 'text/xml',
  'accept-encoding': 'gzip, deflate',
  'user-agent': USER_AGENT,
};

export function answerFrom(raw: RawAnswer, host: string): HttpAnswer {
  return {
    status: raw.status,
    host,
    header: (name) => firstValue(raw.headers, name),
    body: () => decodedBody(raw, host),
  };
}

async function drain(connection: Connection, raw: RawAnswer): Promise<void> {
  let length = 0;
  try {
    for await (const chunk of raw.body) {
      length += (chunk as Uint8Array).byteLength;
      if (length > LONGEST_DRAIN) break;
    }
  } catch {
    // What it says does not matter; whether the connection survived, `isUsable` tells.
  }
  if (length > LONGEST_DRAIN) connection.destroy();
}

/** Servers close idle connections when they like; a request that ran into that was never looked at. */
function wentStale(error: unknown, request: HttpPost): boolean {
  if (!(error instanceof ConnectorError) || error.code !== 'connection_reset') return false;
  return request.progress.httpStatus === null && !(request.writes && request.progress.bodyMayHaveLeft);
}
