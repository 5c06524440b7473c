import { z } from 'zod';
import { itemTypeSchema } from './item-type.ts';
import { named } from './named.ts';
import { reasonSchema } from './reason.ts';
import { plannedStepSchema, runCountsSchema } from './run.ts';

/** A plan as a document: made by a run that wrote nothing, kept until its history ends. */
export const planSchema = named(
  'Plan',
  z.object({
    runId: z.string().describe('The run that made it; also its address.'),
    account: z.string(),
    itemType: itemTypeSchema,
    kind: z
      .enum(['sync', 'undo', 'oldDeletions'])
      .describe('`undo`: what would take a run back; `oldDeletions`: what would become of old deletions.'),
    undoOf: z.string().nullable().describe('The run that would be taken back.'),
    hash: z.string(),
    madeAt: z.string(),
    state: z
      .enum(['open', 'applied', 'outdated'])
      .describe('`outdated`: it was to be carried out and no longer fits; nothing of it was done.'),
    appliedBy: z.string().nullable().describe('The run that carried it out.'),
    counts: runCountsSchema,
    brake: z.object({ kind: z.string(), reason: reasonSchema }).nullable(),
    steps: z.int().describe('Number of all steps.'),
    groups: z.record(z.string(), z.int()).describe('Number of steps of each kind.'),
    mails: z.int().describe('Mails to third parties that carrying it out would cause.'),
  }),
);

export type PlanResource = z.output<typeof planSchema>;

const valueSchema = z.unknown().meta({ description: 'Any JSON value; `null` is empty.' });

export const planStepSchema = named(
  'PlanStep',
  plannedStepSchema.extend({
    ordinal: z.int(),
    changes: z
      .array(
        z.object({
          side: z.enum(['crm', 'exchange']),
          field: z.string(),
          before: valueSchema,
          after: valueSchema,
        }),
      )
      .readonly()
      .describe('What each written field holds now and would hold then.'),
  }),
);

export const planStepPageSchema = named(
  'PlanStepPage',
  z.object({ steps: z.array(planStepSchema).readonly(), cursor: z.string().nullable() }),
);
