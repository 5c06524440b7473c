import { z } from 'zod';
import type { StoredRecord } from '../../crm/builtin/index.ts';
import { appointmentSchema } from './appointment.ts';
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
      .enum(['series', 'meeting'])
      .nullable()
      .describe('Series and meetings are shown; they are neither changed nor synchronised.'),
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
  return { ...rest, fields: fields };
}
