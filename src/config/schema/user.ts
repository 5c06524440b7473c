import { z } from 'zod';
import { parseTimeZoneId } from '../../model/index.ts';
import { says } from '../problem.ts';
import { nameSchema, shortTextSchema } from './name.ts';

function isTimeZone(text: string): boolean {
  try {
    parseTimeZoneId(text);
    return true;
  } catch {
    return false;
  }
}

export const userSchema = z.strictObject({
  name: nameSchema.describe('Login name, and identity of the user.'),
  displayName: shortTextSchema.optional().describe('What people read. Default: the name.'),
  email: z.email(says('email')).max(254).describe('The user’s e-mail address; one user has it.'),
  timeZone: z
    .string()
    .refine(isTimeZone, { error: says('time_zone') })
    .default('Europe/Rome')
    .describe('Zone in which the user reads dates, as an IANA name.'),
  active: z.boolean().default(true).describe('A user who is not active synchronises nothing and cannot sign in.'),
  role: z
    .enum(['administrator', 'user'])
    .optional()
    .describe(
      'An `administrator` manages profiles, rules and people; a `user` has the own accounts and records. Left out, the role stays what it is; a new user is a `user`.',
    ),
});

export type UserDocument = z.output<typeof userSchema>;
