/**
 * Why Exchange cannot hold a series as it is. Such a series is kept as it came and told to people; nothing is rounded.
 * The README of this folder says what each means; sentences are made from code and parameters.
 */
export type NotExpressibleCode =
  | 'rule_malformed'
  | 'several_rules'
  | 'no_rule'
  | 'exclusion_rule'
  | 'extra_dates'
  | 'frequency'
  | 'rule_part'
  | 'calendar_system'
  | 'time_of_day'
  | 'months'
  | 'several_days'
  | 'day_before_month_end'
  | 'short_months_skipped'
  | 'position'
  | 'start_outside_rule'
  | 'no_occurrence'
  | 'exception_without_occurrence'
  | 'this_and_future'
  | 'part_unreadable'
  | 'own_time_zone'
  | 'interval_too_large'
  | 'too_many_occurrences'
  | 'occurrences_overlap'
  | 'exception_meets_neighbour';

export interface NotExpressible {
  readonly code: NotExpressibleCode;
  /** What the sentence names: the part of the rule, a number and its limit, the day of an occurrence. Never content. */
  readonly parameters: Readonly<Record<string, string | number>>;
}

export function notExpressible(
  code: NotExpressibleCode,
  parameters: Readonly<Record<string, string | number>> = {},
): NotExpressible {
  return { code, parameters };
}

export function isNotExpressible(value: object): value is NotExpressible {
  return 'code' in value;
}
