import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { tlsFixture } from '../../../../../test/support/ews/servers.ts';
import { ownError } from '../../errors/index.ts';
import { readCertificate } from '../certificate-facts.ts';
import { acceptance, refusal } from './tls.ts';

const DAY_MS = 86_400_000;
const read = (name: string, host = 'localhost') =>
  readCertificate(new X509Certificate(tlsFixture(`${name}.cert`)).raw, host);

describe('a certificate that is accepted', () => {
  const certificate = read('localhost');
  const daysBefore = (days: number) => certificate.expiresAt - days * DAY_MS;

  test.each([
    [31, { state: 'ok', code: 'tls_trusted' }],
    [30, { state: 'warning', code: 'tls_expiring', details: { daysLeft: 30 } }],
    [0.5, { state: 'warning', code: 'tls_expiring', details: { daysLeft: 0 } }],
  ])('%d days before its end', (days, expected) => {
    expect(acceptance(certificate, 'localhost', false, daysBefore(days))).toMatchObject(expected);
  });

  test('a pinned one that is over already was accepted as it is', () => {
    expect(acceptance(certificate, 'localhost', true, daysBefore(-1)).code).toBe('tls_pinned');
    expect(acceptance(certificate, 'localhost', true, daysBefore(3)).code).toBe('tls_expiring');
  });
});

test('a certificate of tomorrow may be the fault of our clock', () => {
  const error = ownError('tls_expired', 'x', { details: { reason: 'CERT_NOT_YET_VALID' } });
  const { code, remedies } = refusal(error, read('localhost'), 'localhost');
  expect([code, ...remedies.map((remedy) => remedy.code)]).toEqual([
    'tls_not_yet_valid',
    'set_clock',
    'pin_certificate',
  ]);
});

test('whether the name fits is told beside other faults', () => {
  expect(read('expired').facts.nameFits).toBe(true);
  expect(read('other-name').facts.nameFits).toBe(false);
  expect(read('localhost', '127.0.0.1').facts.nameFits).toBe(true);
  expect(read('localhost', '192.0.2.1').facts.nameFits).toBe(false);
});
