import { readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { ownError } from '../errors/index.ts';

/** Where the operating systems keep the certificates that their administrators trust. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * What a server's certificate may be signed by: Node's list, the system's, `NODE_EXTRA_CA_CERTS`, and the
 * profile's own. Giving Node a list replaces its defaults, so the defaults are given again.
 * @throws ConnectorError `tls_ca_invalid` for a PEM that holds no certificate
 */
export function trustedRoots(caPem: string | null): SecureContext {
  const own = caPem === null ? [] : splitPem(caPem);
  try {
    if (caPem !== null && own.length === 0) throw new Error('no certificate in the PEM');
    return createSecureContext({ ca: [...new Set([...defaultRoots(), ...own])] });
  } catch (cause) {
    throw ownError('tls_ca_invalid', 'The certificates to trust are not PEM certificates.', { cause });
  }
}

let cachedDefaults: readonly string[] | null = null;

function defaultRoots(): readonly string[] {
  const bundles = [process.env['SSL_CERT_FILE'], ...SYSTEM_BUNDLES].map(readBundle).find((found) => found.length > 0);
  cachedDefaults ??= [...rootCertificates, ...(bundles ?? []), ...readBundle(process.env['NODE_EXTRA_CA_CERTS'])];
  return cachedDefaults;
}

function readBundle(path: string | undefined): readonly string[] {
  if (path === undefined || path === '') return [];
  try {
    return splitPem(readFileSync(path, 'latin1'));
  } catch {
    // Every system has one of them, none has all.
    return [];
  }
}

function splitPem(pem: string): readonly string[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => block.replace(/\r/g, ''));
}
