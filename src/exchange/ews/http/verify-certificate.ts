import type { TLSSocket } from 'node:tls';
import type { OwnCode } from '../errors/index.ts';
import { ownError } from '../errors/index.ts';

const CODES: Readonly<Record<string, OwnCode>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls_name_mismatch',
  ERR_TLS_CERT_ALTNAME_FORMAT: 'tls_name_mismatch',
  CERT_HAS_EXPIRED: 'tls_expired',
  CERT_NOT_YET_VALID: 'tls_expired',
};

const MESSAGES: Partial<Record<OwnCode, string>> = {
  tls_name_mismatch: 'The certificate is for another name.',
  tls_expired: 'The certificate is not valid at this time.',
  tls_untrusted: 'The certificate is not signed by an authority that is trusted here.',
};

/**
 * Decides on the server's certificate before anything is sent. With a pin the leaf must be that one,
 * whatever its name, issuer and dates; without one it must be right in all three.
 * @returns the leaf, DER
 * @throws ConnectorError `tls_*`; `details.certificateSha256` is what a pin would have to be
 */
export function verifyCertificate(socket: TLSSocket, host: string, pin: string | null): Uint8Array {
  const certificate = socket.getPeerCertificate();
  if (certificate.raw === undefined)
    throw ownError('tls_failed', 'The server shows no certificate.', { details: { host } });

  const certificateSha256 = plainHex(certificate.fingerprint256);
  if (pin !== null) {
    if (plainHex(pin) === certificateSha256) return certificate.raw;
    throw ownError('tls_pin_mismatch', 'The certificate is not the one that was accepted.', {
      details: { host, certificateSha256 },
    });
  }
  if (socket.authorized) return certificate.raw;
  // Typed as Error, is the code: https://nodejs.org/api/tls.html#tlssocketauthorizationerror
  const reason = String(socket.authorizationError);
  const code = CODES[reason] ?? 'tls_untrusted';
  throw ownError(code, MESSAGES[code] ?? 'The certificate is not trusted.', {
    details: { host, certificateSha256, reason },
  });
}

function plainHex(fingerprint: string): string {
  return fingerprint.replace(/[^0-9a-fA-F]/g, '').toLowerCase();
}
