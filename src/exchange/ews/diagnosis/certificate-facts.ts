import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** What a person compares before trusting a certificate. Texts are bounded and on one line. */
export interface CertificateFacts {
  readonly subject: string;
  /** Names and addresses that it is made for, separated by commas. */
  readonly names: string;
  readonly issuer: string;
  /** `2026-03-01`, in UTC. */
  readonly validFrom: string;
  readonly validTo: string;
  /** Of the leaf, lower-case hex: what a pin would have to be. */
  readonly certificateSha256: string;
  /** It is made for the host that was asked. */
  readonly nameFits: boolean;
}

export interface Certificate {
  readonly facts: CertificateFacts;
  /** SHA-1, upper-case hex: how Exchange names its certificates. */
  readonly thumbprint: string;
  readonly isSelfSigned: boolean;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** @param raw DER */
export function readCertificate(raw: Uint8Array, host: string): Certificate {
  const certificate = new X509Certificate(raw);
  const expiresAt = Date.parse(certificate.validTo);
  const fits = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  return {
    facts: {
      subject: oneLine(certificate.subject),
      names: oneLine((certificate.subjectAltName ?? '').replace(/\b(DNS|IP Address):/g, '')),
      issuer: oneLine(certificate.issuer),
      validFrom: day(Date.parse(certificate.validFrom)),
      validTo: day(expiresAt),
      certificateSha256: plainHex(certificate.fingerprint256).toLowerCase(),
      nameFits: fits !== undefined,
    },
    thumbprint: plainHex(certificate.fingerprint).toUpperCase(),
    isSelfSigned: certificate.checkIssued(certificate),
    expiresAt,
  };
}

const LONGEST = 300;

/** `CN=mail\nO=Acme` as people write it. Whoever made the certificate chose the text. */
function oneLine(text: string): string {
  return text
    .replaceAll('\n', ', ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .slice(0, LONGEST);
}

function day(ms: number): string {
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 10);
}

function plainHex(fingerprint: string): string {
  return fingerprint.replaceAll(':', '');
}
