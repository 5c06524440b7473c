import { DATE, integerBetween, listOf, oneOf } from './simple-values.ts';
import { choice, one, optional, sequence, simple } from './type-spec.ts';

const WEEK_DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday';
const RELATIVE_DAY = simple(oneOf(`${WEEK_DAYS} Day Weekday WeekendDay`));
const DAY_LIST = simple(listOf(`${WEEK_DAYS} Day Weekday WeekendDay`));
const DAY_INDEX = simple(oneOf('First Second Third Fourth Last'));
const MONTH = simple(oneOf('January February March April May June July August September October November December'));
const INTERVAL = one('t:Interval', simple(integerBetween(1, 2_147_483_647)));
const DAY_OF_MONTH = one('t:DayOfMonth', simple(integerBetween(1, 31)));
const START = one('t:StartDate', simple(DATE));

/** One pattern and one range. */
export const RECURRENCE = sequence([
  choice(
    1,
    'one',
    [
      't:RelativeYearlyRecurrence',
      sequence([one('t:DaysOfWeek', RELATIVE_DAY), one('t:DayOfWeekIndex', DAY_INDEX), one('t:Month', MONTH)]),
    ],
    ['t:AbsoluteYearlyRecurrence', sequence([DAY_OF_MONTH, one('t:Month', MONTH)])],
    [
      't:RelativeMonthlyRecurrence',
      sequence([INTERVAL, one('t:DaysOfWeek', RELATIVE_DAY), one('t:DayOfWeekIndex', DAY_INDEX)]),
    ],
    ['t:AbsoluteMonthlyRecurrence', sequence([INTERVAL, DAY_OF_MONTH])],
    [
      't:WeeklyRecurrence',
      sequence([
        INTERVAL,
        one('t:DaysOfWeek', DAY_LIST),
        optional('t:FirstDayOfWeek', simple(oneOf(WEEK_DAYS)), 'Exchange2010_SP1'),
      ]),
    ],
    ['t:DailyRecurrence', sequence([INTERVAL])],
  ),
  choice(
    1,
    'one',
    ['t:NoEndRecurrence', sequence([START])],
    ['t:EndDateRecurrence', sequence([START, one('t:EndDate', simple(DATE))])],
    ['t:NumberedRecurrence', sequence([START, one('t:NumberOfOccurrences', simple(integerBetween(1, 2_147_483_647)))])],
  ),
]);
