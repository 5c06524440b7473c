import { constants, createHmac, createVerify, timingSafeEqual, X509Certificate } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

/** Signs with a key that only this process knows: nobody else has to be able to check it. */
export function signClaims(claims: Claims, key: Buffer): string {
  const head = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${head}.${signatureOf(head, key).toString('base64url')}`;
}

/** @returns `undefined` for what this key has not signed */
export function readSigned(token: string, key: Buffer): Claims | undefined {
  const end = token.lastIndexOf('.');
  const head = token.slice(0, end);
  const signature = Buffer.from(token.slice(end + 1), 'base64url');
  const expected = signatureOf(head, key);
  if (end < 0 || signature.length !== expected.length || !timingSafeEqual(signature, expected)) return undefined;
  return decode(head.split('.')[1]);
}

/** What a client stated and signed, checked against the certificates that are registered for it. */
export type Assertion =
  | { readonly kind: 'signed'; readonly claims: Claims }
  /** No certificate with that fingerprint is registered, or another key has signed. */
  | { readonly kind: 'unknownKey' }
  | { readonly kind: 'malformed' };

/** Entra ID takes RS256 and PS256, and finds the certificate by its fingerprint. */
export function readAssertion(token: string, certificates: readonly string[]): Assertion {
  const [headPart = '', claimsPart = '', signaturePart = ''] = token.split('.');
  const head = decode(headPart);
  const claims = decode(claimsPart);
  if (head === undefined || claims === undefined) return { kind: 'malformed' };
  const { alg, 'x5t#S256': fingerprint } = head;
  if ((alg !== 'RS256' && alg !== 'PS256') || typeof fingerprint !== 'string') return { kind: 'malformed' };

  const wanted = Buffer.from(fingerprint, 'base64url').toString('hex').toUpperCase();
  const certificate = certificates
    .map((pem) => new X509Certificate(pem))
    .find(({ fingerprint256 }) => fingerprint256.replaceAll(':', '') === wanted);
  if (certificate === undefined) return { kind: 'unknownKey' };
  const padding =
    alg === 'RS256'
      ? { padding: constants.RSA_PKCS1_PADDING }
      : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  const isRight = createVerify('sha256')
    .update(`${headPart}.${claimsPart}`)
    .verify({ key: certificate.publicKey, ...padding }, Buffer.from(signaturePart, 'base64url'));
  return isRight ? { kind: 'signed', claims } : { kind: 'unknownKey' };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}

function decode(part: string | undefined): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}

function signatureOf(text: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
