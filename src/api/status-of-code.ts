import type { ConnectorError, Disposition } from '../model/index.ts';

/** HTTP status of the codes that say more than their disposition does. */
const BY_CODE: Readonly<Record<string, number>> = {
  account_unknown: 404,
  account_changed: 412,
  mailbox_ambiguous: 422,
  folder_owner_ignored: 422,
  mailbox_address_not_primary: 422,
  mailbox_not_own: 422,
  mailbox_not_shared: 422,
  mailbox_unknown: 422,
  impersonated_name_missing: 422,
  impersonated_another: 422,
  impersonated_not_told: 422,
  profile_unknown: 404,
  profile_changed: 412,
  run_unknown: 404,
  stop_unknown: 404,
  record_unknown: 404,
  conflict_unknown: 404,
  conflict_value_invalid: 422,
  scope_busy: 409,
  user_unknown: 404,
  crm_user_unknown: 404,
  crm_record_unknown: 404,
  crm_record_gone: 410,
  crm_record_forbidden: 403,
  crm_record_read_only: 409,
  crm_record_changed: 412,
  crm_user_inactive: 409,
  crm_invalid_record: 422,
  crm_cursor_invalid: 400,
  cursor_invalid: 400,
  // Not 401: that asks a browser that is signed in to sign in again.
  login_refused: 403,
  login_throttled: 429,
  sign_in_paused: 429,
  look_ups_paused: 429,
  login_link_invalid: 410,
  password_weak: 422,
  person_unknown: 404,
  person_changed: 412,
  shutting_down: 503,
  // Of a database server: nothing that the caller could mend.
  database_missing: 503,
  database_rights_missing: 503,
  database_sign_in_refused: 503,
  database_tls_refused: 503,
};

/** Who can do something about it: the caller (4xx), somebody behind us (502, 503), or we (500). */
const BY_DISPOSITION: Readonly<Record<Disposition, number>> = {
  retry: 503,
  backoff: 503,
  resync: 503,
  conflict: 409,
  reauth: 502,
  quarantine: 422,
  halt: 409,
  bug: 500,
};

export function httpStatusOf(error: Pick<ConnectorError, 'code' | 'disposition'>): number {
  return BY_CODE[error.code] ?? BY_DISPOSITION[error.disposition];
}
