import type { TokenCheck } from './token-authority.ts';

type Fault = Extract<TokenCheck, { kind: 'refused' }>['fault'];

/** As Exchange says what is wrong with a token: a challenge, and a header of its own that says more. */
export interface BearerRefusal {
  readonly status: 401 | 403;
  readonly headers: Readonly<Record<'WWW-Authenticate' | 'x-ms-diagnostics', string>>;
}

const EXCHANGE_CLIENT = '00000002-0000-0ff1-ce00-000000000000';
const CHALLENGE = `Bearer client_id="${EXCHANGE_CLIENT}", trusted_issuers="00000001-0000-0000-c000-000000000000@*", token_types="app_asserted_user_v1 service_asserted_app_v1", authorization_uri="https://login.windows.net/common/oauth2/authorize"`;

/** The categories of the first and the last two were seen; how an expired one is called is a guess. */
const DIAGNOSTICS: Readonly<Record<Fault, string>> = {
  invalid_token: '2000001;reason="The access token is invalid.";error_category="invalid_token"',
  expired: '2000010;reason="The access token has expired.";error_category="invalid_lifetime"',
  wrong_audience: '2000003;reason="The audience claim value is invalid.";error_category="invalid_resource"',
  no_permission:
    '2000008;reason="The token contains not enough scope to make this call.";error_category="invalid_grant"',
};

/** What is offered to whoever brings no token. */
export function bearerChallenge(): string {
  return CHALLENGE;
}

export function bearerRefusal(fault: Fault): BearerRefusal {
  return {
    status: fault === 'no_permission' ? 403 : 401,
    headers: { 'WWW-Authenticate': `${CHALLENGE}, error="invalid_token"`, 'x-ms-diagnostics': DIAGNOSTICS[fault] },
  };
}
