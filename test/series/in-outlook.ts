import type { ItemFieldChanges, ItemView, SimulatedMailbox } from '../../simulator/index.ts';
import { instantAtWall, wallMsOf } from '../../simulator/time-zones/zone.ts';
import type { ExceptionFields, Recurrence, RecurrencePattern, Series, SeriesException } from '../../src/model/index.ts';

/** As Outlook names the zones of these tests. */
const WINDOWS_ZONES: Readonly<Record<string, string>> = {
  UTC: 'UTC',
  'Europe/Rome': 'W. Europe Standard Time',
  'America/New_York': 'Eastern Standard Time',
  'Pacific/Auckland': 'New Zealand Standard Time',
  'Asia/Kathmandu': 'Nepal Standard Time',
  'America/Caracas': 'Venezuela Standard Time',
  'Australia/Lord_Howe': 'Lord Howe Standard Time',
  'America/St_Johns': 'Newfoundland Standard Time',
  'Etc/GMT+12': 'Dateline Standard Time',
  'Pacific/Kiritimati': 'Line Islands Standard Time',
};
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAY_MS = 86_400_000;

interface Drawn {
  readonly subject: string;
  readonly series: Series;
  /** Whose midnights begin whole days. */
  readonly dayZone: string;
}

/** Makes a series as a person does in Outlook: the rule first, then one occurrence after the other. @returns its id */
export function madeInOutlook(mailbox: SimulatedMailbox, { subject, series, dayZone }: Drawn): string {
  const { time } = series;
  const zone = windowsZone(time.kind === 'timed' ? time.zone : dayZone);
  const [start, end] =
    time.kind === 'timed' ? [time.start, time.end] : [midnight(time.startDate), midnight(time.endDate)];
  const { id } = mailbox.addXml(
    'calendar',
    `<t:CalendarItem><t:Subject>${subject}</t:Subject><t:Body BodyType="Text">Ordine del giorno</t:Body>
      <t:ReminderIsSet>true</t:ReminderIsSet><t:ReminderMinutesBeforeStart>15</t:ReminderMinutesBeforeStart>
      <t:Start>${start}</t:Start><t:End>${end}</t:End><t:IsAllDayEvent>${time.kind === 'allDay'}</t:IsAllDayEvent>
      <t:Location>Sala 1</t:Location>
      ${recurrenceXml(series.recurrence, start.slice(0, 10))}
      <t:StartTimeZone Id="${zone}"/><t:EndTimeZone Id="${zone}"/></t:CalendarItem>`,
  );
  changeInOutlook(mailbox, id, { ...series, deleted: [], exceptions: [] }, series);
  return id;
}

/** @throws Error for what a person cannot do there: to bring a deleted occurrence back */
export function changeInOutlook(mailbox: SimulatedMailbox, id: string, before: Series, after: Series): void {
  const was = new Map(before.exceptions.map(({ originalStart, fields }) => [JSON.stringify(originalStart), fields]));
  const gone = new Set(before.deleted.map((each) => JSON.stringify(each)));
  const zone = zoneIn(mailbox, id);
  for (const originalStart of after.deleted) {
    if (!gone.has(JSON.stringify(originalStart))) mailbox.delete(occurrenceOf(mailbox, id, after, originalStart).id);
  }
  const open = after.exceptions.filter(
    ({ originalStart, fields }) => JSON.stringify(was.get(JSON.stringify(originalStart))) !== JSON.stringify(fields),
  );
  inSomeOrder(open, ({ originalStart, fields }) => {
    mailbox.change(occurrenceOf(mailbox, id, after, originalStart).id, fieldsInOutlook(fields, zone));
  });
}

/** Two neighbours that both move later have to go one before the other: who finds the place taken tries the other first. */
function inSomeOrder(open: readonly SeriesException[], change: (exception: SeriesException) => void): void {
  let refusal: unknown = null;
  const left = open.filter((exception) => {
    try {
      change(exception);
      return false;
    } catch (error) {
      refusal = error;
      return true;
    }
  });
  if (left.length === 0) return;
  if (left.length === open.length) throw refusal;
  inSomeOrder(left, change);
}

