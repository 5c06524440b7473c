import type { RunningSimulator } from '../../simulator/index.ts';
import { connectEws } from '../../src/exchange/ews/index.ts';
import type { ExchangeSide } from '../../src/exchange/port.ts';
import { DELEGATE } from '../support/configuration.ts';

/** A mailbox as the product reaches it: by the service account. */
export function connectAsDelegate(simulator: RunningSimulator, mailbox: string): ExchangeSide {
  const [domain = '', user = ''] = DELEGATE.user.split('\\');
  return connectEws({
    url: simulator.ewsUrl,
    mailbox,
    credentials: { kind: 'password', user, domain, password: DELEGATE.password },
    access: 'impersonation',
    signIn: 'auto',
    exchangeVersion: 'auto',
    tls: { certificateSha256: null, caPem: null },
    allowInsecureHttp: true,
    timeoutMs: 10_000,
    maxConnections: 1,
  });
}
