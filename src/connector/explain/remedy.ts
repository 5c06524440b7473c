import type { ReasonCode } from '../../sync/index.ts';

/** What a person can do about an item's state. The sentences are in `messages`. */
export type RemedyCode =
  | 'nothing_to_do'
  | 'wait_for_next_run'
  | 'switch_on_update_rule'
  | 'switch_on_delete_rule'
  | 'widen_window'
  | 'change_item_filter'
  | 'synchronise_private_items'
  | 'allow_invitations'
  | 'ask_organizer'
  | 'invite_in_outlook'
  | 'change_in_outlook'
  | 'not_synchronised_kind'
  | 'tell_counterparts_apart'
  | 'move_item_back'
  | 'restore_rights'
  | 'grant_folder_access'
  | 'edit_on_the_side_that_counts'
  | 'approve_plan'
  | 'choose_after_restore'
  | 'mend_item'
  | 'synchronise_owner'
  | 'switch_on'
  | 'decide_claim'
  | 'release_scope'
  | 'mend_connection'
  | 'confirm_installation'
  | 'decide_conflict'
  /** It is on one side only since a run was taken back. */
  | 'undo_the_undo';

/** Complete by type: a new reason without a remedy does not compile. */
const REMEDIES: Readonly<Record<ReasonCode, RemedyCode>> = {
  unchanged: 'nothing_to_do',
  item_gone: 'nothing_to_do',
  link_closed: 'nothing_to_do',
  not_ours: 'nothing_to_do',

  changed_in_crm: 'nothing_to_do',
  changed_in_exchange: 'nothing_to_do',
  changed_on_both_sides: 'nothing_to_do',
  equal_on_both_sides: 'nothing_to_do',
  left_window: 'widen_window',
  linked_by_match: 'nothing_to_do',
  came_back: 'nothing_to_do',

  new_in_crm: 'wait_for_next_run',
  new_in_exchange: 'wait_for_next_run',
  edited_after_deletion: 'nothing_to_do',

  deleted_in_crm: 'nothing_to_do',
  deleted_in_exchange: 'nothing_to_do',
  last_occurrence_deleted: 'nothing_to_do',
  deletion_wins: 'nothing_to_do',
  record_reassigned: 'restore_rights',

  delete_rule_off: 'switch_on_delete_rule',
  update_rule_off: 'switch_on_update_rule',
  record_not_changeable: 'restore_rights',
  occurrences_lost: 'switch_on_update_rule',
  occurrences_apart: 'edit_on_the_side_that_counts',
  occurrences_would_lose: 'change_in_outlook',
  occurrence_kept: 'change_in_outlook',
  occurrence_shared: 'nothing_to_do',
  last_occurrence_waits: 'change_in_outlook',
  last_occurrence_kept: 'change_in_outlook',
  not_organizer: 'ask_organizer',
  meeting_cancelled: 'nothing_to_do',
  invitations_never: 'allow_invitations',
  told_by_exchange: 'invite_in_outlook',
  private_content: 'synchronise_private_items',
  meeting_kept: 'nothing_to_do',
  meeting_not_made: 'invite_in_outlook',
  create_rule_off: 'switch_on_update_rule',
  edit_kept: 'nothing_to_do',
  deletion_not_carried: 'switch_on_delete_rule',
  old_deletion: 'nothing_to_do',
  old_deletion_edited: 'nothing_to_do',
  old_deletion_doubtful: 'wait_for_next_run',
  old_deletion_shared: 'nothing_to_do',
  edit_left_alone: 'edit_on_the_side_that_counts',

  outside_window: 'widen_window',
  excluded_filter: 'change_item_filter',
  excluded_private: 'synchronise_private_items',
  excluded_series: 'not_synchronised_kind',
  excluded_meeting: 'invite_in_outlook',
  excluded_cancelled_meeting: 'nothing_to_do',
  excluded_ended_series: 'nothing_to_do',

  moved_to_other_folder: 'move_item_back',
  record_hidden: 'restore_rights',
  deletion_unproved: 'grant_folder_access',
  identity_ambiguous: 'tell_counterparts_apart',
  user_copy: 'nothing_to_do',
  own_duplicate: 'nothing_to_do',
  categories_due: 'wait_for_next_run',
  counterpart_not_read: 'wait_for_next_run',

  item_not_recognised: 'approve_plan',
  waits_for_mailbox: 'approve_plan',
  record_lost: 'approve_plan',
  record_back: 'nothing_to_do',
  record_older: 'choose_after_restore',
  record_older_undecided: 'choose_after_restore',
  record_reinstated: 'choose_after_restore',
  record_maybe_older: 'choose_after_restore',
  ownership_maybe_older: 'approve_plan',
  waits_for_crm: 'approve_plan',

  several_counterparts: 'tell_counterparts_apart',
  same_name_only: 'tell_counterparts_apart',
  counterpart_reserved: 'wait_for_next_run',

  conflict_taken: 'nothing_to_do',
  conflict_edited: 'nothing_to_do',

  gone_on_both_sides: 'nothing_to_do',
  reassigned_and_gone: 'nothing_to_do',
  survivor_gone: 'nothing_to_do',
  returned_as_new: 'nothing_to_do',

  brake_mass_delete: 'approve_plan',
  brake_side_empty: 'approve_plan',
  brake_mass_change: 'approve_plan',
  brake_mass_create: 'approve_plan',
  brake_first_run: 'approve_plan',
  brake_mass_mail: 'approve_plan',
  brake_company_deletions: 'approve_plan',
  brake_mailbox_changed: 'approve_plan',
  brake_crm_restored: 'approve_plan',

  mailbox_changed: 'approve_plan',
  mailbox_items_missing: 'approve_plan',
  crm_restored: 'approve_plan',
  crm_records_older: 'approve_plan',
  database_restored: 'approve_plan',

  undo_created: 'nothing_to_do',
  undo_updated: 'nothing_to_do',
  undo_updated_partly: 'nothing_to_do',
  undo_deleted: 'nothing_to_do',
  undo_edited_since: 'nothing_to_do',
  undo_gone_since: 'nothing_to_do',
  undo_there_again: 'nothing_to_do',
  undo_written_since: 'nothing_to_do',
  undo_shared: 'nothing_to_do',
  undo_not_changeable: 'nothing_to_do',
  undo_meeting: 'nothing_to_do',
  undo_out_of_reach: 'nothing_to_do',
  undo_values_forgotten: 'nothing_to_do',
  undo_in_flight: 'nothing_to_do',
  undo_nothing_left: 'nothing_to_do',
};

/** Reasons that an older version stored may be unknown to this one. */
export function remedyFor(reasonCode: string): RemedyCode {
  return Object.hasOwn(REMEDIES, reasonCode) ? REMEDIES[reasonCode as ReasonCode] : 'nothing_to_do';
}
