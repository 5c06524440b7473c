import { z } from 'zod';
import { accountSchema } from './account.ts';
import { profileSchema } from './profile.ts';
import { userSchema } from './user.ts';

/** The whole configuration file. What the file does not name is left alone. */
export const documentSchema = z.strictObject({
  users: z.array(userSchema).max(10_000).default([]).describe('CRM users.'),
  profiles: z.array(profileSchema).max(1_000).default([]).describe('Exchange servers and their rules.'),
  accounts: z.array(accountSchema).max(10_000).default([]).describe('Which user synchronises which mailbox.'),
});

export type ConfigurationDocument = z.output<typeof documentSchema>;
