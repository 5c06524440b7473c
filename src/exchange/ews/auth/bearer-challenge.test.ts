import { expect, test } from 'vitest';
import { readBearerChallenge } from './bearer-challenge.ts';

const EXCHANGE =
  'Bearer client_id="00000002-0000-0ff1-ce00-000000000000", trusted_issuers="00000001-0000-0000-c000-000000000000@*", token_types="app_asserted_user_v1", error="invalid_token"';

test.each([
  ['nothing', {}, { takesTokens: true, reason: null }],
  ['passwords only', { 'www-authenticate': ['Negotiate', 'NTLM'] }, { takesTokens: false, reason: null }],
  [
    'passwords only, in one header with a token of its own',
    { 'www-authenticate': 'Basic realm="Bearer of news", NTLM' },
    { takesTokens: false, reason: null },
  ],
  ['tokens among others', { 'www-authenticate': ['NTLM', 'bearer'] }, { takesTokens: true, reason: null }],
  ['tokens in one list', { 'www-authenticate': 'NTLM, Bearer realm="x"' }, { takesTokens: true, reason: null }],
  ['an error', { 'www-authenticate': EXCHANGE }, { takesTokens: true, reason: 'invalid_token' }],
  [
    'a category, which says more',
    {
      'www-authenticate': EXCHANGE,
      'x-ms-diagnostics': '2000003;reason="The audience claim value is invalid.";error_category="invalid_resource"',
    },
    { takesTokens: true, reason: 'invalid_resource' },
  ],
  [
    'a category that is none',
    { 'x-ms-diagnostics': `x;error_category="${'a'.repeat(500)}"` },
    { takesTokens: true, reason: null },
  ],
])('a refusal with %s', (_, headers, expected) => {
  expect(readBearerChallenge(headers)).toEqual(expected);
});
