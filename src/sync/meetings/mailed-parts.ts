import type {
  AppointmentTime,
  CalendarDate,
  Fields,
  FieldValue,
  Instant,
  OccurrenceChange,
  Occurrences,
  OccurrenceTime,
  Series,
} from '../../model/index.ts';
import {
  APPOINTMENT_FIELDS,
  extentOf,
  regularTime,
  sameValue,
  seriesOf,
  startOfDay,
  valueOf,
} from '../../model/index.ts';
import type { PlanContext } from '../plan-context.ts';
import type { MailsAbout } from '../step.ts';
import { isPersonal } from './closed-by-meeting.ts';

type Moment = Pick<PlanContext, 'now' | 'zone'>;

/**
 * The parts of a meeting about which its people are mailed: nobody hears of what is over, or of what they never see. Of a
 * series each part is judged by itself. With another time or rule, or when a deleted occurrence comes back, Exchange
 * forgets which occurrences were changed, and those that are to come are told again.
 * @param fields as they are in Exchange
 */
export function mailedParts(fields: Fields, changes: Fields, moment: Moment): MailsAbout {
  const after = { ...fields, ...changes };
  const [was, is] = [occurrencesIn(fields), occurrencesIn(after)];
  const days = (Object.keys({ ...was, ...is }) as CalendarDate[])
    .filter((day) => [fields, after].some((each) => isDayToCome(each, day, moment)))
    .toSorted();
  const isRevived = days.some((day) => was[day]?.kind === 'deleted' && is[day]?.kind !== 'deleted');
  const isOver = isPast(fields, moment) && isPast(after, moment);
  const isSharedChange = Object.keys(changes).some((field) => field !== 'occurrences' && !isPersonal(field));
  const item = !isOver && (isSharedChange || isRevived);
  const isForgotten = item && (Object.hasOwn(changes, 'time') || isRevived);
  const isSame = (day: CalendarDate): boolean =>
    sameValue(APPOINTMENT_FIELDS.occurrences, isForgotten ? null : sharedPart(day, was[day]), sharedPart(day, is[day]));
  return { item, days: days.filter((day) => !isSame(day)) };
}

/** Whether it has begun, of a series the last time. Without a readable time it is not known to be over. */
export function isPast(fields: Fields, { now, zone }: Moment): boolean {
  const time = timeIn(fields);
  if (time === null) return false;
  const series = seriesOf(time, occurrencesIn(fields), zone);
  if (series === null) return startOf(time, zone) <= now;
  const extent = extentOf(series, zone);
  return extent === null || (extent.last !== null && extent.last.start <= now);
}

/** Whether the occurrence of that day begins later, as it is there; of one that was called off, as the rule has it. */
export function isDayToCome(fields: Fields, day: CalendarDate, { now, zone }: Moment): boolean {
  const series = seriesIn(fields, zone);
  const regular = series === null ? null : regularTime(series, { date: day });
  if (regular === null) return false;
  const change = occurrencesIn(fields)[day];
  const own = change?.kind === 'changed' ? change.fields.time : undefined;
  return startOf(own ?? regular, zone) > now;
}

/** What the others see of a changed occurrence; one that differs in nothing is none. */
function sharedPart(day: CalendarDate, change: OccurrenceChange | undefined): FieldValue {
  if (change === undefined) return null;
  if (change.kind === 'deleted') return { [day]: change };
  const shared = Object.entries(change.fields).filter(([field]) => !isPersonal(field));
  return { [day]: { kind: 'changed', fields: Object.fromEntries(shared) } } as FieldValue;
}

function seriesIn(fields: Fields, zone: PlanContext['zone']): Series | null {
  const time = timeIn(fields);
  return time === null ? null : seriesOf(time, null, zone);
}

function timeIn(fields: Fields): AppointmentTime | null {
  return valueOf(fields, 'time') as AppointmentTime | null;
}

function occurrencesIn(fields: Fields): Occurrences {
  return (valueOf(fields, 'occurrences') ?? {}) as Occurrences;
}

function startOf(time: OccurrenceTime, zone: PlanContext['zone']): Instant {
  return time.kind === 'allDay' ? startOfDay(time.startDate, zone) : time.start;
}
