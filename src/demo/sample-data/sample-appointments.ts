import type { Appointment, CalendarDate } from '../../model/index.ts';
import { addDays } from '../../model/index.ts';
import { allDay, timed, weekday, workday } from './calendar-days.ts';
import type { CountryName } from './countries.ts';
import { COUNTRIES } from './countries.ts';
import type { Dice } from './dice.ts';
import { createDice } from './dice.ts';
import type { Firm } from './firms.ts';
import { FIRMS } from './firms.ts';
import type { SampleUserName } from './users.ts';

export interface SampleAppointment {
  /** Login name of the CRM user who owns it. */
  readonly owner: SampleUserName;
  readonly participants: readonly SampleUserName[];
  readonly appointment: Appointment;
}

/** The CRM's agenda around `today`: two months back, four months ahead. */
export function sampleAppointments(today: CalendarDate): readonly SampleAppointment[] {
  const dice = createDice(2_026);
  return [...daily(dice, today), ...fairs(today)];
}

const PER_USER = 46;
const FIRST_DAY = -60;
const OWNERS = ['giulia', 'marco', 'elena'] as const;
const CLOCKS = ['08:30', '09:00', '10:30', '11:15', '14:00', '15:30', '16:45'] as const;

function daily(dice: Dice, today: CalendarDate): readonly SampleAppointment[] {
  return OWNERS.flatMap((owner) => {
    const firms = FIRMS.filter((firm) => isOf(owner, firm));
    return Array.from({ length: PER_USER }, (_, index): SampleAppointment => {
      const date = workday(addDays(today, FIRST_DAY + index * 4 + dice.roll(3)));
      const firm = firms[(index * 5 + dice.roll(3)) % firms.length] ?? FIRMS[0];
      const appointment = owner === 'elena' ? serviceCall(dice, firm, date) : salesCall(dice, firm, date);
      const participants: SampleUserName[] = dice.once(6) ? [owner === 'elena' ? 'giulia' : 'elena'] : [];
      return { owner, participants, appointment };
    });
  });
}

function isOf(owner: SampleUserName, firm: Firm): boolean {
  if (owner === 'elena') return firm.relation !== 'dealer';
  return firm.relation !== 'supplier' && (firm.country === 'italy') === (owner === 'giulia');
}

function salesCall(dice: Dice, firm: Firm, date: CalendarDate): Appointment {
  const clock = dice.pick(CLOCKS);
  const visit: Appointment = {
    subject: `Visita a ${firm.name}`,
    location: `${firm.name}, ${firm.city}`,
    body: dice.pick([
      'Portare il catalogo presse e il campione piegato da 3 mm.',
      'Presentare l’offerta rivista; chiedere del collaudo di marzo.',
      'Sopralluogo per la linea di taglio: misurare l’altezza della gru.',
      'Rinnovo del contratto di manutenzione.\nPresente anche il responsabile qualità.',
    ]),
    time: timed(date, clock, dice.pick([60, 90, 120])),
    busyStatus: 'busy',
    reminderMinutes: 60,
    categories: ['Visite'],
  };
  const call: Appointment = {
    subject: `Telefonata: ${firm.name}`,
    location: 'Telefono',
    time: timed(date, clock, 30, ZONES[firm.country]),
    busyStatus: 'busy',
    reminderMinutes: 10,
    ...(dice.once(2) ? { body: `Centralino ${firm.phone}` } : {}),
  };
  const offer: Appointment = {
    subject: `Scadenza offerta ${dice.roll(300) + 1_200}/${date.slice(0, 4)} – ${firm.name}`,
    time: allDay(date),
    busyStatus: 'free',
    reminderMinutes: 1_080,
    categories: ['Offerte'],
    ...(dice.once(4) ? { importance: 'high' } : {}),
  };
  return dice.pick([visit, visit, call, call, offer]);
}

function serviceCall(dice: Dice, firm: Firm, date: CalendarDate): Appointment {
  const machine = dice.pick(['PB-100', 'PB-160', 'PB-220', 'TL-40', 'TL-60']);
  const { name: country } = COUNTRIES[firm.country];
  const repair: Appointment = {
    subject: `Intervento ${machine} – ${firm.name}`,
    location: `${firm.city}, ${country}`,
    body: dice.pick([
      'Sostituzione guarnizioni del pistone principale.',
      'Fotocellule da tarare: fermo macchina segnalato lunedì.',
      'Aggiornamento del quadro elettrico; serve il PLC di riserva.',
    ]),
    time: timed(date, dice.pick(['07:30', '08:00', '13:30']), dice.pick([180, 240, 480])),
    busyStatus: 'outOfOffice',
    reminderMinutes: 720,
    categories: ['Assistenza'],
  };
  const installation: Appointment = {
    subject: `Installazione ${machine} – ${firm.name}`,
    location: `${firm.city}, ${country}`,
    body: 'Squadra di due persone. Trasporto confermato; gru del cliente da 10 t.',
    // From Monday, so that it does not run into a weekend.
    time: allDay(addDays(date, -weekday(date)), dice.pick([2, 3, 5])),
    busyStatus: 'outOfOffice',
    categories: ['Assistenza', 'Installazioni'],
  };
  const call: Appointment = {
    subject: `Diagnosi a distanza ${machine} – ${firm.name}`,
    location: 'Video',
    time: timed(date, dice.pick(CLOCKS), 45, ZONES[firm.country]),
    busyStatus: 'tentative',
    reminderMinutes: 15,
  };
  return dice.pick([repair, repair, installation, call, call]);
}

