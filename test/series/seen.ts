import type { ItemView, SimulatedMailbox } from '../../simulator/index.ts';
import { wallMsOf } from '../../simulator/time-zones/zone.ts';
import type { Appointment, Fields, Occurrence, TimeZoneId } from '../../src/model/index.ts';
import { appointmentOf, expand, wallTimeAt } from '../../src/model/index.ts';
import { HOME, seriesIn } from './case.ts';
import type { Period } from './periods.ts';

const DAY_MS = 86_400_000;
/** Days begin at other instants in other zones. */
const MARGIN_MS = DAY_MS;

/** What a person sees of one occurrence: when it begins, in a form that sorts, and all that is compared. */
interface Seen {
  readonly begins: string;
  readonly shown: string;
}

/** The occurrences of a series that begin in a period, as its record in the CRM has them. */
export function seenInCrm(fields: Fields, period: Period): readonly string[] {
  const series = seriesIn(fields);
  const zone = series.time.kind === 'timed' ? series.time.zone : HOME;
  const occurrences = [...expand(series, { ...widened(period), zone: HOME })];
  const whole = fields as unknown as Appointment;
  return within(
    period,
    occurrences.map((each) => ofCrm(whole, each, zone)),
  );
}

function ofCrm(series: Appointment, occurrence: Occurrence, zone: TimeZoneId): Seen {
  const { time, subject, location, reminderMinutes } = appointmentOf(series, occurrence);
  const texts = [subject, location, reminderMinutes].map((value) => String(value ?? 'none')).join(' | ');
  if (time.kind === 'allDay') return wholeDays(time.startDate, time.endDate, texts);
  return timed(time.start, time.end, wallTimeAt(time.start, zone).local, texts);
}

/** The same as a person sees it in Outlook: what is told of each occurrence is all its own. */
export function seenInOutlook(mailbox: SimulatedMailbox, id: string, period: Period): readonly string[] {
  const { from, until } = widened(period);
  return within(period, mailbox.occurrences(id, from, until).map(ofOutlook));
}

function ofOutlook({ fields }: ItemView): Seen {
  const text = (name: string): string => String(fields[name] ?? 'none');
  const zone = text('StartTimeZone');
  const [start, end] = [text('Start'), text('End')];
  const reminder = fields['ReminderIsSet'] === 'false' ? 'none' : text('ReminderMinutesBeforeStart');
  const texts = [text('Subject'), text('Location'), reminder].join(' | ');
  const [startWall, endWall] = [start, end].map((each) => new Date(wallMsOf(each, zone)).toISOString().slice(0, 19));
  if (fields['IsAllDayEvent'] !== 'true') return timed(start, end, startWall ?? '', texts);
  return wholeDays(dateOfMidnight(startWall ?? ''), dateOfMidnight(endWall ?? ''), texts);
}

/** A whole day that does not begin at midnight is shown with its time, and equals none of the CRM's. */
function dateOfMidnight(wall: string): string {
  return wall.endsWith('T00:00:00') ? wall.slice(0, 10) : wall;
}

function wholeDays(first: string, end: string, texts: string): Seen {
  return { begins: first, shown: `whole days from ${first} to ${end}: ${texts}` };
}

function timed(start: string, end: string, wall: string, texts: string): Seen {
  return { begins: start, shown: `${start} to ${end}, at ${wall} there: ${texts}` };
}

function widened({ from, until }: Period): Period {
  return { from: moved(from, -MARGIN_MS), until: moved(until, MARGIN_MS) };
}

function moved(instant: Period['from'], ms: number): Period['from'] {
  return new Date(Date.parse(instant) + ms).toISOString().replace('.000', '') as Period['from'];
}

function within({ from, until }: Period, seen: readonly Seen[]): readonly string[] {
  const inside = seen.filter(({ begins }) =>
    begins.length === 10 ? begins > from.slice(0, 10) && begins < until.slice(0, 10) : begins >= from && begins < until,
  );
  return inside.map(({ shown }) => shown).toSorted();
}
