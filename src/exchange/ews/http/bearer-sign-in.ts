import type { ConnectorError } from '../../../model/index.ts';
import type { AccessTokens } from '../auth/index.ts';
import { readBearerChallenge, readOffers } from '../auth/index.ts';
import { ownError } from '../errors/index.ts';
import type { EwsOptions } from '../options.ts';
import type { RawAnswer } from './connection.ts';
import type { SignIn, SignInConnection } from './sign-in.ts';
import { tokenInTime } from './token-in-time.ts';

/** Exchange's category for a token that is right and allows too little. */
const LACKS_PERMISSION = 'invalid_grant';

/**
 * Signs in each request with a token. One that the server refuses is replaced once: it may have been withdrawn, or
 * the clocks differ. A 401 says that the request was not looked at, so a write may be sent again after it.
 */
export function createBearerSignIn(options: {
  readonly tokens: AccessTokens;
  readonly clientId: string;
  /** Exchange server, for error messages. */
  readonly host: string;
  readonly tokenHost: string;
  readonly onRequest: EwsOptions['onRequest'];
}): SignIn {
  const { tokens, tokenHost, onRequest } = options;
  return {
    begin() {
      /** Taken up again on another connection, where the server closed the first with its 401. */
      let renewed: string | null = null;
      return {
        async send(connection, deadline) {
          const first = renewed ?? (await tokenInTime(tokens.current(onRequest), deadline, tokenHost));
          const answer = await sendWith(first, connection);
          if (answer.status !== 401) return answer;
          await connection.drain(answer);
          const next =
            renewed === null ? await tokenInTime(tokens.renewed(first, onRequest), deadline, tokenHost) : null;
          if (next === null) throw refusedBy(answer);
          renewed = next;
          if (!connection.state.isUsable) return null;
          const second = await sendWith(next, connection);
          if (second.status !== 401) return second;
          await connection.drain(second);
          throw refusedBy(second);
        },
      };
    },
  };

  async function sendWith(token: string, connection: SignInConnection): Promise<RawAnswer> {
    const answer = await connection.send({ authorization: `Bearer ${token}` });
    if (answer.status === 401) return answer;
    if (answer.status !== 403 || readBearerChallenge(answer.headers).reason !== LACKS_PERMISSION) {
      tokens.accepted(token);
      return answer;
    }
    await connection.drain(answer);
    // A permission that is granted now stands in no token that was issued before.
    tokens.discard(token);
    throw ownError('token_permission_missing', 'The token carries no permission for EWS.', {
      details: { host: options.host, client: options.clientId, status: answer.status },
    });
  }

  function refusedBy({ headers, status }: RawAnswer): ConnectorError {
    const { takesTokens, reason } = readBearerChallenge(headers);
    const details = { host: options.host, client: options.clientId };
    if (reason === LACKS_PERMISSION) {
      return ownError('token_permission_missing', 'The token carries no permission for EWS.', { details });
    }
    if (takesTokens) {
      return ownError('token_not_accepted', 'The server does not accept the token.', {
        details: { ...details, reason: reason ?? `HTTP ${status}` },
      });
    }
    const offered = readOffers(headers['www-authenticate']).map(({ scheme }) => scheme);
    return ownError('token_not_offered', 'The server does not sign in with tokens.', {
      details: { ...details, offered: offered.join(', ').slice(0, 200) },
    });
  }
}
