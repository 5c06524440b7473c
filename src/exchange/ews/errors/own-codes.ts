import type { Disposition } from '../../../model/index.ts';

/** Errors that we name ourselves, on the way to the server and back. */
export const OWN_CODES = {
  // What was typed.
  server_url_invalid: 'reauth',
  exchange_online_ews_closed: 'reauth',
  insecure_http_refused: 'reauth',

  // Autodiscover, where only the mail domain is known.
  autodiscover_address_unknown: 'reauth',
  autodiscover_in_circles: 'reauth',
  autodiscover_no_ews_url: 'reauth',
  // DNS and servers that are away for a moment look the same.
  autodiscover_not_found: 'retry',
  autodiscover_unreadable: 'retry',
  autodiscover_untrusted_host: 'reauth',

  // The network.
  connection_failed: 'retry',
  connection_refused: 'retry',
  connection_reset: 'retry',
  dns_not_found: 'retry',
  timeout: 'retry',

  // The certificate. Checked before any credential leaves.
  tls_ca_invalid: 'reauth',
  tls_expired: 'reauth',
  tls_failed: 'reauth',
  tls_name_mismatch: 'reauth',
  tls_pin_mismatch: 'reauth',
  tls_too_old: 'reauth',
  tls_untrusted: 'reauth',

  // Signing in.
  sign_in_kerberos_only: 'reauth',
  sign_in_malformed: 'reauth',
  sign_in_refused: 'reauth',
  sign_in_unsupported: 'reauth',

  // The application that signs in with OAuth, and its token.
  client_certificate_expired: 'reauth',
  client_certificate_unreadable: 'reauth',
  client_key_mismatch: 'reauth',
  client_key_unreadable: 'reauth',
  token_answer_unusable: 'reauth',
  token_application_refused: 'reauth',
  token_certificate_refused: 'reauth',
  token_consent_missing: 'reauth',
  token_endpoint_busy: 'backoff',
  token_endpoint_failed: 'retry',
  token_endpoint_unreachable: 'retry',
  token_not_accepted: 'reauth',
  token_not_offered: 'reauth',
  token_permission_missing: 'reauth',
  token_refused: 'reauth',
  token_scope_refused: 'reauth',
  token_secret_expired: 'reauth',
  token_secret_refused: 'reauth',
  token_tenant_unknown: 'reauth',
  token_url_invalid: 'reauth',

  // What the HTTP server says instead of SOAP.
  ews_forbidden: 'reauth',
  ews_not_found: 'reauth',
  http_rejected: 'bug',
  http_server_error: 'retry',
  login_timeout: 'retry',
  not_ews: 'reauth',
  redirected: 'reauth',
  server_busy: 'backoff',

  // What came as a response.
  response_doctype: 'bug',
  response_empty: 'retry',
  response_not_http: 'retry',
  response_not_xml: 'retry',
  response_too_deep: 'bug',
  response_too_large: 'retry',
  response_truncated: 'retry',

  // The channel itself.
  backing_off: 'backoff',
  channel_closed: 'bug',
} as const satisfies Readonly<Record<string, Disposition>>;

export type OwnCode = keyof typeof OWN_CODES;

/** Whether we named the error ourselves: then no SOAP answer stands behind it. */
export function isOwnCode(code: string): code is OwnCode {
  return Object.hasOwn(OWN_CODES, code);
}
