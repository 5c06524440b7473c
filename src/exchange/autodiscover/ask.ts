import { ownError } from '../ews/errors/index.ts';
import type { Deadline, HttpAnswer, ObservedAnswer } from '../ews/http/index.ts';
import {
  answerFrom,
  CLIENT_HEADERS,
  createEwsHttp,
  namedRequest,
  openConnection,
  trustedRoots,
} from '../ews/http/index.ts';
import type { XmlElement } from '../ews/xml/element.ts';
import { createXmlReader, XML_LIMITS } from '../ews/xml/read.ts';
import type { DiscoveryNetwork, DiscoveryRequest } from './discovery.ts';

/** What any server may answer at first. */
export type RawReply<T> =
  | { readonly kind: 'content'; readonly content: T }
  | { readonly kind: 'asksForSignIn' }
  | { readonly kind: 'redirect'; readonly location: string };

export interface Question<T> {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly body: string;
  readonly mailbox: string;
  /** @throws ConnectorError for what is no answer to the question */
  readonly read: (answer: HttpAnswer) => Promise<T>;
}

export type Asker = Pick<DiscoveryRequest, 'tls' | 'signIn' | 'credentials' | 'onRequest'> & DiscoveryNetwork;

/** For logs and errors. */
const OPERATION = 'Autodiscover';

/** Settings of one mailbox are a few thousand characters. */
const LIMITS = { ...XML_LIMITS, maxBytes: 1024 * 1024, maxDepth: 50, maxNodes: 20_000 };
const LONGEST_JSON = 65_536;

/**
 * Asks without saying who asks.
 * @throws ConnectorError of network and certificate, and what `read` throws
 */
export async function askAnonymously<T>(
  asker: Asker,
  { url, method, body, mailbox, read }: Question<T>,
  deadline: Deadline,
): Promise<RawReply<T>> {
  const tls =
    url.protocol === 'https:'
      ? { roots: trustedRoots(asker.tls.caPem), certificateSha256: asker.tls.certificateSha256 }
      : null;
  return namedRequest(OPERATION, asker.onRequest, async (named) => {
    const connection = await openConnection({ url, tls, whereabouts: asker.whereabouts }, deadline);
    try {
      const headers = {
        ...CLIENT_HEADERS,
        accept: 'text/xml, application/json',
        ...routing(mailbox),
        ...named.headers,
      };
      const raw = await connection.request(
        { method, path: `${url.pathname}${url.search}`, headers, body: Buffer.from(body, 'utf8') },
        deadline,
      );
      named.httpStatus = raw.status;
      if (raw.status === 401) return { kind: 'asksForSignIn' };
      const answer = answerFrom(raw, url.host);
      const location = locationOf(answer, url);
      if (location !== null) return { kind: 'redirect', location };
      return { kind: 'content', content: await read(answer) };
    } finally {
      connection.destroy();
    }
  });
}

/**
 * Asks as the one who shall be signed in. To be called for hosts that are trusted only.
 * @throws ConnectorError of network, certificate and sign-in, and what `read` throws
 */
export async function askSignedIn<T>(
  asker: Asker,
  credentials: NonNullable<Asker['credentials']>,
  { url, body, mailbox, read }: Question<T>,
  deadline: Deadline,
): Promise<RawReply<T>> {
  let location: string | null = null;
  const observe = (answer: ObservedAnswer) => {
    location = locationOf(answer, url);
  };
  const http = createEwsHttp(
    {
      url: url.href,
      mailbox,
      credentials,
      signIn: asker.signIn,
      tls: asker.tls,
      // Never: before the server is known, nothing but its certificate says who listens.
      allowInsecureHttp: false,
      maxConnections: 1,
    },
    observe,
    asker.whereabouts,
  );
  try {
    const content = await namedRequest(OPERATION, asker.onRequest, async (named) => {
      const progress = { bodyMayHaveLeft: false, httpStatus: null };
      const headers = { ...routing(mailbox), ...named.headers };
      try {
        return await http.post(
          {
            body: Buffer.from(body, 'utf8'),
            headers,
            writes: false,
            deadline,
            ready: () => {},
            standAside: (over) => over,
            progress,
          },
          read,
        );
      } finally {
        named.httpStatus = progress.httpStatus;
      }
    });
    return { kind: 'content', content };
  } catch (error) {
    if (location !== null) return { kind: 'redirect', location };
    throw error;
  } finally {
    http.close();
  }
}

/** The root of an XML answer. @throws ConnectorError `response_*` */
export async function readXmlBody(answer: HttpAnswer): Promise<XmlElement> {
  const charset = /charset="?([\w-]+)/i.exec(answer.header('content-type') ?? '')?.[1];
  const reader = createXmlReader({ limits: LIMITS, charset });
  for await (const chunk of answer.body()) reader.write(chunk);
  return reader.end();
}

/** @throws ConnectorError `response_too_large`, `response_truncated` */
export async function readTextBody(answer: HttpAnswer): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body()) {
    length += chunk.byteLength;
    if (length > LONGEST_JSON) {
      throw ownError('response_too_large', `The response has more than ${LONGEST_JSON} bytes.`, {
        details: { host: answer.host, limit: LONGEST_JSON, unit: 'bytes' },
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Routes to the server that holds the mailbox; headers carry ASCII only. */
function routing(mailbox: string): Readonly<Record<string, string>> {
  return /^[\x21-\x7e]+$/.test(mailbox) ? { 'x-anchormailbox': mailbox } : {};
}

function locationOf(answer: Pick<HttpAnswer, 'status' | 'header'>, url: URL): string | null {
  if (answer.status < 300 || answer.status >= 400) return null;
  const location = answer.header('location');
  return location !== null && URL.canParse(location, url.href) ? new URL(location, url).href : null;
}
