import type { RunningSimulator, SimulatorOptions } from '../../../simulator/index.ts';
import { DEFAULT_USERS, startSimulator } from '../../../simulator/index.ts';
import type { DiscoveryNetwork, DiscoveryRequest, SrvRecord } from '../../../src/exchange/autodiscover/index.ts';
import { tlsFixture } from './servers.ts';

export const DOMAIN = 'azienda.example';
export const CA = tlsFixture('mail-domains-ca');
const [, MARIO] = DEFAULT_USERS;
if (MARIO === undefined) throw new Error('the simulator has no users');

/** An Exchange with TLS, whose certificate is for all names of these tests. */
export function startSecureExchange(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const tls = { cert: tlsFixture('mail-domains.cert'), key: tlsFixture('mail-domains.key') };
  return startSimulator({ tls, ...options });
}

/** EWS of a simulator under a name of the domain; only `networkOf` knows where that leads. */
export function ewsUrlOf(simulator: RunningSimulator): string {
  return `https://mail.${DOMAIN}:${portOf(simulator)}/EWS/Exchange.asmx`;
}

export function portOf({ ewsUrl }: RunningSimulator): number {
  return Number(new URL(ewsUrl).port);
}

/** Nothing listens there, on any machine that runs tests. */
const CLOSED = 9;

/**
 * A name service for one test: `https://HOST[:PORT]` or `http://HOST` leads to a port of this machine. What stands
 * nowhere refuses the connection.
 */
export function networkOf(
  hosts: Readonly<Record<string, number>>,
  records: readonly SrvRecord[] = [],
): DiscoveryNetwork & { readonly looked: readonly string[] } {
  const looked: string[] = [];
  return {
    looked,
    resolveSrv: async (name) => {
      looked.push(name);
      return records;
    },
    whereabouts: (url) => {
      looked.push(url.origin);
      // What simulators tell of themselves has its port with it.
      const own = url.port === '' ? CLOSED : Number(url.port);
      return { host: '127.0.0.1', port: hosts[url.origin] ?? own };
    },
  };
}

/** Mario's mailbox, with his own user and password. */
export function searchFor(changes: Partial<DiscoveryRequest> = {}): DiscoveryRequest {
  const { user, domain = null, password, smtp } = MARIO as typeof MARIO & object;
  return {
    domain: DOMAIN,
    trust: [],
    mailbox: smtp,
    credentials: { kind: 'password', user, domain, password },
    signIn: 'auto',
    tls: { certificateSha256: null, caPem: CA },
    allowInsecureHttp: false,
    timeoutMs: 10_000,
    ...changes,
  };
}
