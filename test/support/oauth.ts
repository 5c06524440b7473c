import type { RunningSimulator, SimulatorApplication } from '../../simulator/index.ts';
import { oauthFixture } from './ews/application.ts';
import { tlsFixture } from './ews/servers.ts';

/** Of `localhost` and 127.0.0.1, from an authority that nobody trusts by itself. */
export const SERVER_TLS = { cert: tlsFixture('localhost.cert'), key: tlsFixture('localhost.key') };

export const WITH_SECRET = { clientId: 'raccordo-con-segreto', clientSecret: 'Segreto-Applicazione-1' } as const;
export const WITH_CERTIFICATE = {
  clientId: 'raccordo-con-certificato',
  certificate: oauthFixture('application.cert'),
  privateKey: oauthFixture('application.key'),
} as const;

/** Its secret was right for a while. */
export const EXPIRED = { clientId: 'raccordo-scaduto', clientSecret: 'Segreto-Scaduto-1' } as const;

/** What is registered where the tokens come from. */
export const APPLICATIONS: readonly SimulatorApplication[] = [
  { clientId: WITH_SECRET.clientId, secrets: [{ secret: WITH_SECRET.clientSecret }] },
  { clientId: WITH_CERTIFICATE.clientId, certificates: [WITH_CERTIFICATE.certificate] },
  { clientId: EXPIRED.clientId, secrets: [{ secret: EXPIRED.clientSecret, endsAt: '2026-01-01T00:00:00Z' }] },
];

/** The tenant of that server, as people enter it. */
export function authorityOf({ tokens }: Pick<RunningSimulator, 'tokens'>, tenant?: string): string {
  return tokens.url(tenant).replace('/oauth2/v2.0/token', '');
}
