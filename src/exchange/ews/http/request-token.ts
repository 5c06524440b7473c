import { ConnectorError } from '../../../model/index.ts';
import type { IssuedToken } from '../auth/index.ts';
import { readTokenAnswer, refusedToken, tokenForm } from '../auth/index.ts';
import { ownError } from '../errors/index.ts';
import type { EwsOptions, OAuthClient } from '../options.ts';
import type { RawAnswer } from './connection.ts';
import { openConnection } from './connection.ts';
import type { Deadline } from './deadline.ts';
import { decodedBody } from './decoded-body.ts';
import { firstValue } from './header-values.ts';
import type { NamedRequest } from './named-request.ts';
import { readRetryAfter } from './status-error.ts';
import { unreachable } from './token-in-time.ts';
import { trustedRoots } from './trusted-roots.ts';
import { USER_AGENT } from './user-agent.ts';

/** How far the token endpoint is trusted. */
export interface TokenTrust extends Pick<EwsOptions, 'tls' | 'allowInsecureHttp'> {
  /** Origin of the Exchange server: its pinned certificate is not that of another server. */
  readonly exchangeOrigin: string;
}

/** No token endpoint says more; a token is some kilobytes. */
const LARGEST_ANSWER = 65_536;
/** Hosts of Entra ID name the request by it in their logs. */
const REQUEST_ID = /^[\w-]{1,64}$/;

/**
 * Asks for one token. The secret leaves only over a connection whose certificate is trusted, redirects are not
 * followed, and what comes back is bounded.
 * @throws ConnectorError `token_*`, `client_*`, `insecure_http_refused`; `tls_*` with the host of the endpoint
 */
export async function requestToken(
  client: OAuthClient,
  trust: TokenTrust,
  deadline: Deadline,
  named: NamedRequest,
): Promise<IssuedToken> {
  const url = readTokenUrl(client.tokenUrl, trust.allowInsecureHttp);
  const form = await tokenForm(client, url);
  try {
    const connection = await openConnection({ url, tls: tlsOf(url, trust) }, deadline);
    try {
      const raw = await connection.request(
        {
          path: `${url.pathname}${url.search}`,
          headers: { ...HEADERS, ...named.headers },
          body: Buffer.from(form, 'utf8'),
        },
        deadline,
      );
      named.httpStatus = raw.status;
      return tokenFrom(raw, await readText(raw, url.host), client, url.host);
    } finally {
      connection.destroy();
    }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (isOfEndpoint(error)) throw error;
    throw error.code === 'response_not_http' || error.code === 'response_not_xml'
      ? unusable(url.host)
      : unreachable(url.host, error);
  }
}

const HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/x-www-form-urlencoded',
  accept: 'application/json',
  'accept-encoding': 'gzip, deflate',
  'user-agent': USER_AGENT,
};

/** @throws ConnectorError `token_url_invalid`, `insecure_http_refused` */
export function readTokenUrl(text: string, allowInsecureHttp: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw ownError('token_url_invalid', 'The address of the token endpoint is not one.');
  }
  if (url.protocol === 'http:' && !allowInsecureHttp) {
    throw ownError('insecure_http_refused', 'Plain http would show the secret to the network.', {
      details: { host: url.host },
    });
  }
  return url;
}

function tlsOf(url: URL, { tls, exchangeOrigin }: TokenTrust) {
  if (url.protocol !== 'https:') return null;
  const certificateSha256 = url.origin === exchangeOrigin ? tls.certificateSha256 : null;
  return { roots: trustedRoots(tls.caPem), certificateSha256 };
}

function isOfEndpoint({ code }: ConnectorError): boolean {
  return code.startsWith('token_') || code.startsWith('tls_');
}

async function readText(raw: RawAnswer, host: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of decodedBody(raw, host)) {
    length += chunk.byteLength;
    if (length > LARGEST_ANSWER) throw unusable(host);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tokenFrom(raw: RawAnswer, text: string, { clientId: client, proof }: OAuthClient, host: string): IssuedToken {
  const { status } = raw;
  const answer = readTokenAnswer(status >= 200 && status < 300, text);
  if (answer.kind === 'token') return answer.token;

  const told = firstValue(raw.headers, 'x-ms-request-id') ?? '';
  const requestId = REQUEST_ID.test(told) ? told : '';
  const retryAfterMs = readRetryAfter(firstValue(raw.headers, 'retry-after'), Date.now());
  const isBusy = status === 429 || status === 503;
  if (answer.kind === 'refusal' && !isBusy) {
    throw refusedToken(answer.refusal, { host, client, proof: proof.kind, status, requestId }, retryAfterMs);
  }
  const details = { host, client, status, ...(requestId === '' ? {} : { requestId }) };
  if (isBusy) {
    throw ownError('token_endpoint_busy', 'The token endpoint asks to wait.', {
      details,
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    });
  }
  if (status >= 500) throw ownError('token_endpoint_failed', 'The token endpoint failed.', { details });
  throw unusable(host);
}

function unusable(host: string): ConnectorError {
  return ownError('token_answer_unusable', 'What answered is no token endpoint.', { details: { host } });
}
