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
  deletion_wins: ['deletedOn'],
  record_reassigned: [],

  delete_rule_off: ['deletedOn'],
  update_rule_off: ['changedOn', 'fields'],
  record_not_changeable: ['fields'],
  create_rule_off: ['newOn'],
  edit_kept: ['survivor'],
  deletion_not_carried: ['survivor'],
  edit_left_alone: ['survivor'],

  outside_window: [],
  excluded_filter: ['side'],
  excluded_private: ['side'],
  excluded_series: ['side'],
  excluded_meeting: ['side'],
  excluded_cancelled_meeting: ['side'],

  moved_to_other_folder: [],
  record_hidden: [],
  deletion_unproved: ['why'],
  identity_ambiguous: [],
  user_copy: [],
  counterpart_not_read: [],

  several_counterparts: ['candidates'],
  same_name_only: ['candidates'],
  counterpart_reserved: [],

  gone_on_both_sides: [],
  reassigned_and_gone: [],
  survivor_gone: [],
  returned_as_new: ['returnedOn'],

  brake_mass_delete: ['deletions', 'recent', 'links', 'allowed'],
  brake_side_empty: ['side', 'links'],
  brake_mass_change: ['direction', 'updates', 'links', 'allowed'],
  brake_mass_create: ['direction', 'creates', 'links', 'allowed'],
  brake_first_run: ['links', 'inExchange', 'inCrm', 'review'],
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
