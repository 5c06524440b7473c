import { z } from 'zod';
import type { ExchangeItem } from '../../exchange/port.ts';
import { appointmentSchema } from './appointment.ts';
import { contactSchema } from './contact.ts';
import { named } from './named.ts';

const shared = {
  id: z.string(),
  changeKey: z.string().nullable(),
  categories: z.array(z.string()).readonly(),
  stamp: z.string().nullable().describe('Ours, when the item carries one.'),
  notSynchronised: z.enum(['series']).nullable(),
  meeting: z
    .object({
      role: z.enum(['organizer', 'attendee']),
      isCancelled: z.boolean(),
      recipients: z.int().describe('How many people are invited.'),
    })
    .nullable(),
};

export const mailboxContactsSchema = named(
  'MailboxContacts',
  z.object({ items: z.array(z.object({ ...shared, fields: contactSchema })).readonly(), total: z.int() }),
);

export const mailboxAppointmentsSchema = named(
  'MailboxAppointments',
  z.object({ items: z.array(z.object({ ...shared, fields: appointmentSchema })).readonly(), total: z.int() }),
);

export function mailboxItem({ id, changeKey, categories, stamp, notSynchronised, meeting, fields }: ExchangeItem) {
  const shown = fields as z.output<typeof contactSchema> & z.output<typeof appointmentSchema>;
  return { id, changeKey, categories, stamp, notSynchronised, meeting, fields: shown };
}
