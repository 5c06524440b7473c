import { ownError } from '../ews/errors/index.ts';
import type { EwsOptions } from '../ews/options.ts';
import { discoverEws } from './discover-ews.ts';
import type { Discovery, DiscoveryNetwork } from './discovery.ts';
import { discoveryRequestOf } from './discovery-request.ts';

/** Looks for the server of a connection whose address is a mail domain. */
export async function discoverForConnection(options: EwsOptions, network: DiscoveryNetwork = {}): Promise<Discovery> {
  const request = discoveryRequestOf(options);
  if (request !== null) return discoverEws(request, network);
  const error = ownError('server_url_invalid', 'This is no mail domain to look for servers in.');
  return { kind: 'failed', error, asksForSignIn: null, trials: [] };
}
