import type { EwsOptions } from '../options.ts';
import { createBearerSignIn } from './bearer-sign-in.ts';
import type { Connection, RawAnswer } from './connection.ts';
import type { Deadline } from './deadline.ts';
import { createPasswordSignIn } from './password-sign-in.ts';
import type { Occupied } from './password-verdict.ts';
import { readTokenUrl } from './request-token.ts';
import { tokensOf } from './shared-tokens.ts';
import { verdictOn } from './shared-verdicts.ts';

/** One connection as sign-in sees it: headers and body go out, cookies and the rest are added below. */
export interface SignInConnection {
  /** Of the connection itself, which outlives this request. */
  readonly state: Pick<Connection, 'signedIn' | 'isUsable'>;
  /** It has carried other requests before this one. */
  readonly isWarm: boolean;
  readonly channelBindings: Uint8Array | null;
  /** The request itself, with these headers on top. */
  send(headers: Readonly<Record<string, string>>): Promise<RawAnswer>;
  /** The same without its body: for the first steps of a handshake. */
  sendEmpty(headers: Readonly<Record<string, string>>): Promise<RawAnswer>;
  /** Reads the rest of an answer so that the connection can carry the next one. */
  drain(answer: RawAnswer): Promise<void>;
}

/** What one server and one account have agreed on. Shared by all connections of a channel. */
export interface SignIn {
  /** Starts one request; it may need several connections. */
  begin(): SignInAttempt;
}

export interface SignInAttempt {
  /**
   * @returns an answer that is no 401, or `null` when the server closed the connection halfway or deserves
   * another try: call again with a fresh one. `Occupied`: nothing has left; call again when that is over
   * @throws ConnectorError `sign_in_*`; with OAuth `token_*`, `client_*`, `tls_*`
   */
  send(connection: SignInConnection, deadline: Deadline): Promise<RawAnswer | Occupied | null>;
}

/** @throws ConnectorError `token_url_invalid`, `insecure_http_refused` for the token endpoint */
export function createSignIn(
  url: URL,
  options: Pick<EwsOptions, 'mailbox' | 'credentials' | 'signIn' | 'tls' | 'allowInsecureHttp' | 'onRequest'>,
): SignIn {
  const { mailbox, credentials, signIn, tls, allowInsecureHttp, onRequest } = options;
  if (credentials.kind === 'password') {
    return createPasswordSignIn({
      credentials,
      mailbox,
      mode: signIn,
      // A service principal name has no brackets around an address of IPv6.
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      host: url.host,
      verdict: verdictOn(credentials, url, signIn),
    });
  }
  return createBearerSignIn({
    tokens: tokensOf(credentials, { tls, allowInsecureHttp, exchangeOrigin: url.origin }),
    clientId: credentials.clientId,
    host: url.host,
    tokenHost: readTokenUrl(credentials.tokenUrl, allowInsecureHttp).host,
    onRequest,
  });
}
