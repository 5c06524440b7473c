import type { Deadline } from '../ews/http/index.ts';
import { startDeadline } from '../ews/http/index.ts';
import { chooseUrl } from './choose-url.ts';
import type { Discovery, DiscoveryNetwork, DiscoveryRequest } from './discovery.ts';
import { mostTelling } from './most-telling.ts';
import { createSearch } from './search.ts';

/**
 * Finds the address of EWS for one mailbox. Nothing that a server does is thrown; the search ends within `timeoutMs`.
 * Credentials leave only over TLS, to a host that has proved a name which is trusted (`isTrustedHost`), and only after
 * it has asked for them.
 */
export async function discoverEws(request: DiscoveryRequest, network: DiscoveryNetwork = {}): Promise<Discovery> {
  const deadline = startDeadline(request.timeoutMs);
  try {
    return await discovered(request, network, deadline);
  } finally {
    deadline.dispose();
  }
}

async function discovered(
  request: DiscoveryRequest,
  network: DiscoveryNetwork,
  deadline: Deadline,
): Promise<Discovery> {
  const search = createSearch(request, network, deadline);
  const found = await search.run();
  const { trials, errors } = search.journal;
  if (found === null) {
    const error = mostTelling(errors, request.domain);
    return { kind: 'failed', error, asksForSignIn: search.asksForSignIn(), trials };
  }
  const { external, internal } = found;
  const url = await chooseUrl({ ...request, ...network }, found, search.journal, deadline);
  return { kind: 'found', url, external, internal, toldBy: found.toldBy, trials };
}
