import type { Disposition } from '../../../model/index.ts';

/** Errors that we name ourselves, on the way to the server and back. */
export const OWN_CODES = {
  // What was typed.
  server_url_invalid: 'reauth',
  exchange_online_ews_closed: 'reauth',
  insecure_http_refused: 'reauth',

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
  tls_untrusted: 'reauth',

  // Signing in.
  sign_in_malformed: 'reauth',
  sign_in_refused: 'reauth',
  sign_in_unsupported: 'reauth',

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
