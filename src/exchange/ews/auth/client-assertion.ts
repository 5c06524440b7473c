import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { SignJWT } from 'jose';
import { ownError } from '../errors/index.ts';

/** Entra ID refuses what lives longer than ten minutes. */
const LIFETIME_SECONDS = 300;
/** Clocks differ; what begins in the future is refused. */
const BEFORE_SECONDS = 60;

/**
 * The signed statement by which an application with a certificate shows that it is itself (RFC 7523 section 2.2).
 * Entra ID asks for PS256 and the SHA-256 of the certificate; AD FS knows RS256 and the SHA-1 only.
 * @throws ConnectorError as `signingKey`
 */
export async function clientAssertion(input: {
  readonly clientId: string;
  readonly tokenUrl: URL;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}): Promise<string> {
  const { certificate, key } = signingKey(input.certificatePem, input.privateKeyPem);
  const now = Math.floor(Date.now() / 1000);
  const isAdfs = /^\/adfs\//i.test(input.tokenUrl.pathname);
  return new SignJWT({})
    .setProtectedHeader({
      alg: isAdfs ? 'RS256' : 'PS256',
      typ: 'JWT',
      'x5t#S256': createHash('sha256').update(certificate.raw).digest('base64url'),
      ...(isAdfs ? { x5t: createHash('sha1').update(certificate.raw).digest('base64url') } : {}),
    })
    .setAudience(input.tokenUrl.href)
    .setIssuer(input.clientId)
    .setSubject(input.clientId)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setNotBefore(now - BEFORE_SECONDS)
    .setExpirationTime(now + LIFETIME_SECONDS)
    .sign(key);
}

/**
 * Reads what an administrator has given for the application.
 * @throws ConnectorError `client_certificate_unreadable`, `client_key_unreadable` (also encrypted, or not RSA),
 * `client_key_mismatch`, `client_certificate_expired`; all disposition `reauth`
 */
export function signingKey(certificatePem: string, privateKeyPem: string) {
  const certificate = readOr('client_certificate_unreadable', () => new X509Certificate(certificatePem));
  const key = readOr('client_key_unreadable', () => createPrivateKey(privateKeyPem));
  if (key.asymmetricKeyType !== 'rsa') {
    throw ownError('client_key_unreadable', 'The private key of the application is no RSA key.');
  }
  if (!certificate.checkPrivateKey(key)) {
    throw ownError('client_key_mismatch', 'The private key does not belong to the certificate of the application.');
  }
  if (Date.parse(certificate.validTo) < Date.now()) {
    throw ownError('client_certificate_expired', 'The certificate of the application has expired.', {
      details: { validTo: new Date(certificate.validTo).toISOString() },
    });
  }
  return { certificate, key };
}

function readOr<T>(code: 'client_certificate_unreadable' | 'client_key_unreadable', read: () => T): T {
  try {
    return read();
  } catch {
    // Not kept as the cause: nothing of a key may reach a log.
    throw ownError(code, 'Certificate or private key of the application cannot be read.');
  }
}
