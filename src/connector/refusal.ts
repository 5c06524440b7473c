import { ConnectorError } from '../model/index.ts';

/** Why a use case does not do what it was asked for: the request, not the machine, has to change. */
export type RefusalCode =
  | 'account_unknown'
  | 'account_inactive'
  | 'profile_inactive'
  | 'user_unknown'
  | 'user_inactive'
  | 'nothing_to_synchronise'
  | 'claim_waiting'
  | 'claim_refused'
  | 'mailbox_ambiguous'
  | 'mailbox_unknown'
  | 'password_needed_for_new_server'
  | 'secret_needed_for_new_server'
  | 'connection_test_running'
  | 'run_unknown'
  | 'run_undone'
  | 'run_not_finished'
  | 'run_changed_nothing'
  | 'history_forgotten'
  | 'no_old_deletions'
  | 'plan_unknown'
  | 'plan_applied'
  | 'plan_outdated'
  | 'record_unknown'
  | 'conflict_unknown'
  | 'conflict_decided'
  | 'conflict_item_busy'
  | 'verification_unknown'
  | 'installation_confirmed'
  | 'stop_unknown'
  | 'shutting_down';

export function refusal(
  code: RefusalCode,
  message: string,
  details: Readonly<Record<string, string | number | boolean>> = {},
): ConnectorError {
  return new ConnectorError({ code, disposition: 'halt', message, details });
}
