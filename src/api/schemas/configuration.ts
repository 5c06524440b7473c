import { z } from 'zod';
import { ROLES } from '../../people/index.ts';
import { configuredAccountSchema } from './account.ts';
import { named } from './named.ts';
import { configuredProfileSchema } from './profile.ts';

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
          role: z.enum(ROLES),
        }),
      )
      .readonly(),
    profiles: z.array(configuredProfileSchema).readonly(),
    accounts: z.array(configuredAccountSchema).readonly(),
  }),
);
