/** What one question of a search may come to. Each code has its sentence, `diagnosis.trials.<code>`. */
export const TRIAL_CODES = [
  'told',
  'told_but_unusable',
  'told_nothing',
  'no_such_host',
  'unreachable',
  'silent',
  'certificate_refused',
  'nothing_there',
  'asks_for_sign_in',
  'sign_in_refused',
  'sign_in_not_possible',
  'not_asked_again',
  'unreadable',
  'server_trouble',
  'address_unknown',
  'redirects',
  'redirects_to_address',
  'untrusted_host',
  'insecure_redirect',
  'in_circles',
  'exchange_online',
  'no_record',
  'record_found',
  'server_reached',
] as const;

export type TrialCode = (typeof TRIAL_CODES)[number];

/** By the code of the error that a question ended with. */
const CODE_OF_ERROR: Readonly<Record<string, TrialCode>> = {
  dns_not_found: 'no_such_host',
  connection_refused: 'unreachable',
  connection_failed: 'unreachable',
  connection_reset: 'unreachable',
  timeout: 'silent',
  tls_ca_invalid: 'certificate_refused',
  tls_expired: 'certificate_refused',
  tls_failed: 'certificate_refused',
  tls_name_mismatch: 'certificate_refused',
  tls_pin_mismatch: 'certificate_refused',
  tls_too_old: 'unreachable',
  tls_untrusted: 'certificate_refused',
  ews_not_found: 'nothing_there',
  not_ews: 'nothing_there',
  http_rejected: 'nothing_there',
  ews_forbidden: 'nothing_there',
  sign_in_refused: 'sign_in_refused',
  sign_in_unsupported: 'sign_in_not_possible',
  sign_in_malformed: 'sign_in_not_possible',
  http_server_error: 'server_trouble',
  server_busy: 'server_trouble',
  login_timeout: 'server_trouble',
};

export function trialCodeOf(errorCode: string): TrialCode {
  return CODE_OF_ERROR[errorCode] ?? 'unreadable';
}
