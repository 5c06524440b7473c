import type { AccessTokens, TellRequest } from '../auth/index.ts';
import { createAccessTokens } from '../auth/index.ts';
import type { OAuthClient } from '../options.ts';
import { startDeadline } from './deadline.ts';
import { fingerprintOf } from './fingerprint.ts';
import { namedRequest } from './named-request.ts';
import type { TokenTrust } from './request-token.ts';
import { requestToken } from './request-token.ts';

/** Profiles are few; drafts in forms come and go. */
const MOST_APPLICATIONS = 64;
/** For one token, whoever waits for it and however long they may. */
const REQUEST_TIMEOUT_MS = 20_000;

const shared = new Map<string, AccessTokens>();

/**
 * The tokens of an application, the same for all channels of this process that would ask for them in the same way:
 * another secret, certificate or trust is another application here, so that no draft lives on what is stored.
 */
export function tokensOf(client: OAuthClient, trust: TokenTrust): AccessTokens {
  const key = fingerprintOf([client, trust]);
  const known = shared.get(key);
  const tokens = known ?? createAccessTokens((tell) => requestInTime(client, trust, tell));
  // To the end of the map: what is forgotten first is what was used longest ago.
  shared.delete(key);
  shared.set(key, tokens);
  const [oldest] = shared.keys();
  if (shared.size > MOST_APPLICATIONS && oldest !== undefined) shared.delete(oldest);
  return tokens;
}

async function requestInTime(client: OAuthClient, trust: TokenTrust, tell: TellRequest) {
  const deadline = startDeadline(REQUEST_TIMEOUT_MS);
  try {
    return await namedRequest('Token', tell, (named) => requestToken(client, trust, deadline, named));
  } finally {
    deadline.dispose();
  }
}
