import { z } from 'zod';
import { itemTypeSchema, parametersSchema, sideSchema } from './item-type.ts';
import { named } from './named.ts';
import { reasonSchema } from './reason.ts';

/** Values of any field, as they are compared. */
const fieldValueSchema = z.unknown().meta({ description: 'Any JSON value.' });
const fieldsSchema = z.record(z.string(), fieldValueSchema).readonly();

export const journalEntrySchema = named(
  'JournalEntry',
  z.object({
    id: z.string(),
    at: z.string(),
    runId: z.string(),
    linkId: z.string().nullable(),
    side: sideSchema,
    op: z.enum(['create', 'update', 'delete', 'link', 'detach', 'conflict']),
    reason: reasonSchema,
    crmId: z.string().nullable(),
    exchangeId: z.string().nullable(),
    before: fieldsSchema.nullable().describe('What was overwritten or deleted.'),
    after: fieldsSchema.nullable(),
    conflict: z
      .object({
        field: z.string(),
        winner: sideSchema,
        base: fieldValueSchema,
        crm: fieldValueSchema,
        exchange: fieldValueSchema,
      })
      .nullable(),
  }),
);

export const journalSchema = named(
  'Journal',
  z.object({
    entries: z
      .array(
        journalEntrySchema.extend({
          itemType: itemTypeSchema,
          label: z.string().nullable().describe('Name or subject as it is now, else as it was.'),
        }),
      )
      .readonly(),
  }),
);

export const explainedItemSchema = named(
  'ExplainedItem',
  z.object({
    account: z.string().nullable(),
    itemType: itemTypeSchema,
    label: z.string().nullable(),
    crmId: z.string().nullable(),
    exchangeId: z.string().nullable(),
    state: z.enum(['linked', 'pending', 'detached', 'closed', 'unlinked', 'unseen']),
    link: z
      .object({
        id: z.string(),
        state: z.enum(['LINKED', 'DET_E', 'DET_C', 'CLOSED']),
        ambiguous: z.boolean(),
        stamped: z.boolean(),
        generation: z.int(),
        pending: z.boolean(),
        reviewReason: z.string().nullable(),
      })
      .nullable(),
    unlinkedState: z.string().nullable(),
    reason: reasonSchema.nullable(),
    remedy: z.string().describe('Code of what a person can do.'),
    quarantine: z
      .object({
        side: sideSchema,
        itemId: z.string(),
        attempts: z.int(),
        nextAt: z.string(),
        errorCode: z.string(),
        errorDetails: parametersSchema,
      })
      .nullable(),
    journal: z.array(journalEntrySchema).readonly(),
  }),
);

export const explanationSchema = named(
  'Explanation',
  z.object({ query: z.string(), items: z.array(explainedItemSchema).readonly(), more: z.boolean() }),
);
