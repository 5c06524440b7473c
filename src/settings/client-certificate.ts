import type { KeyObject } from 'node:crypto';
import { createPrivateKey, X509Certificate } from 'node:crypto';

/** Why a certificate and a key cannot be used to sign in with. */
export type ClientCertificateFault =
  | 'certificate_unreadable'
  | 'private_key_protected'
  | 'private_key_unreadable'
  | 'private_key_not_rsa'
  | 'private_key_differs';

/** What people compare and watch: the thumbprint stands on the page where the certificate was registered. */
export interface CertificateFacts {
  readonly subject: string;
  /** SHA-1 in hex, upper case, as Microsoft Entra and Windows show it. */
  readonly thumbprint: string;
  /** ISO instants. */
  readonly validFrom: string;
  readonly validTo: string;
}

/**
 * Only the certificates of a text, the one that signs first. Files often hold the private key beside the certificate,
 * and what is kept as a certificate is shown again.
 */
export function certificatesIn(pem: string): string {
  return blocksOf(pem, 'CERTIFICATE');
}

/** The private key of a text in one form (PKCS#8), whatever form it was in; the text itself where it cannot be read. */
export function privateKeyIn(pem: string): string {
  const key = readKey(pem);
  return key === null ? pem : String(key.export({ type: 'pkcs8', format: 'pem' }));
}

/** @returns `null` for what is no certificate */
export function certificateFacts(pem: string): CertificateFacts | null {
  const certificate = readCertificate(pem);
  if (certificate === null) return null;
  const { subject, fingerprint, validFrom, validTo } = certificate;
  return {
    subject: subject.replaceAll('\n', ', '),
    thumbprint: fingerprint.replaceAll(':', ''),
    validFrom: new Date(validFrom).toISOString(),
    validTo: new Date(validTo).toISOString(),
  };
}

/** @param privateKeyPem `null`: it is not at hand, and only the certificate is looked at */
export function clientCertificateFault(
  certificatePem: string,
  privateKeyPem: string | null,
): ClientCertificateFault | null {
  const certificate = readCertificate(certificatePem);
  if (certificate === null) return 'certificate_unreadable';
  if (privateKeyPem === null) return null;
  const key = readKey(privateKeyPem);
  if (key === null) return isProtected(privateKeyPem) ? 'private_key_protected' : 'private_key_unreadable';
  // Microsoft Entra and AD FS take RSA signatures only.
  if (key.asymmetricKeyType !== 'rsa') return 'private_key_not_rsa';
  return certificate.checkPrivateKey(key) ? null : 'private_key_differs';
}

function readCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(certificatesIn(pem));
  } catch {
    return null;
  }
}

function readKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(blocksOf(pem, '(?:RSA |EC )?PRIVATE KEY'));
  } catch {
    return null;
  }
}

function isProtected(pem: string): boolean {
  return /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: *4,ENCRYPTED/.test(pem);
}

function blocksOf(pem: string, label: string): string {
  const blocks = pem.match(new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`, 'g')) ?? [];
  return blocks.map((block) => `${block.replaceAll('\r', '')}\n`).join('');
}
