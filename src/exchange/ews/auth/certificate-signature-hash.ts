export type EndPointHash = 'sha224' | 'sha256' | 'sha384' | 'sha512';

/** Object identifiers as they stand in DER, hex. MD5 and SHA-1 become SHA-256 by RFC 5929 §4.1. */
const HASH_BY_SIGNATURE: Readonly<Record<string, EndPointHash>> = {
  '2a864886f70d010104': 'sha256',
  '2a864886f70d010105': 'sha256',
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a864886f70d01010e': 'sha224',
  '2a8648ce3d0401': 'sha256',
  '2a8648ce3d040301': 'sha224',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
};
const RSA_PSS = '2a864886f70d01010a';
const HASH_BY_DIGEST: Readonly<Record<string, EndPointHash>> = {
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
  '608648016503040204': 'sha224',
};

const SEQUENCE = 0x30;
const OBJECT_IDENTIFIER = 0x06;
const FIRST_CONTEXT_TAG = 0xa0;

/**
 * Which hash the signature of a certificate uses, as `tls-server-end-point` needs it. Node tells the
 * algorithm only from version 24 on, so the two levels of DER that matter are read here.
 * @returns `null` for algorithms without a hash of their own (Ed25519) and for what is no certificate
 */
export function signatureHashOf(certificate: Uint8Array): EndPointHash | null {
  const outer = readValue(certificate, 0);
  if (outer?.tag !== SEQUENCE) return null;
  const toBeSigned = readValue(outer.content, 0);
  const algorithm = toBeSigned && readValue(outer.content, toBeSigned.end);
  if (algorithm?.tag !== SEQUENCE) return null;
  const identifier = readValue(algorithm.content, 0);
  if (identifier?.tag !== OBJECT_IDENTIFIER) return null;

  const name = hex(identifier.content);
  return name === RSA_PSS ? pssHash(readValue(algorithm.content, identifier.end)) : (HASH_BY_SIGNATURE[name] ?? null);
}

function pssHash(parameters: DerValue | null): EndPointHash {
  const first = parameters && readValue(parameters.content, 0);
  // Left out, the hash is SHA-1, and that means SHA-256 here.
  if (first?.tag !== FIRST_CONTEXT_TAG) return 'sha256';
  const algorithm = readValue(first.content, 0);
  const digest = algorithm && readValue(algorithm.content, 0);
  return HASH_BY_DIGEST[digest ? hex(digest.content) : ''] ?? 'sha256';
}

interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly end: number;
}

function readValue(bytes: Uint8Array, offset: number): DerValue | null {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined) return null;
  let length = first;
  let start = offset + 2;
  if (first >= 0x80) {
    const lengthBytes = first & 0x7f;
    if (lengthBytes === 0 || lengthBytes > 4) return null;
    length = bytes.subarray(start, start + lengthBytes).reduce((sum, byte) => sum * 256 + byte, 0);
    start += lengthBytes;
  }
  const end = start + length;
  return end > bytes.byteLength ? null : { tag, content: bytes.subarray(start, end), end };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
