import type { Deadline } from '../ews/http/index.ts';
import { openSocket, startDeadline, trustedRoots } from '../ews/http/index.ts';
import type { DiscoveryNetwork, DiscoveryRequest } from './discovery.ts';
import type { Journal } from './journal.ts';
import type { ToldUrls } from './told-urls.ts';

const LONGEST_TRY_MS = 5_000;

/**
 * The address for clients outside comes first: its certificate is most often from an authority that everybody trusts,
 * and inside of the company its name leads to the server as well. Where it cannot be reached from here, the one for
 * clients inside is taken. Only where both are told and differ is anything tried.
 */
export async function chooseUrl(
  asker: Pick<DiscoveryRequest, 'tls'> & DiscoveryNetwork,
  { external, internal }: ToldUrls,
  journal: Journal,
  deadline: Deadline,
): Promise<string> {
  const first = external ?? internal ?? '';
  if (external === null || internal === null || isSameServer(external, internal)) return first;
  for (const url of [external, internal]) if (await isReached(asker, new URL(url), journal, deadline)) return url;
  // Whoever uses it is told what is wrong with it.
  return first;
}

function isSameServer(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Connects and looks at the certificate; nothing is sent. */
async function isReached(
  { tls, whereabouts }: Pick<DiscoveryRequest, 'tls'> & DiscoveryNetwork,
  url: URL,
  journal: Journal,
  deadline: Deadline,
): Promise<boolean> {
  const trial = journal.begin('ews', url.host);
  const limit = startDeadline(Math.ceil(Math.max(1, Math.min(LONGEST_TRY_MS, deadline.remainingMs() / 2))));
  try {
    const secure =
      url.protocol === 'https:' ? { roots: trustedRoots(tls.caPem), certificateSha256: tls.certificateSha256 } : null;
    const { socket } = await openSocket({ url, tls: secure, whereabouts }, limit);
    socket.on('error', () => {});
    socket.destroy();
    trial.end('server_reached');
    return true;
  } catch (error) {
    trial.fail(error);
    return false;
  } finally {
    limit.dispose();
  }
}
