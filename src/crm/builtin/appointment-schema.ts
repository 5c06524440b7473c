import { z } from 'zod';
import { body, calendarDate, importance, instant, line, sensitivity, textSet, timeZone } from './text-schema.ts';

const timedSchema = z
  .strictObject({ kind: z.literal('timed'), start: instant, end: instant, zone: timeZone.nullable() })
  .refine((time) => time.start <= time.end, { path: ['end'], message: 'must not be before the start' });

const allDaySchema = z
  .strictObject({ kind: z.literal('allDay'), startDate: calendarDate, endDate: calendarDate })
  .refine((time) => time.startDate < time.endDate, {
    path: ['endDate'],
    message: 'is exclusive and must be after the first day',
  });

/** Exchange refuses reminders of more than five years. */
const REMINDER_LIMIT_MINUTES = 2_629_800;

const single = {
  subject: line,
  location: line,
  body,
  time: z.discriminatedUnion('kind', [timedSchema, allDaySchema]),
  busyStatus: z.enum(['free', 'tentative', 'busy', 'outOfOffice', 'workingElsewhere']).nullish(),
  sensitivity,
  importance,
  reminderMinutes: z.int().min(0).max(REMINDER_LIMIT_MINUTES).nullish(),
  categories: textSet,
};

const originalStart = z.union([
  z.strictObject({ date: calendarDate }),
  z.strictObject({ local: z.string().max(30), zone: timeZone }),
]);

/** An appointment as people and a synchronisation may write it: one time, nobody invited. */
export const appointmentSchema = z.strictObject({
  ...single,
  recurrence: z.null().optional(),
  organizer: z.null().optional(),
  attendees: z.null().optional(),
});

/** An appointment as a file may bring it. Series and meetings are kept as they came and shown read-only. */
export const importedAppointmentSchema = z.strictObject({
  ...single,
  recurrence: z
    .strictObject({
      pattern: z.null(),
      range: z.null(),
      deletedOccurrences: z.array(originalStart).max(5_000),
      verbatim: body.unwrap(),
    })
    .nullish(),
  organizer: z.strictObject({ address: z.string().min(1).max(500), name: line }).nullish(),
  attendees: z
    .array(
      z.strictObject({
        address: z.string().min(1).max(500),
        name: line,
        role: z.enum(['required', 'optional', 'resource']),
        response: z.enum(['none', 'accepted', 'tentative', 'declined']),
        respondedAt: instant.nullish(),
      }),
    )
    .max(5_000)
    .nullish(),
});
