import { readFileSync } from 'node:fs';
import type { SecureContext } from 'node:tls';
import { createSecureContext, rootCertificates } from 'node:tls';
import { ownError } from '../errors/index.ts';

/** Where the operating systems keep the certificates that their administrators trust. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

const MOST_CONTEXTS = 16;
/** Reading some hundred certificates takes a tenth of a second, and most mailboxes trust the same. */
const contexts = new Map<string, SecureContext>();

/**
 * What a server's certificate may be signed by: Node's list, the system's, `NODE_EXTRA_CA_CERTS`, and the
 * profile's own. Giving Node a list replaces its defaults, so the defaults are given again. Contexts are
 * shared between channels that trust the same; a changed system list counts from the next start.
 * @throws ConnectorError `tls_ca_invalid` for a PEM that holds no certificate
 */
export function trustedRoots(caPem: string | null): SecureContext {
  const own = caPem === null ? [] : splitPem(caPem);
  const key = own.join('');
  const known = contexts.get(key);
  if (known !== undefined && (caPem === null || own.length > 0)) return known;

  try {
    if (caPem !== null && own.length === 0) throw new Error('no certificate in the PEM');
    const context = createSecureContext({ ca: [...new Set([...defaultRoots(), ...own])] });
    const [oldest] = contexts.keys();
    if (oldest !== undefined && contexts.size >= MOST_CONTEXTS) contexts.delete(oldest);
    contexts.set(key, context);
    return context;
  } catch (cause) {
    throw ownError('tls_ca_invalid', 'The certificates to trust are not PEM certificates.', { cause });
  }
}

function defaultRoots(): readonly string[] {
  const system = [process.env['SSL_CERT_FILE'], ...SYSTEM_BUNDLES].map(readBundle).find((found) => found.length > 0);
  return [
    ...splitPem(rootCertificates.join('\n')),
    ...(system ?? []),
    ...readBundle(process.env['NODE_EXTRA_CA_CERTS']),
  ];
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

/** Lines are joined anew, so that the same certificate in two files is the same text. */
function splitPem(pem: string): readonly string[] {
  const blocks = pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g);
  return Array.from(blocks, ([, base64 = '']) => {
    const lines = base64.replace(/\s/g, '').match(/.{1,64}/g) ?? [];
    return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  });
}
