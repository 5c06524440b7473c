import { z } from 'zod';
import { AUDIT_ACTIONS } from '../../people/index.ts';
import { parametersSchema } from './item-type.ts';
import { named } from './named.ts';

export const auditEntrySchema = named(
  'AuditEntry',
  z.object({
    id: z.string(),
    at: z.string(),
    actor: z.string().nullable().describe('Login name, `operator` for the holder of the token, `null` for nobody.'),
    action: z.enum(AUDIT_ACTIONS),
    object: z
      .object({ kind: z.enum(['person', 'profile', 'account', 'configuration', 'session']), name: z.string() })
      .nullable(),
    details: parametersSchema,
  }),
);

export const auditPageSchema = named(
  'AuditPage',
  z.object({ entries: z.array(auditEntrySchema).readonly(), cursor: z.string().nullable() }),
);
