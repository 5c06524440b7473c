import { z } from 'zod';
import { named } from './named.ts';

const text = z.string().nullish();

const time = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('timed'),
    start: z.string().describe('Instant in UTC, `YYYY-MM-DDTHH:mm:ssZ`.'),
    end: z.string(),
    zone: z.string().nullable().describe('IANA zone in which a person made the appointment.'),
  }),
  z.object({
    kind: z.literal('allDay'),
    startDate: z.string().describe('`YYYY-MM-DD`.'),
    endDate: z.string().describe('Exclusive: the day after the last one.'),
  }),
]);

const originalStart = z.union([z.object({ date: z.string() }), z.object({ local: z.string(), zone: z.string() })]);

const recurrence = z.object({
  pattern: z.looseObject({ kind: z.string() }).nullable(),
  range: z.looseObject({ kind: z.string() }).nullable(),
  deletedOccurrences: z.array(originalStart).readonly(),
  verbatim: z.string().nullable(),
});

export const appointmentSchema = named(
  'Appointment',
  z.object({
    subject: text,
    location: text,
    body: text,
    time: time.nullish(),
    busyStatus: text,
    sensitivity: text,
    importance: text,
    reminderMinutes: z.int().nullish(),
    categories: z.array(z.string()).readonly().nullish(),
    recurrence: recurrence.nullish(),
    organizer: z.object({ address: z.string(), name: text }).nullish(),
    attendees: z
      .array(
        z.object({
          address: z.string(),
          name: text,
          role: z.string(),
          response: z.string(),
          respondedAt: text,
        }),
      )
      .readonly()
      .nullish(),
  }),
);
