import { constants, createVerify, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { oauthFixture } from '../../../../test/support/ews/application.ts';
import { clientAssertion } from './client-assertion.ts';

const certificatePem = oauthFixture('application.cert');
const privateKeyPem = oauthFixture('application.key');
const CLIENT = { clientId: 'c1', certificatePem, privateKeyPem };

async function read(tokenUrl: string) {
  const token = await clientAssertion({ ...CLIENT, tokenUrl: new URL(tokenUrl) });
  const [head = '', claims = '', signature = ''] = token.split('.');
  const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  return { head: json(head), claims: json(claims), signed: `${head}.${claims}`, signature };
}

describe('the statement of an application', () => {
  const ENTRA = 'https://login.microsoftonline.com/t/oauth2/v2.0/token';

  test('names itself, the endpoint and a short time, and is never the same', async () => {
    const [one, other] = [await read(ENTRA), await read(ENTRA)];
    expect(one.claims).toMatchObject({ iss: 'c1', sub: 'c1', aud: ENTRA });
    expect(Number(one.claims['exp']) - Number(one.claims['nbf'])).toBeLessThanOrEqual(600);
    expect(one.claims['jti']).not.toBe(other.claims['jti']);
  });

  test('for Entra ID is signed with PS256, and names the certificate by its SHA-256', async () => {
    const { head, signed, signature } = await read(ENTRA);
    const certificate = new X509Certificate(certificatePem);
    const hex = Buffer.from(String(head['x5t#S256']), 'base64url').toString('hex').toUpperCase();
    expect([head['alg'], hex, head['x5t']]).toEqual([
      'PS256',
      certificate.fingerprint256.replaceAll(':', ''),
      undefined,
    ]);
    const key = { key: certificate.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    expect(createVerify('sha256').update(signed).verify(key, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  test('for AD FS is signed with RS256, and names the certificate as AD FS looks it up', async () => {
    const { head, signed, signature } = await read('https://fs.azienda.example/adfs/oauth2/token');
    const certificate = new X509Certificate(certificatePem);
    const hex = Buffer.from(String(head['x5t']), 'base64url').toString('hex').toUpperCase();
    expect([head['alg'], hex]).toEqual(['RS256', certificate.fingerprint.replaceAll(':', '')]);
    const isRight = createVerify('sha256')
      .update(signed)
      .verify(certificate.publicKey, Buffer.from(signature, 'base64url'));
    expect(isRight).toBe(true);
  });
});
