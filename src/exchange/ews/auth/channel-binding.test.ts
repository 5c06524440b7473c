import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { signatureHashOf } from './certificate-signature-hash.ts';
import { channelBindings } from './channel-binding.ts';

function certificate(name: string): Uint8Array {
  return new X509Certificate(readFileSync(new URL(`../../../../test/fixtures/tls/${name}.pem`, import.meta.url))).raw;
}

describe('tls-server-end-point', () => {
  test.each([
    ['rsa-md5', 'sha256'],
    ['rsa-sha1', 'sha256'],
    ['rsa-sha224', 'sha224'],
    ['rsa-sha256', 'sha256'],
    ['rsa-sha384', 'sha384'],
    ['rsa-sha512', 'sha512'],
    ['pss-sha256', 'sha256'],
    ['pss-sha512', 'sha512'],
    ['ecdsa-sha256', 'sha256'],
    ['ecdsa-sha384', 'sha384'],
  ])('a certificate signed with %s is hashed with %s', (name, hash) => {
    expect(signatureHashOf(certificate(name))).toBe(hash);
  });

  test('an algorithm without a hash gives no binding, and neither does rubbish', () => {
    expect(channelBindings(certificate('ed25519'))).toBeNull();
    expect(channelBindings(new Uint8Array())).toBeNull();
    expect(channelBindings(Uint8Array.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff]))).toBeNull();
    expect(channelBindings(certificate('rsa-sha256').subarray(0, 100))).toBeNull();
  });

  test('the binding is the MD5 of the GSS structure: 16 zeros, length, prefix and hash', () => {
    const leaf = certificate('ecdsa-sha384');
    const endPoint = `tls-server-end-point:${createHash('sha384').update(leaf).digest().toString('latin1')}`;
    const structure = `${'\0'.repeat(16)}${String.fromCharCode(endPoint.length)}\0\0\0${endPoint}`;
    const expected = createHash('md5').update(structure, 'latin1').digest('hex');
    expect(Buffer.from(channelBindings(leaf) ?? []).toString('hex')).toBe(expected);
  });
});
