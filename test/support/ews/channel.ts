import { onTestFinished } from 'vitest';
import type { EwsOptions } from '../../../src/exchange/ews/options.ts';
import type { EwsRequest, SoapChannel } from '../../../src/exchange/ews/soap/index.ts';
import { createSoapChannel } from '../../../src/exchange/ews/soap/index.ts';
import { xml } from '../../../src/exchange/ews/xml/write.ts';
import { ConnectorError } from '../../../src/model/index.ts';

export const USER = 'mario.rossi@example.org';
export const PASSWORD = 'Sècret-Pà55!';

/** Plain HTTP, Basic, a fixed version and a short time: what most tests of the transport want. */
export function optionsFor(url: string, changes: Partial<EwsOptions> = {}): EwsOptions {
  return {
    url,
    mailbox: 'mario.rossi@example.org',
    credentials: { kind: 'password', user: USER, domain: null, password: PASSWORD },
    access: 'own',
    signIn: 'basic',
    exchangeVersion: 'Exchange2013_SP1',
    tls: { certificateSha256: null, caPem: null },
    allowInsecureHttp: true,
    timeoutMs: 5_000,
    maxConnections: 2,
    ...changes,
  };
}

export function channelFor(url: string, changes: Partial<EwsOptions> = {}): SoapChannel {
  const channel = createSoapChannel(optionsFor(url, changes));
  onTestFinished(() => channel.close());
  return channel;
}

export const READ: EwsRequest = { operation: 'GetItem', writes: false, body: () => xml`<m:GetItem/>` };
export const WRITE: EwsRequest = { operation: 'CreateItem', writes: true, body: () => xml`<m:CreateItem/>` };

/** The error that a promise rejects with; anything but a `ConnectorError` fails the test. */
export async function failure(promise: Promise<unknown>): Promise<ConnectorError> {
  const error = await promise.then(
    () => new Error('It succeeded.'),
    (reason: unknown) => reason,
  );
  if (error instanceof ConnectorError) return error;
  throw error;
}
