import { z } from 'zod';
import { recurrenceSchema } from '../../crm/builtin/index.ts';
import { named } from './named.ts';

const text = z.string().nullish();

const timed = z.object({
  kind: z.literal('timed'),
  start: z.string().describe('Instant in UTC, `YYYY-MM-DDTHH:mm:ssZ`.'),
  end: z.string(),
  zone: z.string().nullable().describe('IANA zone in which a person made the appointment. A series always has one.'),
});

const allDay = z.object({
  kind: z.literal('allDay'),
  startDate: z.string().describe('`YYYY-MM-DD`.'),
  endDate: z.string().describe('Exclusive: the day after the last one.'),
});

const recurrence = named('Recurrence', recurrenceSchema)
  .nullish()
  .describe('Of a series: its rule. Start and end are then those of the first occurrence by that rule.');

const own = {
  subject: text,
  location: text,
  body: text,
  busyStatus: text,
  sensitivity: text,
  importance: text,
  reminderMinutes: z.int().nullish(),
  categories: z.array(z.string()).readonly().nullish(),
};

const occurrence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('deleted') }),
  z.object({
    kind: z.literal('changed'),
    fields: z
      .object({ ...own, time: z.discriminatedUnion('kind', [timed, allDay]).optional() })
      .describe('Only what differs from the series; `null` is emptied.'),
  }),
]);

export const reasonOfSeriesSchema = z.object({
  code: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const appointmentSchema = named(
  'Appointment',
  z.object({
    ...own,
    time: z.discriminatedUnion('kind', [timed.extend({ recurrence }), allDay.extend({ recurrence })]).nullish(),
    occurrences: z
      .record(z.string(), occurrence)
      .nullish()
      .describe(
        'Of a series: what is not as its rule says, by the day on which the rule puts it, in the zone of the series.',
      ),
    keptRule: reasonOfSeriesSchema
      .extend({ verbatim: z.string().describe('The lines of the file that make it a series.') })
      .nullish()
      .describe('Of a series that Exchange cannot have as it is: its rule as it came, and why.'),
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