const ZONES: Readonly<Record<CountryName, string>> = {
  italy: 'Europe/Rome',
  germany: 'Europe/Berlin',
  france: 'Europe/Paris',
  poland: 'Europe/Warsaw',
  spain: 'Europe/Madrid',
  denmark: 'Europe/Copenhagen',
};

/** What does not come every day: fairs, calls across the ocean, days off. */
function fairs(today: CalendarDate): readonly SampleAppointment[] {
  const day = (offset: number) => workday(addDays(today, offset));
  const monday = (offset: number) => addDays(day(offset), -weekday(day(offset)));
  const all = { participants: [] as readonly SampleUserName[] };
  return [
    {
      owner: 'giulia',
      participants: ['marco', 'elena'],
      appointment: {
        subject: 'Salone della Lamiera, Bologna',
        location: 'Padiglione 26, stand C12',
        body: 'Allestimento il giorno prima. In mostra PB-160 e TL-40.',
        time: allDay(monday(38), 4),
        busyStatus: 'outOfOffice',
        importance: 'high',
        categories: ['Fiera'],
      },
    },
    {
      owner: 'marco',
      participants: ['elena'],
      appointment: {
        subject: 'Blechtechnik-Messe, Stuttgart',
        location: 'Halle 5, Stand 5307',
        time: allDay(monday(-24), 5),
        busyStatus: 'outOfOffice',
        categories: ['Fiera'],
      },
    },
    {
      owner: 'marco',
      ...all,
      appointment: {
        subject: 'Targi Obróbki Blach, Poznań',
        location: 'Hala 7A',
        time: allDay(monday(80), 3),
        busyStatus: 'tentative',
        categories: ['Fiera'],
      },
    },
    {
      owner: 'marco',
      ...all,
      appointment: {
        subject: 'Call con Great Lakes Press Brakes (Cleveland)',
        location: 'Video',
        body: 'Distribuzione in Nord America: bozza di contratto.',
        time: timed(day(6), '10:00', 60, 'America/New_York'),
        busyStatus: 'busy',
        reminderMinutes: 30,
      },
    },
    {
      owner: 'marco',
      ...all,
      appointment: {
        subject: 'Call con Kitano Seiki (Ōsaka)',
        location: 'Video',
        time: timed(day(13), '17:30', 45, 'Asia/Tokyo'),
        busyStatus: 'busy',
        reminderMinutes: 30,
      },
    },
    {
      owner: 'elena',
      ...all,
      appointment: {
        subject: 'Call con Pune Fabricators (India)',
        location: 'Video',
        time: timed(day(9), '14:30', 30, 'Asia/Kolkata'),
        busyStatus: 'busy',
        reminderMinutes: 15,
      },
    },
    {
      owner: 'giulia',
      ...all,
      appointment: {
        subject: 'Budget commerciale: revisione',
        location: 'Sala riunioni grande',
        time: timed(day(3), '09:00', 180),
        busyStatus: 'busy',
        sensitivity: 'confidential',
        importance: 'high',
        reminderMinutes: 30,
      },
    },
    {
      owner: 'elena',
      ...all,
      appointment: {
        subject: 'Inventario ricambi',
        location: 'Magazzino 2',
        time: allDay(day(20), 2),
        busyStatus: 'workingElsewhere',
      },
    },
    {
      owner: 'giulia',
      ...all,
      appointment: {
        subject: 'Ferie',
        time: allDay(monday(52), 5),
        busyStatus: 'outOfOffice',
        sensitivity: 'personal',
      },
    },
    {
      owner: 'elena',
      ...all,
      appointment: {
        subject: 'Corso sicurezza lavoratori',
        location: 'Aula formazione',
        time: timed(day(-12), '08:30', 480),
        busyStatus: 'busy',
        reminderMinutes: 15,
      },
    },
    {
      owner: 'giulia',
      ...all,
      appointment: {
        subject: 'Consegna campioni a Fonderie Adda',
        location: 'Lecco',
        time: timed(day(0), '17:00', 45),
        busyStatus: 'busy',
        reminderMinutes: 60,
      },
    },
  ];
}
