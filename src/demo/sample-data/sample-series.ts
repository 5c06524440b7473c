import type { AppointmentTime, CalendarDate, Occurrences, Recurrence } from '../../model/index.ts';
import { addDays } from '../../model/index.ts';
import { allDay, timed, weekday } from './calendar-days.ts';
import type { SampleMailboxAppointment } from './mailbox-appointments.ts';
import type { SampleAppointment } from './sample-appointments.ts';

const WEEKS_BACK = 5;

/** What recurs in the CRM: every Friday, next week a day earlier, in the week after that not at all. */
export function crmSeries(today: CalendarDate): readonly SampleAppointment[] {
  const start = addDays(lastMonday(today), 4 - WEEKS_BACK * 7);
  const [moved, cancelled] = [inWeek(start, 1), inWeek(start, 2)];
  return [
    {
      owner: 'elena',
      participants: ['giulia'],
      appointment: {
        subject: 'Consegne della settimana',
        location: 'Magazzino 2',
        time: recurring(timed(start, '09:00', 60), {
          pattern: { kind: 'weekly', interval: 1, days: ['friday'], firstDayOfWeek: 'monday' },
          range: { kind: 'endDate', endDate: addDays(start, 300) },
        }),
        occurrences: {
          [moved]: {
            kind: 'changed',
            fields: { time: timed(addDays(moved, -1), '15:00', 60), location: 'Magazzino 1' },
          },
          [cancelled]: { kind: 'deleted' },
        } satisfies Occurrences,
        busyStatus: 'busy',
        reminderMinutes: 15,
      },
    },
  ];
}

/** What recurs in the mailboxes: each week with one that was moved, each month, and in whole days. */
export function mailboxSeries(today: CalendarDate): readonly SampleMailboxAppointment[] {
  const monday = addDays(lastMonday(today), -WEEKS_BACK * 7);
  const moved = inWeek(monday, 1);
  const thursday = firstOf(addDays(monday, -28), (date) => weekday(date) === 3 && dayOfMonth(date) <= 7);
  const taxDay = firstOf(monday, (date) => dayOfMonth(date) === 25);
  return [
    {
      mailbox: 'giulia',
      appointment: {
        subject: 'Riunione vendite del lunedì',
        location: 'Sala riunioni piccola',
        time: recurring(timed(monday, '08:30', 45), {
          pattern: { kind: 'weekly', interval: 1, days: ['monday'], firstDayOfWeek: 'monday' },
          range: { kind: 'noEnd' },
        }),
        occurrences: {
          [moved]: {
            kind: 'changed',
            fields: { time: timed(addDays(moved, 1), '10:00', 45), subject: 'Riunione vendite (spostata)' },
          },
        } satisfies Occurrences,
        reminderMinutes: 10,
      },
    },
    {
      mailbox: 'elena',
      appointment: {
        subject: 'Controllo scorte ricambi',
        time: recurring(timed(thursday, '14:00', 60), {
          pattern: { kind: 'relativeMonthly', interval: 1, day: 'thursday', index: 'first' },
          range: { kind: 'numbered', occurrences: 12 },
        }),
      },
    },
    {
      mailbox: 'marco',
      appointment: {
        subject: 'Scadenza IVA intracomunitaria',
        time: recurring(allDay(taxDay), {
          pattern: { kind: 'absoluteMonthly', interval: 1, dayOfMonth: 25 },
          range: { kind: 'endDate', endDate: addDays(taxDay, 400) },
        }),
        busyStatus: 'free',
      },
    },
  ];
}

function recurring(time: AppointmentTime, recurrence: Recurrence): AppointmentTime {
  return { ...time, recurrence };
}

/** The day of a weekly series in a week to come. */
function inWeek(start: CalendarDate, weeks: number): CalendarDate {
  return addDays(start, (WEEKS_BACK + weeks) * 7);
}

function lastMonday(today: CalendarDate): CalendarDate {
  return addDays(today, -weekday(today));
}

function firstOf(from: CalendarDate, isWanted: (date: CalendarDate) => boolean): CalendarDate {
  let date = from;
  while (!isWanted(date)) date = addDays(date, 1);
  return date;
}

function dayOfMonth(date: CalendarDate): number {
  return Number(date.slice(8));
}
