import { createHash } from 'node:crypto';
import { signatureHashOf } from './certificate-signature-hash.ts';

/**
 * The channel bindings of Extended Protection: MD5 over the GSS structure with `tls-server-end-point`
 * (RFC 5929), that is a hash of the server's own certificate. A proxy that ends TLS in between has
 * another certificate, and the server sees it.
 * @param certificate the leaf, DER
 * @returns `null` where the certificate's algorithm defines no binding
 */
export function channelBindings(certificate: Uint8Array): Uint8Array | null {
  const algorithm = signatureHashOf(certificate);
  if (algorithm === null) return null;
  const endPoint = Buffer.concat([
    Buffer.from('tls-server-end-point:', 'latin1'),
    createHash(algorithm).update(certificate).digest(),
  ]);
  // Initiator and acceptor addresses stay empty: type and length zero, twice.
  const structure = Buffer.alloc(20);
  structure.writeUInt32LE(endPoint.byteLength, 16);
  return createHash('md5').update(structure).update(endPoint).digest();
}
