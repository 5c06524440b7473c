import { z } from 'zod';
import type { StoredRecord } from '../../crm/builtin/index.ts';
import type { Appointment, NotExpressible } from '../../model/index.ts';
import { limitOfExchange, parseTimeZoneId, seriesOf } from '../../model/index.ts';
import { appointmentSchema, reasonOfSeriesSchema } from './appointment.ts';
import { contactSchema } from './contact.ts';
import { named } from './named.ts';

const shared = {
  id: z.string(),
  version: z.string().describe('Also the ETag; send it back as `If-Match` when you change or delete the record.'),
  ownerId: z.string(),
  uid: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
};

export const contactRecordSchema = named(
  'ContactRecord',
  z.object({
    ...shared,
    shared: z.boolean().describe('Visible to all colleagues.'),
    lists: z.array(z.string()).readonly(),
    companyId: z.string().nullable(),
    fields: contactSchema,
  }),
);

export const appointmentRecordSchema = named(
  'AppointmentRecord',
  z.object({
    ...shared,
    participantIds: z.array(z.string()).readonly(),
    notSynchronised: z
      .enum(['series'])
      .nullable()
      .describe('A series that Exchange cannot have as it is (`keptRule`): shown, neither changed nor synchronised.'),
    exchangeLimit: reasonOfSeriesSchema
      .nullable()
      .describe('Why Exchange will refuse this series although the CRM holds it.'),
    fields: appointmentSchema,
  }),
);

const page = {
  cursor: z.string().nullable().describe('Send it back to get the next page; `null` on the last one.'),
  total: z.int(),
};

export const contactPageSchema = named(
  'ContactPage',
  z.object({ records: z.array(contactRecordSchema).readonly(), ...page }),
);
export const appointmentPageSchema = named(
  'AppointmentPage',
  z.object({ records: z.array(appointmentRecordSchema).readonly(), ...page }),
);

type Resource<Schema extends z.ZodType> = z.output<Schema>;

/** Serialisation keeps what the schema names, so both kinds of records are the same object here. */
export function recordResource(
  record: StoredRecord,
): Resource<typeof contactRecordSchema> & Resource<typeof appointmentRecordSchema> {
  const { extra: _extra, itemType: _itemType, externalKey: _externalKey, fields, ...rest } = record;
  return { ...rest, fields: fields, exchangeLimit: exchangeLimit(record) };
}

function exchangeLimit({ itemType, fields }: StoredRecord): NotExpressible | null {
  if (itemType === 'contacts') return null;
  const { time, occurrences } = fields as unknown as Appointment;
  const series = seriesOf(time, occurrences ?? null, parseTimeZoneId('UTC'));
  return series === null ? null : limitOfExchange(series);
}
