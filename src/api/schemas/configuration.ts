import { z } from 'zod';
import { itemTypeSchema } from './item-type.ts';
import { named } from './named.ts';

const valueSchema = z.unknown().meta({ description: 'Text, number, boolean, null or a list.' });

export const configurationChangeSchema = named(
  'ConfigurationChange',
  z.object({
    object: z.enum(['user', 'profile', 'account']),
    name: z.string(),
    action: z.enum(['create', 'update', 'unchanged']),
    fields: z
      .array(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('value'), field: z.string(), from: valueSchema, to: valueSchema }),
          z.object({
            kind: z.literal('secret'),
            field: z.string(),
            change: z.enum(['set', 'changed', 'removed']),
          }),
        ]),
      )
      .readonly(),
  }),
);

export const configurationResultSchema = named(
  'ConfigurationResult',
  z.object({ dryRun: z.boolean(), changes: z.array(configurationChangeSchema).readonly() }),
);

const crmItems = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('own') }),
  z.object({ kind: z.literal('ownAndShared') }),
  z.object({ kind: z.literal('list'), list: z.string() }),
]);
const exchangeItems = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('onlyCategory'), category: z.string() }),
  z.object({ kind: z.literal('allButCategory'), category: z.string() }),
]);

const itemRulesSchema = named(
  'ItemRules',
  z.object({
    synchronise: z.boolean(),
    updateCrmToExchange: z.boolean(),
    updateExchangeToCrm: z.boolean(),
    deleteCrmToExchange: z.boolean(),
    deleteExchangeToCrm: z.boolean(),
    conflictStrategy: z.enum(['crm', 'exchange']),
    conflictGranularity: z.enum(['field', 'item']),
    exchangeDeleteMode: z.enum(['permanent', 'deletedItems']),
    exchangeConflictResolution: z.enum(['neverOverwrite', 'autoResolve', 'alwaysOverwrite']),
    exchangeCategories: z.array(z.string()).readonly(),
    crmItems,
    exchangeItems,
  }),
);

/** Whether there is a password; never the password. */
const credentials = {
  user: z.string(),
  domain: z.string().nullable(),
  password: z.enum(['stored', 'unreadable']),
};

export const configurationSchema = named(
  'Configuration',
  z.object({
    users: z
      .array(
        z.object({
          name: z.string(),
          displayName: z.string(),
          email: z.string(),
          timeZone: z.string(),
          active: z.boolean(),
        }),
      )
      .readonly(),
    profiles: z
      .array(
        z.object({
          name: z.string(),
          title: z.string(),
          serverUrl: z.string(),
          active: z.boolean(),
          delegate: z.object({ ...credentials, accessModel: z.enum(['impersonation']) }).nullable(),
          signIn: z.enum(['auto', 'basic', 'ntlm']),
          exchangeVersion: z.string(),
          tls: z.object({ certificateSha256: z.string().nullable(), caPem: z.string().nullable() }),
          allowInsecureHttp: z.boolean(),
          invitations: z.enum(['never']),
          privateItems: z.enum(['skip', 'full']),
          intervalSeconds: z.int(),
          contacts: itemRulesSchema,
          appointments: itemRulesSchema,
        }),
      )
      .readonly(),
    accounts: z
      .array(
        z.object({
          name: z.string(),
          user: z.string(),
          profile: z.string(),
          mailbox: z.string(),
          credentials: z.object(credentials).nullable(),
          synchronise: z.record(itemTypeSchema, z.boolean()),
          appointmentsFrom: z.discriminatedUnion('kind', [
            z.object({ kind: z.literal('all') }),
            z.object({ kind: z.literal('date'), date: z.string() }),
            z.object({ kind: z.literal('lastMonths'), months: z.int() }),
          ]),
          active: z.boolean(),
        }),
      )
      .readonly(),
  }),
);
