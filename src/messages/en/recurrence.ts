import type { NotExpressibleCode } from '../../model/index.ts';

/** Series of appointments. */
export const recurrence = {
  /** Why the rule of a series is shown as it came. */
  keptRule: 'The series is kept as it came and is not synchronised.',
  /** A rule, as people say it. */
  words: {
    daily_one: 'every day',
    daily_other: 'every {{count}} days',
    weekdays: 'every weekday',
    weekly_one: 'every {{days}}',
    weekly_other: 'every {{count}} weeks on {{days}}',
    weeksBegin: '{{pattern}} (weeks begin on {{day}})',
    monthly_one: '{{on}} of every month',
    monthly_other: '{{on}} of every {{count}} months',
    yearlyOnDate: 'every year on {{date}}',
    yearlyOn: 'every year on {{on}} of {{month}}',
    dayOfMonth: 'day {{day}}',
    lastDayOfMonth: 'the last day',
    orLastDay: '{{pattern}} (the last day where a month is shorter)',
    positions: {
      first: 'the first {{day}}',
      second: 'the second {{day}}',
      third: 'the third {{day}}',
      fourth: 'the fourth {{day}}',
      last: 'the last {{day}}',
    },
    /** Italian has another article for it. */
    positionsOfSunday: {
      first: 'the first {{day}}',
      second: 'the second {{day}}',
      third: 'the third {{day}}',
      fourth: 'the fourth {{day}}',
      last: 'the last {{day}}',
    },
    relativeDays: { day: 'day', weekday: 'weekday', weekendDay: 'weekend day' },
    at: 'at {{start}}',
    fromTo: 'from {{start}} to {{end}}',
    fromToDays_one: 'from {{start}} to {{end}} of the next day',
    fromToDays_other: 'from {{start}} to {{end}}, {{count}} days later',
    allDay_one: 'all day',
    allDay_other: 'for {{count}} days',
    noEnd: 'from {{start}}, without end',
    endDate: 'from {{start}} until {{end}}',
    numbered_one: 'from {{start}}, once',
    numbered_other: 'from {{start}}, {{count}} times',
    changed_one: '{{count}} changed occurrence',
    changed_other: '{{count}} changed occurrences',
    deleted_one: '{{count}} cancelled',
    deleted_other: '{{count}} cancelled',
    occurrenceDeleted: 'cancelled',
    wholeDays: '{{days}}, all day',
  },
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
    not_read_yet: 'It was imported before series were synchronised: import the file once more.',
  } satisfies Readonly<Record<NotExpressibleCode | 'not_read_yet', string>>,
} as const;
