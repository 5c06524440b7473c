import type { z } from 'zod';
import type { configurationResultSchema } from './schemas/configuration.ts';
import type { explainedItemSchema, explanationSchema, journalSchema } from './schemas/explanation.ts';
import type { importResultSchema } from './schemas/import-result.ts';
import type { mailboxAppointmentsSchema, mailboxContactsSchema } from './schemas/mailbox-item.ts';
import type {
  appointmentPageSchema,
  appointmentRecordSchema,
  contactPageSchema,
  contactRecordSchema,
} from './schemas/record.ts';
import type { reviewedItemSchema, reviewSchema } from './schemas/review.ts';
import type { runListSchema, runSchema } from './schemas/run.ts';
import type { accountStatusSchema, scopeStatusSchema, statusSchema } from './schemas/status.ts';
import type { userSchema } from './schemas/user.ts';

/** What the API answers, as types: all that its clients (the command, the page) know of it. */
export type AccountStatus = z.output<typeof accountStatusSchema>;
export type AppointmentPage = z.output<typeof appointmentPageSchema>;
export type AppointmentRecord = z.output<typeof appointmentRecordSchema>;
export type ConfigurationResult = z.output<typeof configurationResultSchema>;
export type ContactPage = z.output<typeof contactPageSchema>;
export type ContactRecord = z.output<typeof contactRecordSchema>;
export type ExplainedItem = z.output<typeof explainedItemSchema>;
export type Explanation = z.output<typeof explanationSchema>;
export type ImportResult = z.output<typeof importResultSchema>;
export type Journal = z.output<typeof journalSchema>;
export type MailboxAppointments = z.output<typeof mailboxAppointmentsSchema>;
export type MailboxContacts = z.output<typeof mailboxContactsSchema>;
export type Review = z.output<typeof reviewSchema>;
export type ReviewedItem = z.output<typeof reviewedItemSchema>;
export type Run = z.output<typeof runSchema>;
export type RunList = z.output<typeof runListSchema>;
export type ScopeStatus = z.output<typeof scopeStatusSchema>;
export type Status = z.output<typeof statusSchema>;
export type User = z.output<typeof userSchema>;
