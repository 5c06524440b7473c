import { describe, expect, test } from 'vitest';
import { readRetryAfter, statusError } from './status-error.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');

describe('Retry-After', () => {
  test.each([
    ['120', 120_000],
    [' 5 ', 5_000],
    ['0', 0],
    ['Wed, 25 Nov 2026 12:01:00 GMT', 60_000],
    ['Wed, 25 Nov 2026 11:00:00 GMT', 0],
    ['899', 899_000],
    ['86400', 900_000],
    ['Thu, 26 Nov 2026 12:00:00 GMT', 900_000],
    ['soon', null],
    [null, null],
  ])('%j is %j ms', (value, ms) => {
    expect(readRetryAfter(value, NOW)).toBe(ms);
  });
});

test('the error carries what the administrator needs to find the request, and no header that is not a plain word', () => {
  const headers: Record<string, string> = {
    'request-id': 'f1-a2',
    'x-caserrorcode': 'ServerNotFound <b>',
    'content-type': 'text/html',
  };
  const error = statusError({ status: 404, header: (name) => headers[name] ?? null }, 'mail.example.org');
  expect(error).toMatchObject({ code: 'ews_not_found', details: { requestId: 'f1-a2', contentType: 'text/html' } });
  expect(error.details['casErrorCode']).toBeUndefined();
});
