import { X509Certificate } from 'node:crypto';
import { tlsFixture } from './servers.ts';

/** Of a certificate of `test/fixtures/tls`, as a profile pins it. */
export function sha256Of(name: string): string {
  return new X509Certificate(tlsFixture(`${name}.cert`)).fingerprint256.replaceAll(':', '').toLowerCase();
}
