import type { Remedy } from '../../../diagnosis.ts';

/** One code for each situation. Each has its sentence, `diagnosis.remedies.<code>`. */
export const REMEDY_CODES = [
  // The address and the way to it.
  'find_server_url',
  'publish_autodiscover',
  'accept_host',
  'set_ews_url',
  'use_https',
  'on_premises_only',
  'check_name',
  'check_dns_service',
  'check_port',
  'check_services',
  'check_route',
  'use_redirect_target',
  'require_https',
  'check_address_rules',
  'check_components',

  // The certificate.
  'renew_certificate',
  'use_certificate_name',
  'pin_certificate',
  'replace_pin',
  'give_authority',
  'send_intermediate',
  'mend_authority',
  'check_tls_port',
  'switch_tls_on',
  'put_proxy_before',

  // Signing in.
  'check_credentials',
  'name_domain',
  'relax_extended_protection',
  'allow_offered_sign_in',
  'enable_sign_in',
  'protect_password',
  'change_password',
  'enable_account',

  'allow_ntlm_provider',

  // The application and its token.
  'check_token_url',
  'reach_token_endpoint',
  'trust_token_endpoint',
  'check_application',
  'make_secret',
  'register_certificate',
  'enter_certificate_and_key',
  'check_scope',
  'grant_application_permission',
  'take_tokens',

  // Rights and the mailbox.
  'switch_ews_on',
  'allow_user_agent',
  'use_version_auto',
  'grant_impersonation',
  'grant_impersonation_scoped',
  'grant_impersonation_2007',
  'check_impersonation',
  'share_contacts',
  'share_calendar',
  'share_deleted_items',
  'raise_contacts',
  'raise_calendar',
  'raise_deleted_items',
  'show_private_items',
  'share_in_outlook',
  'grant_full_access',
  'use_impersonation',
  'find_mailbox',
  'find_owner_name',
  'impersonate_by_address',
  'use_primary_address',
  'use_own_mailbox',
  'give_account_a_mailbox',
  'check_mailbox_state',
  'check_folders',
  'check_throttling',
  'wait_and_repeat',

  // The clock.
  'set_clock',

  // For people who are not told more.
  'check_own_login',
  'tell_administrator',
] as const;

export type RemedyCode = (typeof REMEDY_CODES)[number];

export interface EwsRemedy extends Remedy {
  readonly code: RemedyCode;
}

export function remedy(code: RemedyCode, params: Remedy['params'] = {}, commands: Remedy['commands'] = []): EwsRemedy {
  return { code, params, commands };
}
