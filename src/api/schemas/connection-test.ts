import { z } from 'zod';
import { CONNECTION_STEPS } from '../../exchange/diagnosis.ts';
import { parametersSchema } from './item-type.ts';
import { named } from './named.ts';
import { connectionDraftSchema } from './profile.ts';

export const connectionStepSchema = named(
  'ConnectionStep',
  z.object({
    step: z.enum(CONNECTION_STEPS),
    state: z.enum(['ok', 'warning', 'failed', 'skipped']),
    code: z.string().describe('Its sentence: `diagnosis.findings.*`.'),
    details: parametersSchema,
    remedies: z
      .array(
        z.object({
          code: z.string().describe('Its sentence: `diagnosis.remedies.*`.'),
          params: z.record(z.string(), z.union([z.string(), z.number()])),
          commands: z.array(z.string()).readonly().describe('PowerShell, ready to paste.'),
        }),
      )
      .readonly(),
    tried: z
      .array(
        z.object({
          protocol: z.enum(['json', 'soap', 'pox', 'redirect', 'srv', 'ews']),
          target: z.string().describe('Host, or the name of a record.'),
          code: z.string().describe('Its sentence: `diagnosis.trials.*`.'),
          details: parametersSchema,
        }),
      )
      .readonly()
      .optional()
      .describe('Of the step `address` with Autodiscover: what was asked, in its order.'),
    durationMs: z.number(),
  }),
);

/** The last event of a test. */
export const connectionTestEndSchema = named(
  'ConnectionTestEnd',
  z.object({ outcome: z.enum(['ok', 'warnings', 'failed']) }),
);

export const connectionTestRequestSchema = z
  .strictObject({
    profile: z.string().optional().describe('Name: its stored settings, or its stored password for the draft.'),
    draft: connectionDraftSchema.optional().describe('What stands in the form, saved or not.'),
    mailbox: z.string().trim().max(254).optional().describe('A mailbox to open; without it its steps are skipped.'),
  })
  .refine(({ profile, draft }) => profile !== undefined || draft !== undefined, {
    error: 'needs a profile, a draft, or both',
  });
