import type { Reason, RowId } from './step.ts';

/**
 * Every reason that the engine can give, with the parameters that its sentence may use. Codes are stable:
 * they stand in stored journals and in scripts. The sentences are in the catalogue `reasons` of `messages`.
 */
export const REASON_CODES = {
  unchanged: [],
  item_gone: [],
  link_closed: [],
  not_ours: [],

  changed_in_crm: ['fields'],
  changed_in_exchange: ['fields'],
  changed_on_both_sides: ['fields', 'conflicts'],
  equal_on_both_sides: [],
  left_window: ['fields', 'conflicts'],
  linked_by_match: ['fields', 'conflicts'],
  came_back: ['fields', 'conflicts'],

  new_in_crm: [],
  new_in_exchange: [],
  edited_after_deletion: ['survivor'],

  deleted_in_crm: [],
  deleted_in_exchange: [],
  last_occurrence_deleted: [],
  deletion_wins: ['deletedOn'],
  record_reassigned: [],

  delete_rule_off: ['deletedOn'],
  update_rule_off: ['changedOn', 'fields'],
  record_not_changeable: ['fields'],
  not_organizer: ['fields'],
  meeting_cancelled: ['fields'],
  invitations_never: ['fields'],
  told_by_exchange: ['fields'],
  private_content: ['fields'],
  occurrences_lost: ['fields'],
  occurrences_apart: ['fields'],
  occurrences_would_lose: ['fields'],
  occurrence_kept: [],
  occurrence_shared: ['fields'],
  last_occurrence_waits: ['fields'],
  last_occurrence_kept: [],
  meeting_kept: [],
  meeting_not_made: [],
  create_rule_off: ['newOn'],
  edit_kept: ['survivor'],
  deletion_not_carried: ['survivor'],
  old_deletion: ['deletedOn'],
  old_deletion_edited: [],
  old_deletion_doubtful: [],
  old_deletion_shared: [],
  edit_left_alone: ['survivor'],

  outside_window: [],
  excluded_filter: ['side'],
  excluded_private: ['side'],
  excluded_series: ['side'],
  excluded_meeting: ['side'],
  excluded_cancelled_meeting: ['side'],
  excluded_ended_series: ['side'],

  moved_to_other_folder: [],
  record_hidden: [],
  deletion_unproved: ['why'],
  identity_ambiguous: [],
  user_copy: [],
  own_duplicate: [],
  categories_due: ['categories'],
  counterpart_not_read: [],

  item_not_recognised: [],
  waits_for_mailbox: [],
  record_lost: [],
  record_back: [],
  record_older: ['fields', 'conflicts'],
  record_older_undecided: ['fields', 'conflicts'],
  record_reinstated: ['fields', 'conflicts'],
  record_maybe_older: ['fields', 'conflicts'],
  ownership_maybe_older: [],
  waits_for_crm: [],

  several_counterparts: ['candidates'],
  same_name_only: ['candidates'],
  counterpart_reserved: [],

  conflict_taken: [],
  conflict_edited: [],

  gone_on_both_sides: [],
  reassigned_and_gone: [],
  survivor_gone: [],
  returned_as_new: ['returnedOn'],

  brake_mass_delete: ['deletions', 'recent', 'links', 'allowed'],
  brake_side_empty: ['side', 'links'],
  brake_mass_change: ['direction', 'updates', 'links', 'allowed'],
  brake_mass_create: ['direction', 'creates', 'links', 'allowed'],
  brake_first_run: ['links', 'inExchange', 'inCrm', 'review'],
  brake_mass_mail: ['meetings', 'mails', 'allowed'],
  brake_company_deletions: ['deletions', 'recent', 'links', 'allowed'],
  brake_mailbox_changed: ['missing', 'links'],
  brake_crm_restored: ['items', 'links'],

  /** Why a scope is frozen: told with its status, not with a step. */
  mailbox_changed: [],
  mailbox_items_missing: ['missing', 'links'],
  crm_restored: [],
  crm_records_older: ['records'],
  database_restored: [],

  undo_created: [],
  undo_updated: ['fields'],
  undo_updated_partly: ['fields', 'stay'],
  undo_deleted: [],
  undo_edited_since: ['fields'],
  undo_gone_since: [],
  undo_there_again: [],
  undo_written_since: [],
  undo_shared: [],
  undo_not_changeable: [],
  undo_meeting: [],
  undo_out_of_reach: [],
  undo_values_forgotten: [],
  undo_in_flight: [],
  undo_nothing_left: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ReasonCode = keyof typeof REASON_CODES;

type ParamsOf<Code extends ReasonCode> = Readonly<Record<(typeof REASON_CODES)[Code][number], string | number>>;

/** The compiler refuses a reason whose parameters are not those of its code. */
export function reason<Code extends ReasonCode>(
  row: RowId,
  code: Code,
  ...[params]: (typeof REASON_CODES)[Code] extends readonly [] ? [] : [params: ParamsOf<Code>]
): Reason {
  return params === undefined ? { row, code } : { row, code, params };
}

/** The reasons why an item is shown and left alone, whatever happens to it. */
export function isExclusion(code: string | null): code is Extract<ReasonCode, `excluded_${string}`> {
  return code !== null && code.startsWith('excluded_') && Object.hasOwn(REASON_CODES, code);
}

/**
 * What is remembered of an item as it was last seen, because its deletion tells nothing of it: what was left out, or lay
 * outside the window, takes nothing with it.
 */
export function isRememberedForDeletion(code: string | null): boolean {
  return code === 'outside_window' || isExclusion(code);
}
