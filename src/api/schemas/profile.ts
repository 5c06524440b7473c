import { z } from 'zod';
import { certificatesIn } from '../../settings/client-certificate.ts';
import {
  ACCESS_MODELS,
  AFTER_CRM_RESTORE,
  EXCHANGE_VERSIONS,
  IMPERSONATION_NAMES,
  INVITATIONS,
  SIGN_INS,
} from '../../settings/settings.ts';
import {
  enteredApplicationShape,
  enteredCredentialsShape,
  storedApplicationShape,
  storedCredentialsShape,
} from './credentials.ts';
import { impersonatesBySchema } from './impersonates-by.ts';
import { itemTypeSchema } from './item-type.ts';
import { named } from './named.ts';
import { codedProblemSchema } from './reason.ts';
import { itemRulesSchema } from './rules.ts';

const accessModelSchema = z.enum(ACCESS_MODELS);

/** The general parameters, the rules left out. */
const generalShape = {
  title: z.string(),
  serverUrl: z.string().describe('`https://HOST/EWS/Exchange.asmx`, or `autodiscover:MAIL.DOMAIN`.'),
  active: z.boolean(),
  signIn: z.enum(SIGN_INS),
  impersonateBy: z
    .enum(IMPERSONATION_NAMES)
    .describe('By which name the owner of a mailbox is impersonated; counts for impersonation alone.'),
  exchangeVersion: z.enum(EXCHANGE_VERSIONS),
  tls: z.object({ certificateSha256: z.string().nullable(), caPem: z.string().nullable() }),
  allowInsecureHttp: z.boolean(),
  invitations: z.enum(INVITATIONS),
  privateItems: z.enum(['skip', 'busyOnly', 'full']),
  afterCrmRestore: z
    .enum(AFTER_CRM_RESTORE)
    .describe('Whose values count where a CRM that was restored from a backup has older ones.'),
  intervalSeconds: z.int(),
  asItHappens: z.boolean(),
};

/** As a configuration file would hold it. */
export const configuredProfileSchema = z.object({
  name: z.string(),
  ...generalShape,
  delegate: z.object({ ...storedCredentialsShape, accessModel: accessModelSchema }).nullable(),
  oauth: z.object(storedApplicationShape).nullable(),
  contacts: itemRulesSchema,
  appointments: itemRulesSchema,
});

/** How the accounts of a profile stand, the worst first. */
export const profileStateSchema = named(
  'ProfileState',
  z.object({
    word: z.enum(['inactive', 'unused', 'failing', 'attention', 'running', 'inStep', 'never']),
    accounts: z.int(),
    failing: z.int().describe('Accounts whose last run failed, or that are paused.'),
    held: z.int().describe('Accounts that wait for an approval or for a decision about their mailbox.'),
    lastSuccessAt: z
      .string()
      .nullable()
      .describe('Of the account that is furthest behind; `null` when one never succeeded.'),
    problem: codedProblemSchema.nullable().describe('Of the worst account.'),
  }),
);

export const profileSchema = named(
  'Profile',
  z.object({ ...configuredProfileSchema.shape, state: profileStateSchema, etag: z.string() }),
);

export const profileListSchema = named('ProfileList', z.object({ profiles: z.array(profileSchema).readonly() }));

const entered = {
  title: z.string().trim().min(1).max(255),
  serverUrl: z
    .string()
    .trim()
    .min(1)
    .max(2048)
    .describe('Host name, IP address, full EWS address, or `autodiscover:MAIL.DOMAIN`.'),
  active: z.boolean(),
  delegate: z
    .strictObject({ ...enteredCredentialsShape, accessModel: accessModelSchema.default('impersonation') })
    .nullable()
    .describe('The service account; `null`: every account brings its own credentials, unless there is `oauth`.'),
  oauth: z
    .strictObject(enteredApplicationShape)
    .nullable()
    .describe('The application in its place; there exactly where `signIn` is `oauth`.'),
  signIn: generalShape.signIn,
  impersonateBy: generalShape.impersonateBy,
  exchangeVersion: generalShape.exchangeVersion,
  tls: z.strictObject({
    certificateSha256: z
      .string()
      .transform((text) => text.replaceAll(/[:\s]/g, '').toLowerCase())
      .pipe(z.string().regex(/^[0-9a-f]{64}$/))
      .nullable(),
    caPem: z
      .string()
      .max(100_000)
      .transform(certificatesIn)
      .pipe(z.string().min(1))
      .nullable()
      .describe('PEM. Of a text that holds more, a private key for instance, only the certificates are kept.'),
  }),
  allowInsecureHttp: z.boolean(),
  invitations: generalShape.invitations,
  privateItems: generalShape.privateItems,
  afterCrmRestore: generalShape.afterCrmRestore,
  intervalSeconds: z.int().min(5).max(86_400),
  asItHappens: generalShape.asItHappens,
};

const { title, serverUrl, ...optional } = entered;

export const newProfileSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/)
    .optional()
    .describe('Identity of the profile in files and addresses. Default: made from the title.'),
  title,
  serverUrl,
  ...z.object(optional).partial().shape,
  contacts: itemRulesSchema.optional(),
  appointments: itemRulesSchema.optional(),
});

/** What is absent stays. Rules have an address of their own. */
export const profilePatchSchema = z.strictObject(z.object(entered).partial().shape);

const { delegate, oauth, impersonateBy, signIn, exchangeVersion, tls, allowInsecureHttp } = entered;

/** What of a form is needed to try the connection. */
export const connectionDraftSchema = z.strictObject({
  serverUrl,
  delegate,
  oauth: oauth.default(null),
  impersonateBy: impersonateBy.default('primarySmtpAddress'),
  signIn,
  exchangeVersion,
  tls,
  allowInsecureHttp,
});

/** What a user is told about a profile. */
export const availableProfileSchema = named(
  'AvailableProfile',
  z.object({
    name: z.string(),
    title: z.string(),
    ownCredentials: z.boolean().describe('There is no service account: the account needs user and password.'),
    mailboxByName: z
      .boolean()
      .describe(
        'A name is looked up in the directory of the server. Otherwise only the e-mail address tells a mailbox.',
      ),
    impersonatesBy: impersonatesBySchema,
    itemTypes: z.array(itemTypeSchema).readonly().describe('What the profile’s rules synchronise at all.'),
    rules: z
      .record(itemTypeSchema, itemRulesSchema)
      .describe('What decides over the items of the user: directions, conflicts, categories.'),
  }),
);

export const availableProfileListSchema = named(
  'AvailableProfileList',
  z.object({ profiles: z.array(availableProfileSchema).readonly() }),
);
