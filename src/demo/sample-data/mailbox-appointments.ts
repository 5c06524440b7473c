import type { Appointment, Attendee, CalendarDate } from '../../model/index.ts';
import { addDays } from '../../model/index.ts';
import { allDay, timed, workday } from './calendar-days.ts';
import type { SampleAppointment } from './sample-appointments.ts';
import { mailboxSeries } from './sample-series.ts';
import type { SampleUserName } from './users.ts';
import { SAMPLE_USERS } from './users.ts';

export interface SampleMailboxAppointment {
  /** Login name of the user whose mailbox it is in. */
  readonly mailbox: SampleUserName;
  readonly appointment: Appointment;
}

/** One of three business appointments once more, and what only the mailbox knows: series and meetings among it. */
export function mailboxAppointments(
  crm: readonly SampleAppointment[],
  today: CalendarDate,
): readonly SampleMailboxAppointment[] {
  const copied = crm.filter((_, index) => index % 3 === 0);
  return [
    ...copied.map(({ owner, appointment }, index) => ({
      mailbox: owner,
      appointment: asInOutlook(appointment, index),
    })),
    ...own(today),
    ...mailboxSeries(today),
    ...meetings(today),
  ];
}

function asInOutlook(appointment: Appointment, index: number): Appointment {
  if (index % 3 === 0) return { ...appointment, reminderMinutes: appointment.reminderMinutes ?? 15 };
  if (index % 3 === 1) return { ...appointment, categories: [...(appointment.categories ?? []), 'Da preparare'] };
  return appointment;
}

function own(today: CalendarDate): readonly SampleMailboxAppointment[] {
  const day = (offset: number) => workday(addDays(today, offset));
  const busy = { busyStatus: 'busy', reminderMinutes: 15 } as const;
  const items: readonly (readonly [SampleUserName, Appointment])[] = [
    [
      'giulia',
      {
        ...busy,
        subject: 'Dentista',
        location: 'Studio Sartori',
        time: timed(day(4), '18:00', 45),
        sensitivity: 'private',
      },
    ],
    [
      'giulia',
      { ...busy, subject: 'Colloquio insegnanti Tommaso', time: timed(day(11), '17:15', 30), sensitivity: 'private' },
    ],
    [
      'giulia',
      {
        ...busy,
        subject: 'Sopralluogo Lavorazioni Inox Festari',
        location: 'Rosà (VI)',
        time: timed(day(8), '15:00', 90),
      },
    ],
    [
      'giulia',
      {
        ...busy,
        subject: 'Pranzo con Ottavia (trasferta Bologna)',
        location: 'Ponte Vecchio',
        time: timed(day(2), '12:45', 75),
      },
    ],
    ['giulia', { subject: 'Santo patrono: uffici chiusi', time: allDay(day(26)), busyStatus: 'free' }],
    ['giulia', { ...busy, subject: 'Prova microfoni sala grande', time: timed(day(-3), '08:00', 30) }],
    [
      'marco',
      {
        ...busy,
        subject: 'Volo VCE–STR',
        location: 'Venezia Marco Polo',
        body: 'Check-in online il giorno prima.',
        time: timed(day(-25), '06:55', 85),
        busyStatus: 'outOfOffice',
      },
    ],
    [
      'marco',
      {
        ...busy,
        subject: 'Lezione di tedesco',
        location: 'Video',
        time: timed(day(1), '18:30', 60),
        sensitivity: 'personal',
      },
    ],
    [
      'marco',
      {
        ...busy,
        subject: 'Cena con Přemysl Dvořák',
        location: 'Třebíč',
        time: timed(day(17), '19:00', 150, 'Europe/Prague'),
      },
    ],
    [
      'marco',
      {
        ...busy,
        subject: 'Visita a Strojírny Třebíč',
        location: 'Třebíč',
        time: timed(day(18), '09:00', 180, 'Europe/Prague'),
      },
    ],
    [
      'marco',
      { subject: 'Ricontrollare listino estero', time: allDay(day(5)), busyStatus: 'free', importance: 'high' },
    ],
    [
      'elena',
      { ...busy, subject: 'Revisione furgone', location: 'Autofficina Baggio', time: timed(day(7), '08:00', 60) },
    ],
    [
      'elena',
      { ...busy, subject: 'Noleggio gru: ritiro', location: 'Noleggio Gru Gheno', time: timed(day(10), '07:15', 45) },
    ],
    ['elena', { ...busy, subject: 'Visita medica', time: timed(day(15), '11:20', 40), sensitivity: 'private' }],
    [
      'elena',
      {
        subject: 'Reperibilità assistenza',
        body: 'Telefono di servizio: interno 188.',
        time: allDay(day(21), 5),
        busyStatus: 'workingElsewhere',
      },
    ],
  ];
  return items.map(([mailbox, appointment]) => ({ mailbox, appointment }));
}

function meetings(today: CalendarDate): readonly SampleMailboxAppointment[] {
  const guest = (address: string, name: string, response: Attendee['response']): Attendee => ({
    address,
    name,
    role: 'required',
    response,
  });
  const colleague = (user: SampleUserName, response: Attendee['response']) =>
    guest(SAMPLE_USERS[user].email, SAMPLE_USERS[user].displayName, response);
  return [
    {
      mailbox: 'giulia',
      appointment: {
        subject: 'Preparazione Salone della Lamiera',
        location: 'Sala riunioni grande',
        time: timed(workday(addDays(today, 12)), '10:00', 60),
        organizer: { address: SAMPLE_USERS.giulia.email, name: SAMPLE_USERS.giulia.displayName },
        attendees: [colleague('marco', 'accepted'), colleague('elena', 'none')],
      },
    },
    {
      mailbox: 'marco',
      appointment: {
        subject: 'Jahresgespräch Kühltechnik Süd',
        location: 'Augsburg, Besprechungsraum 2',
        time: timed(workday(addDays(today, 22)), '11:00', 120, 'Europe/Berlin'),
        organizer: { address: 'einkauf@kuehltechnik-sued.example', name: 'Einkauf Kühltechnik Süd' },
        attendees: [colleague('marco', 'tentative')],
      },
    },
  ];
}
