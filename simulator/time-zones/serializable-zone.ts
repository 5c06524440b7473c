import type { ReceivedElement } from '../xml/read.ts';
import { childOf } from '../xml/read.ts';
import { customZoneKey } from './custom-zone.ts';
import type { YearlyChange } from './yearly-clock.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MINUTE_MS = 60_000;

/**
 * Reads the `TimeZone` of GetUserAvailability, where a bias is what a clock lacks to UTC, in minutes.
 * @returns the zone's id
 */
export function serializableZone(source: ReceivedElement): string {
  const bias = Number(childOf(source, 't:Bias')?.text);
  const standard = childOf(source, 't:StandardTime');
  const daylight = childOf(source, 't:DaylightTime');
  const changes = [changeIn(standard, bias), changeIn(daylight, bias)].filter((change) => change !== undefined);
  return customZoneKey({
    name: 'Customized Time Zone',
    offsetMs: -bias * MINUTE_MS,
    // Month 0 says that the clock never changes.
    changes: changes.length === 2 ? changes : [],
  });
}

function changeIn(source: ReceivedElement | undefined, bias: number): YearlyChange | undefined {
  const number = (name: string) => Number(childOf(source, `t:${name}`)?.text ?? 0);
  const month = number('Month');
  if (month === 0) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = (childOf(source, 't:Time')?.text ?? '').split(':').map(Number);
  const order = number('DayOrder');
  const weekday = WEEKDAYS.indexOf(childOf(source, 't:DayOfWeek')?.text.trim() ?? 'Sunday');
  // With a year, the day is a date of that year.
  const isDate = childOf(source, 't:Year') !== undefined && (childOf(source, 't:Year')?.text ?? '0') !== '0';
  return {
    offsetMs: -(bias + number('Bias')) * MINUTE_MS,
    month,
    on: isDate ? { kind: 'date', day: order } : { kind: 'weekday', weekday, position: order === 5 ? -1 : order },
    timeMs: ((hours * 60 + minutes) * 60 + seconds) * 1000,
  };
}