function fieldsInOutlook(
  { time, subject, location, reminderMinutes }: ExceptionFields,
  zone: string,
): ItemFieldChanges {
  return {
    ...(subject === undefined ? {} : { Subject: subject }),
    ...(location === undefined ? {} : { Location: location }),
    ...(reminderMinutes === undefined ? {} : { ReminderMinutesBeforeStart: String(reminderMinutes) }),
    ...(time === undefined
      ? {}
      : time.kind === 'timed'
        ? { IsAllDayEvent: 'false', Start: time.start, End: time.end }
        : { IsAllDayEvent: 'true', Start: midnightIn(time.startDate, zone), End: midnightIn(time.endDate, zone) }),
  };
}

function occurrenceOf(
  mailbox: SimulatedMailbox,
  id: string,
  series: Series,
  originalStart: Series['deleted'][number],
): ItemView {
  const zone = zoneIn(mailbox, id);
  const day = 'date' in originalStart ? originalStart.date : originalStart.local.slice(0, 10);
  // It may have been moved far.
  const around = Date.parse(`${day}T12:00:00Z`);
  const [from, until] = [around - 12 * DAY_MS, around + 12 * DAY_MS].map((ms) => new Date(ms).toISOString());
  const found = mailbox
    .occurrences(id, from ?? '', until ?? '')
    .find(({ fields }) => dateOfWall(wallMsOf(String(fields['OriginalStart']), zone)) === day);
  if (found === undefined) throw new Error(`Outlook shows no occurrence of ${day} of ${JSON.stringify(series)}`);
  return found;
}

function zoneIn(mailbox: SimulatedMailbox, id: string): string {
  return String(mailbox.findItem(id)?.fields['StartTimeZone']);
}

function recurrenceXml({ pattern, range }: Recurrence, startDate: string): string {
  const start = `<t:StartDate>${startDate}</t:StartDate>`;
  const end =
    range.kind === 'noEnd'
      ? `<t:NoEndRecurrence>${start}</t:NoEndRecurrence>`
      : range.kind === 'endDate'
        ? `<t:EndDateRecurrence>${start}<t:EndDate>${range.endDate}</t:EndDate></t:EndDateRecurrence>`
        : `<t:NumberedRecurrence>${start}<t:NumberOfOccurrences>${range.occurrences}</t:NumberOfOccurrences></t:NumberedRecurrence>`;
  return `<t:Recurrence>${patternXml(pattern)}${end}</t:Recurrence>`;
}

function patternXml(pattern: RecurrencePattern): string {
  const name = `t:${capital(pattern.kind)}Recurrence`;
  const interval = 'interval' in pattern ? `<t:Interval>${pattern.interval}</t:Interval>` : '';
  const month = 'month' in pattern ? `<t:Month>${MONTHS[pattern.month - 1]}</t:Month>` : '';
  return `<${name}>${interval}${daysXml(pattern)}${month}</${name}>`;
}

function daysXml(pattern: RecurrencePattern): string {
  if ('dayOfMonth' in pattern) return `<t:DayOfMonth>${pattern.dayOfMonth}</t:DayOfMonth>`;
  if ('index' in pattern) {
    const index = `<t:DayOfWeekIndex>${capital(pattern.index)}</t:DayOfWeekIndex>`;
    return `<t:DaysOfWeek>${capital(pattern.day)}</t:DaysOfWeek>${index}`;
  }
  if (!('days' in pattern)) return '';
  const first = `<t:FirstDayOfWeek>${capital(pattern.firstDayOfWeek)}</t:FirstDayOfWeek>`;
  return `<t:DaysOfWeek>${pattern.days.map(capital).join(' ')}</t:DaysOfWeek>${first}`;
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

function windowsZone(zone: string): string {
  const found = WINDOWS_ZONES[zone];
  if (found === undefined) throw new Error(`Outlook has no name for ${zone}`);
  return found;
}

function midnight(date: string): string {
  return `${date}T00:00:00`;
}

function midnightIn(date: string, zone: string): string {
  return instantAtWall(Date.parse(`${date}T00:00:00Z`), zone);
}

function dateOfWall(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
