import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { certificateFacts, certificatesIn, clientCertificateFault, privateKeyIn } from './client-certificate.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../test/fixtures/oauth/${name}.pem`, import.meta.url), 'utf8');
const certificate = fixture('application.cert');
const key = fixture('application.key');

test('a certificate and its key sign in together, also from one file with Windows line ends', () => {
  const both = `${key}${certificate}`.replaceAll('\n', '\r\n');
  expect(clientCertificateFault(both, both)).toBeNull();
  expect(clientCertificateFault(certificate, null)).toBeNull();
});

test('what is kept as a certificate holds no private key, whatever stood beside it', () => {
  expect(certificatesIn(`${key}${certificate}`)).toBe(certificate);
});

test('a key has one form, so that the same key in another form is no change', () => {
  const pkcs1 = String(createPrivateKey(key).export({ type: 'pkcs1', format: 'pem' }));
  expect(pkcs1).toContain('BEGIN RSA PRIVATE KEY');
  expect(privateKeyIn(pkcs1)).toBe(privateKeyIn(key));
  expect(clientCertificateFault(certificate, pkcs1)).toBeNull();
});

test('people are told whose it is, by which thumbprint it is known, and how long it is valid', () => {
  expect(certificateFacts(certificate)).toEqual({
    subject: 'CN=Raccordo application',
    thumbprint: 'DB2B03ACF7FC123DD2E0B5C0D4E4F77D4BC7762C',
    validFrom: '2020-01-01T00:00:00.000Z',
    validTo: '2125-01-01T00:00:00.000Z',
  });
});

describe('is refused', () => {
  test.each([
    ['text that is no certificate', () => ['hello', key], 'certificate_unreadable'],
    ['a certificate that is cut off', () => [certificate.slice(0, 200), key], 'certificate_unreadable'],
    ['text that is no key', () => [certificate, 'hello'], 'private_key_unreadable'],
    ['the certificate in the place of the key', () => [certificate, certificate], 'private_key_unreadable'],
    ['a key under a password', () => [certificate, protectedKey()], 'private_key_protected'],
    ['a key that is not RSA', () => [certificate, ellipticKey()], 'private_key_not_rsa'],
    ['the key of another certificate', () => [certificate, fixture('successor.key')], 'private_key_differs'],
  ] as const)('%s', (_, given, fault) => {
    const [pem, privateKey] = given();
    expect(clientCertificateFault(pem as string, privateKey as string)).toBe(fault);
  });
});

const PKCS8 = { type: 'pkcs8', format: 'pem' } as const;

function protectedKey(): string {
  return String(createPrivateKey(key).export({ ...PKCS8, cipher: 'aes-256-cbc', passphrase: 'x' }));
}

function ellipticKey(): string {
  return String(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(PKCS8));
}
