import { z } from 'zod';
import { ROLES } from '../../people/index.ts';
import { named } from './named.ts';

export const personSchema = named(
  'Person',
  z.object({
    id: z.string(),
    name: z.string().describe('Login name; the address of this person in the API.'),
    displayName: z.string(),
    email: z.string(),
    emailVerified: z.boolean().describe('Confirmed by an administrator.'),
    timeZone: z.string(),
    active: z.boolean(),
    role: z.enum(ROLES),
    hasPassword: z.boolean(),
    lastSignInAt: z.string().nullable(),
    etag: z.string(),
  }),
);

export const personPageSchema = named(
  'PersonPage',
  z.object({
    users: z.array(personSchema).readonly(),
    cursor: z.string().nullable().describe('Of the next page; `null` on the last one.'),
  }),
);

export const sessionSchema = named(
  'Session',
  z.object({
    user: personSchema,
    csrfToken: z.string().describe('Sent as `X-CSRF-Token` with every request that changes something.'),
    expiresAt: z.string(),
  }),
);

export const setupSchema = named('Setup', z.object({ needed: z.boolean().describe('There is no administrator yet.') }));

/** Bounded here; whether a new one is good enough is judged where the person is known. */
export const passwordSchema = z.string().max(1_024);

export const linkTokenSchema = z.string().min(1).max(200).describe('What stands after `#link=`.');

export const linkKindSchema = z.enum(['setup', 'password', 'signIn']);

export const inspectedLinkSchema = named(
  'InspectedLink',
  z.object({
    kind: linkKindSchema,
    user: z.object({ name: z.string(), displayName: z.string() }).nullable().describe('`null` for `setup`.'),
  }),
);

export const issuedLinkSchema = named(
  'IssuedLink',
  z.object({
    path: z.string().describe('`/#link=…`, below the address under which people open the page. Works once.'),
    expiresAt: z.string(),
  }),
);
