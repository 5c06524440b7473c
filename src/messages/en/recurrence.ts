import type { NotExpressibleCode } from '../../model/index.ts';

/** Series of appointments. */
export const recurrence = {
  /** Why Exchange cannot have a series as it is: it is kept as it came. */
  notExpressible: {
    rule_malformed: 'The rule of the series cannot be read ({{part}}).',
    several_rules: 'The series has {{rules}} rules; Exchange has one for each series.',
    no_rule: 'It belongs to a series, but the rule of the series is not there.',
    exclusion_rule: 'The series has a rule for what is left out; Exchange only knows single deleted occurrences.',
    extra_dates: 'The series has dates beyond its rule ({{dates}}); in Exchange the rule gives all of them.',
    frequency: 'The series repeats every hour or more often; in Exchange it is once a day at most.',
    rule_part: 'The rule has a part that Exchange does not know ({{part}}).',
    calendar_system: 'The rule follows another calendar than the Gregorian one.',
    time_of_day: 'The rule gives another time than the start, or several on one day ({{part}}).',
    months: 'The rule names months at unequal distances ({{months}}); in Exchange they are always equal.',
    several_days: 'The rule gives more than one day in a month; Exchange has one.',
    day_before_month_end:
      'The rule counts the day back from the end of the month; Exchange only knows the last day itself.',
    short_months_skipped:
      'The rule leaves out the months that have no day {{dayOfMonth}}; Exchange would take their last day.',
    position:
      'The rule counts days of the month in a way that Exchange does not know ({{positions}}): it has the first to the fourth and the last, of one day of the week, of weekdays or of weekend days.',
    start_outside_rule: 'The series begins on a day that its own rule does not give; Exchange would move the start.',
    no_occurrence: 'The series has no occurrence.',
    exception_without_occurrence:
      'A changed occurrence ({{date}}) is none that the rule gives; Exchange only changes those that it gives.',
    this_and_future:
      'From {{date}} on all occurrences are changed together; in Exchange they would be a series of their own.',
    part_unreadable: 'A part of the series cannot be read ({{part}}).',
    own_time_zone: 'The file brings a time zone of its own, and no known one changes its clocks in the same way.',
    interval_too_large: 'The distance of {{interval}} is too large; Exchange takes up to {{largest}}.',
    too_many_occurrences: 'The series has {{occurrences}} occurrences; Exchange takes up to {{most}}.',
    occurrences_overlap:
      'One occurrence begins ({{date}}) before the one before it ends; Exchange does not allow that.',
    exception_meets_neighbour:
      'The changed occurrence of {{date}} meets the one before or after it; in Exchange each has a day of its own and they keep their order.',
  } satisfies Readonly<Record<NotExpressibleCode, string>>,
} as const;
