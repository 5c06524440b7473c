import { z } from 'zod';
import { says } from '../problem.ts';
import { calendarDateSchema } from './calendar-date.ts';
import { impersonateSchema, nameSchema, smtpAddressSchema } from './name.ts';
import { credentialsSchema } from './secret-source.ts';

const appointmentsFromSchema = z.union(
  [z.literal('all'), calendarDateSchema, z.strictObject({ lastMonths: z.int().min(1).max(120) })],
  { error: says('appointments_from') },
);

export const accountSchema = z.strictObject({
  name: nameSchema.describe('Identity of the account. Another name makes another account.'),
  user: nameSchema.describe('Name of the CRM user.'),
  profile: nameSchema.describe('Name of the profile.'),
  mailbox: smtpAddressSchema.describe('E-mail address of the mailbox.'),
  impersonate: impersonateSchema
    .optional()
    .describe(
      'Principal name (UPN) or SID of the mailbox’s owner, where the profile impersonates by it (`impersonateBy`).',
    ),
  credentials: credentialsSchema
    .optional()
    .describe('The user’s own credentials, only where the profile has neither a delegate account nor an application.'),
  synchronise: z
    .strictObject({
      contacts: z.boolean().default(true).describe('Contacts of this mailbox are synchronised.'),
      appointments: z.boolean().default(true).describe('Appointments of this mailbox are synchronised.'),
    })
    .prefault({})
    .describe('What this account synchronises, as far as the profile’s rules do.'),
  appointmentsFrom: appointmentsFromSchema
    .default('all')
    .describe(
      'Limits past appointments: `all`, a date (midnight in the mailbox’s zone), or the `{ lastMonths: N }`, rolling.',
    ),
  active: z.boolean().default(true).describe('An account that is not active synchronises nothing and loses nothing.'),
  firstRun: z
    .enum(['approve', 'automatic'])
    .optional()
    .describe(
      '`approve`: the first run is a plan that somebody looks at and approves before anything is written. Left out, it stays what it is; a new account is `automatic`.',
    ),
});

export type AccountDocument = z.output<typeof accountSchema>;
