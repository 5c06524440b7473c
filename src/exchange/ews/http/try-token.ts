import type { EwsOptions, OAuthClient } from '../options.ts';
import type { Deadline } from './deadline.ts';
import { readTokenUrl } from './request-token.ts';
import { tokensOf } from './shared-tokens.ts';
import { tokenInTime } from './token-in-time.ts';

/**
 * Asks for a token whatever is remembered: somebody has changed something and looks whether it helps. What comes is
 * what all channels use from now on.
 * @param url of the Exchange server
 * @returns host of the token endpoint
 * @throws ConnectorError as `requestToken`
 */
export async function tryToken(
  client: OAuthClient,
  url: URL,
  { tls, allowInsecureHttp, onRequest }: Pick<EwsOptions, 'tls' | 'allowInsecureHttp' | 'onRequest'>,
  deadline: Deadline,
): Promise<string> {
  const { host } = readTokenUrl(client.tokenUrl, allowInsecureHttp);
  const tokens = tokensOf(client, { tls, allowInsecureHttp, exchangeOrigin: url.origin });
  await tokenInTime(tokens.anew(onRequest), deadline, host);
  return host;
}
