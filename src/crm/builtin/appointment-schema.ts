import { z } from 'zod';
import type { AppointmentTime } from '../../model/index.ts';
import { keptRuleSchema } from './kept-rule.ts';
import { occurrencesSchema, recurrenceSchema, seriesProblems } from './series-schema.ts';
import { body, calendarDate, importance, instant, line, sensitivity, textSet, timeZone } from './text-schema.ts';

const timed = z.strictObject({ kind: z.literal('timed'), start: instant, end: instant, zone: timeZone.nullable() });
const allDay = z.strictObject({ kind: z.literal('allDay'), startDate: calendarDate, endDate: calendarDate });
const recurrence = recurrenceSchema.nullish();

const inOrder = {
  timed: {
    check: (time: z.output<typeof timed>) => time.start <= time.end,
    params: { path: ['end'], message: 'must not be before the start' },
  },
  allDay: {
    check: (time: z.output<typeof allDay>) => time.startDate < time.endDate,
    params: { path: ['endDate'], message: 'is exclusive and must be after the first day' },
  },
};

const occurrenceTime = z.discriminatedUnion('kind', [
  timed.refine(inOrder.timed.check, inOrder.timed.params),
  allDay.refine(inOrder.allDay.check, inOrder.allDay.params),
]);

const time = z
  .discriminatedUnion('kind', [
    timed.extend({ recurrence }).refine(inOrder.timed.check, inOrder.timed.params),
    allDay.extend({ recurrence }).refine(inOrder.allDay.check, inOrder.allDay.params),
  ])
  .superRefine((value, context) => {
    for (const { path, message } of seriesProblems(value as AppointmentTime))
      context.addIssue({ code: 'custom', path: [path], message });
  });

/** Exchange refuses reminders of more than five years. */
const REMINDER_LIMIT_MINUTES = 2_629_800;

const ofOccurrence = {
  subject: line,
  location: line,
  body,
  busyStatus: z.enum(['free', 'tentative', 'busy', 'outOfOffice', 'workingElsewhere']).nullish(),
  sensitivity,
  importance,
  reminderMinutes: z.int().min(0).max(REMINDER_LIMIT_MINUTES).nullish(),
  categories: textSet,
};

const writable = {
  ...ofOccurrence,
  time,
  occurrences: occurrencesSchema(z.strictObject({ ...ofOccurrence, time: occurrenceTime.optional() })).nullish(),
};

/** An appointment as people may write it: nobody invited, and a rule that Exchange can express. */
export const appointmentSchema = z.strictObject({
  ...writable,
  keptRule: z.null().optional(),
  organizer: z.null().optional(),
  attendees: z.null().optional(),
});

/** As it may come from Exchange: with the people who take part. */
export const synchronisedAppointmentSchema = z.strictObject({
  ...writable,
  keptRule: z.null().optional(),
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

/** As a file may bring it: a rule that Exchange cannot express is kept as it came. */
export const importedAppointmentSchema = synchronisedAppointmentSchema.extend({ keptRule: keptRuleSchema.nullish() });
