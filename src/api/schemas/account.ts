import { z } from 'zod';
import { isImpersonatedName } from '../../settings/impersonated-name.ts';
import { enteredCredentialsShape, storedCredentialsShape } from './credentials.ts';
import { impersonatesBySchema } from './impersonates-by.ts';
import { itemTypeSchema } from './item-type.ts';
import { named } from './named.ts';
import { accountStandingSchema } from './status.ts';

export const appointmentsFromSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('date'), date: z.iso.date() }),
  z.object({ kind: z.literal('lastMonths'), months: z.int().min(1).max(120) }),
]);

const firstRunSchema = z
  .enum(['approve', 'automatic'])
  .describe('`approve`: the first run is a plan that somebody looks at and approves.');

/** As a configuration file would hold it. */
export const configuredAccountSchema = z.object({
  name: z.string(),
  user: z.string(),
  profile: z.string(),
  mailbox: z.string(),
  impersonate: z
    .string()
    .nullable()
    .describe('Principal name (UPN) or SID of the mailbox’s owner, where the profile impersonates by it.'),
  credentials: z.object(storedCredentialsShape).nullable(),
  synchronise: z.record(itemTypeSchema, z.boolean()),
  appointmentsFrom: appointmentsFromSchema,
  active: z.boolean(),
  firstRun: firstRunSchema,
});

export const claimSchema = named(
  'MailboxClaim',
  z.object({
    state: z.enum(['granted', 'waiting', 'refused']),
    reason: z
      .enum(['otherAddress', 'emailNotVerified', 'notResolved'])
      .nullable()
      .describe('Why it waits for an administrator.'),
    resolvedSmtp: z.string().nullable().describe('Primary address of the mailbox, as the server told it.'),
    decidedBy: z.string().nullable(),
    at: z.string(),
  }),
);

export const accountSchema = named(
  'Account',
  z.object({
    ...configuredAccountSchema.shape,
    user: z.object({ name: z.string(), displayName: z.string() }),
    profile: z.object({ name: z.string(), title: z.string(), impersonatesBy: impersonatesBySchema }),
    claim: claimSchema,
    etag: z.string(),
  }),
);

/** In lists: with how it stands. */
export const listedAccountSchema = named(
  'ListedAccount',
  z.object({ ...accountSchema.shape, standing: accountStandingSchema }),
);

export const accountListSchema = named(
  'AccountList',
  z.object({
    accounts: z.array(listedAccountSchema).readonly(),
    cursor: z.string().nullable(),
    total: z.int().describe('Accounts that were asked for, on whatever page.'),
  }),
);

const entered = {
  mailbox: z
    .string()
    .trim()
    .min(1)
    .max(254)
    .describe('E-mail address of the mailbox, or a name that the server’s directory resolves.'),
  impersonate: z
    .string()
    .trim()
    .max(320)
    .refine(isImpersonatedName)
    .nullable()
    .describe(
      'Principal name (UPN) or SID of the mailbox’s owner, where the profile impersonates by it. Only administrators ' +
        'may send it. It goes with a mailbox that is exchanged for another.',
    ),
  credentials: z
    .strictObject(enteredCredentialsShape)
    .nullable()
    .describe('Only where the profile has no service account.'),
  synchronise: z.strictObject({ contacts: z.boolean(), appointments: z.boolean() }),
  appointmentsFrom: appointmentsFromSchema,
  active: z.boolean(),
  firstRun: firstRunSchema,
};

const { mailbox, ...optional } = entered;

export const newAccountSchema = z.strictObject({
  user: z.string().optional().describe('Login name. Default: the caller. Only administrators may name somebody else.'),
  profile: z.string(),
  mailbox,
  ...z.object(optional).partial().shape,
});

/** What is absent stays. Another mailbox is another claim. */
export const accountPatchSchema = z.strictObject(z.object(entered).partial().shape);
