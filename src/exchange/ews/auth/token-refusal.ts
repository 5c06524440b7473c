import type { ConnectorError } from '../../../model/index.ts';
import type { OwnCode } from '../errors/index.ts';
import { ownError } from '../errors/index.ts';

/** What a token endpoint answers in place of a token (RFC 6749 section 5.2). */
export interface TokenRefusal {
  /** `invalid_client` … */
  readonly error: string;
  /** Numbers of Entra ID, `7000222` for AADSTS7000222; none from other servers. */
  readonly numbers: readonly number[];
}

/** Entra ID says with them what the error alone leaves open. */
const BY_NUMBER: Readonly<Record<number, OwnCode>> = {
  7_000_215: 'token_secret_refused',
  7_000_218: 'token_secret_refused',
  7_000_222: 'token_secret_expired',
  700_021: 'token_certificate_refused',
  700_023: 'token_certificate_refused',
  700_024: 'token_certificate_refused',
  700_027: 'token_certificate_refused',
  700_016: 'token_application_refused',
  7_000_112: 'token_application_refused',
  90_002: 'token_tenant_unknown',
  900_021: 'token_tenant_unknown',
  900_023: 'token_tenant_unknown',
  50_059: 'token_tenant_unknown',
  50_105: 'token_consent_missing',
  65_001: 'token_consent_missing',
  501_051: 'token_consent_missing',
  70_011: 'token_scope_refused',
  500_011: 'token_scope_refused',
  1_002_012: 'token_scope_refused',
  90_033: 'token_endpoint_busy',
};

const BY_ERROR: Readonly<Record<string, OwnCode>> = {
  unauthorized_client: 'token_application_refused',
  unsupported_grant_type: 'token_application_refused',
  access_denied: 'token_consent_missing',
  consent_required: 'token_consent_missing',
  interaction_required: 'token_consent_missing',
  invalid_grant: 'token_consent_missing',
  invalid_resource: 'token_scope_refused',
  invalid_scope: 'token_scope_refused',
  invalid_target: 'token_scope_refused',
  slow_down: 'token_endpoint_busy',
  temporarily_unavailable: 'token_endpoint_busy',
  server_error: 'token_endpoint_failed',
};

/** Who was refused, and by whom. */
export interface RefusedClient {
  readonly host: string;
  readonly client: string;
  readonly proof: 'secret' | 'certificate';
  readonly status: number;
  /** Name of the request in the logs of the endpoint; empty where it does not tell. */
  readonly requestId: string;
}

export function refusedToken(
  { error, numbers }: TokenRefusal,
  { host, client, proof, status, requestId }: RefusedClient,
  retryAfterMs: number | null,
): ConnectorError {
  const numbered = numbers.flatMap((number) => BY_NUMBER[number] ?? [])[0];
  const ofClient: OwnCode = proof === 'secret' ? 'token_secret_refused' : 'token_certificate_refused';
  const code = numbered ?? (error === 'invalid_client' ? ofClient : (BY_ERROR[error] ?? 'token_refused'));
  // The description that comes with it is prose of others, and may quote what was sent.
  return ownError(code, `The token endpoint answered ${error}.`, {
    details: {
      host,
      client,
      status,
      answer: [error, ...numbers.map((number) => `AADSTS${number}`)].join(' '),
      ...(requestId === '' ? {} : { requestId }),
    },
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  });
}
