import type { ConnectionStep, ConnectionStepName } from '../../diagnosis.ts';
import type { EwsRemedy } from './remedies/remedy.ts';

/** Everything that a step may find. Each code has its sentence, `diagnosis.findings.<code>`. */
export const FINDING_CODES = {
  /**
   * Told for any step; the caller has `no_credentials` where there is nobody to sign in as, and the last three for
   * people who are not told more.
   */
  any: ['earlier_failed', 'no_credentials', 'no_mailbox', 'out_of_time', 'works', 'works_with_remark', 'does_not_work'],
  address: [
    'address_complete',
    'plain_http',
    'server_url_invalid',
    'insecure_http_refused',
    'exchange_online_ews_closed',
    'autodiscover_found',
    'autodiscover_asks_for_sign_in',
    'autodiscover_not_found',
    'autodiscover_untrusted_host',
    'autodiscover_address_unknown',
    'autodiscover_no_ews_url',
    'autodiscover_in_circles',
    'autodiscover_sign_in_refused',
    'autodiscover_certificate_refused',
  ],
  name: ['name_found', 'name_found_private', 'name_is_address', 'name_unknown', 'name_service_silent'],
  connection: ['connected', 'connection_refused', 'connection_unreachable', 'connection_silent', 'connection_failed'],
  tls: [
    'tls_trusted',
    'tls_pinned',
    'tls_expiring',
    'tls_not_used',
    'tls_expired',
    'tls_not_yet_valid',
    'tls_name_mismatch',
    'tls_self_signed',
    'tls_untrusted',
    'tls_pin_mismatch',
    'tls_ca_invalid',
    'tls_not_spoken',
    'tls_too_old',
    'tls_silent',
  ],
  ews: [
    'ews_asks_for_sign_in',
    'ews_answers',
    'ews_to_be_seen',
    'ews_redirected',
    'ews_forbidden',
    'ews_not_found',
    'ews_is_a_page',
    'ews_unavailable',
    'ews_rejects',
    'ews_no_http',
    'ews_broke_off',
    'ews_silent',
  ],
  token: [
    'token_given',
    'no_token_needed',
    'client_certificate_unreadable',
    'client_key_unreadable',
    'client_key_mismatch',
    'client_certificate_expired',
    'token_url_invalid',
    'token_endpoint_unreachable',
    'token_endpoint_untrusted',
    'token_endpoint_in_trouble',
    'token_answer_unusable',
    'token_tenant_unknown',
    'token_application_refused',
    'token_secret_refused',
    'token_secret_expired',
    'token_certificate_refused',
    'token_consent_missing',
    'token_scope_refused',
    'token_refused',
  ],
  signIn: [
    'signed_in',
    'signed_in_unprotected',
    'sign_in_not_asked',
    'sign_in_refused',
    'sign_in_not_offered',
    'sign_in_malformed',
    'sign_in_kerberos_only',
    'token_not_accepted',
    'token_not_offered',
    'token_permission_missing',
    'password_expired',
    'password_change_required',
    'account_disabled',
    'signed_in_but_forbidden',
    'signed_in_but_not_ews',
    'signed_in_but_busy',
    'sign_in_broke_off',
    'sign_in_silent',
  ],
  version: ['version_told', 'version_not_told', 'version_not_accepted'],
  mailbox: [
    'mailbox_opened',
    'mailbox_own_opened',
    'mailbox_not_own',
    'mailbox_shared_opened',
    'mailbox_not_shared',
    'mailbox_owner_ignored',
    'mailbox_delegate_without_mailbox',
    'mailbox_deleted_items_hidden',
    'mailbox_deleted_items_closed',
    'mailbox_folders_hidden',
    'mailbox_impersonation_denied',
    'mailbox_impersonation_failed',
    'mailbox_unknown',
    'mailbox_missing_for_account',
    'mailbox_not_primary',
    'mailbox_owner_opened',
    'mailbox_owner_another',
    'mailbox_owner_not_told',
    'mailbox_owner_unknown',
    'mailbox_denied',
    'mailbox_ews_off',
    'mailbox_unavailable',
    'mailbox_busy',
    'mailbox_failed',
  ],
  contacts: [
    'contacts_readable',
    'contacts_opened',
    'contacts_missing',
    'contacts_denied',
    'contacts_failed',
    'contacts_not_shared',
    'contacts_not_readable',
    'contacts_read_only',
    'contacts_no_create',
    'contacts_no_change',
    'contacts_no_delete',
    'contacts_private_hidden',
  ],
  calendar: [
    'calendar_readable',
    'calendar_opened',
    'calendar_missing',
    'calendar_denied',
    'calendar_failed',
    'calendar_not_shared',
    'calendar_not_readable',
    'calendar_read_only',
    'calendar_no_create',
    'calendar_no_change',
    'calendar_no_delete',
    'calendar_private_hidden',
  ],
  clock: ['clock_in_step', 'clock_off', 'clock_far_off', 'clock_not_told'],
} as const satisfies Readonly<Record<ConnectionStepName | 'any', readonly string[]>>;

export type FindingCode = (typeof FINDING_CODES)[keyof typeof FINDING_CODES][number];

export interface Finding extends Pick<ConnectionStep, 'state' | 'details'> {
  readonly code: FindingCode;
  readonly remedies: readonly EwsRemedy[];
}

type Details = Finding['details'];

export function ok(code: FindingCode, details: Details = {}): Finding {
  return { state: 'ok', code, details, remedies: [] };
}

export function warning(code: FindingCode, details: Details, remedies: readonly EwsRemedy[]): Finding {
  return { state: 'warning', code, details, remedies };
}

export function failed(code: FindingCode, details: Details, remedies: readonly EwsRemedy[]): Finding {
  return { state: 'failed', code, details, remedies };
}

export function skipped(code: FindingCode, details: Details = {}): Finding {
  return { state: 'skipped', code, details, remedies: [] };
}
