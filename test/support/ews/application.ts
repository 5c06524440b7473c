import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { RunningSimulator, SimulatorApplication, SimulatorOptions } from '../../../simulator/index.ts';
import { startSimulator } from '../../../simulator/index.ts';
import type { EwsOptions } from '../../../src/exchange/ews/index.ts';
import { connectEws } from '../../../src/exchange/ews/index.ts';
import type { ClientProof, OAuthClient } from '../../../src/exchange/ews/options.ts';
import type { ExchangeSide } from '../../../src/exchange/port.ts';
import { MARIO, SERVICE_USER } from './diagnosis.ts';
import { tlsFixture } from './servers.ts';

export const CLIENT_ID = '3f0c6f0a-9b1f-4f1e-8c57-1d5f3c0a7b11';
export const SECRET = 'Zufällig~8Q.segreto_2026';

export function oauthFixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/oauth/${name}.pem`, import.meta.url), 'utf8');
}

/** A secret and a certificate, and the right to act for everybody. */
export const APPLICATION: SimulatorApplication = {
  clientId: CLIENT_ID,
  displayName: 'Raccordo',
  secrets: [{ secret: SECRET }],
  certificates: [oauthFixture('application.cert')],
};

export const TRUSTED = { certificateSha256: null, caPem: tlsFixture('ca') };

/** An Exchange that takes nothing but tokens, and gives them out itself, over TLS. */
export async function startTokenExchange(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const simulator = await startSimulator({
    host: 'localhost',
    users: [SERVICE_USER, MARIO],
    applications: [APPLICATION],
    auth: [],
    tls: { key: tlsFixture('localhost.key'), cert: tlsFixture('localhost.cert') },
    ...options,
  });
  onTestFinished(() => simulator.close());
  return simulator;
}

export function applicationOf(
  simulator: RunningSimulator,
  proof: ClientProof = { kind: 'secret', secret: SECRET },
  change: Partial<OAuthClient> = {},
): OAuthClient {
  return {
    kind: 'oauthClient',
    tokenUrl: simulator.tokens.url(),
    clientId: CLIENT_ID,
    scope: 'https://outlook.office365.com/.default',
    proof,
    ...change,
  };
}

export function tokenOptions(
  simulator: RunningSimulator,
  credentials: OAuthClient = applicationOf(simulator),
  change: Partial<EwsOptions> = {},
): EwsOptions {
  return {
    url: simulator.ewsUrl,
    mailbox: MARIO.smtp,
    credentials,
    access: 'impersonation',
    signIn: 'auto',
    exchangeVersion: 'auto',
    tls: TRUSTED,
    allowInsecureHttp: false,
    timeoutMs: 5_000,
    maxConnections: 2,
    ...change,
  };
}

export function sideWith(options: EwsOptions): ExchangeSide {
  const side = connectEws(options);
  onTestFinished(() => side.close());
  return side;
}
