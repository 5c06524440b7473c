import { z } from 'zod';
import { itemTypeSchema, parametersSchema, sideSchema } from './item-type.ts';
import { named } from './named.ts';
import { codedProblemSchema, reasonSchema } from './reason.ts';

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
    undoneBy: z.string().nullable().describe('The run that took it back.'),
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
    cursor: z.string().nullable().describe('For the next page; `null` after the last one.'),
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
        notCompared: z
          .boolean()
          .describe(
            'The CRM was restored from a backup, and nobody could compare the two yet: where they differ, Exchange wins.',
          ),
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

const remedySchema = z.object({
  code: z.string().describe('What a person can do; its sentence is `explain.remedies.CODE`.'),
  setting: z
    .string()
    .nullable()
    .describe('The rule of the profile or the setting of the account that it is about, as files name it.'),
});

const obstacleSchema = z.object({
  code: z.string().describe('Its sentence is `explain.obstacles.CODE`.'),
  reason: reasonSchema.nullable(),
  problem: codedProblemSchema.nullable(),
  since: z.string().nullable(),
  until: z.string().nullable().describe('When it is tried again by itself.'),
  remedy: remedySchema,
});

const endSchema = z.object({
  id: z.string().nullable(),
  state: z
    .enum(['live', 'gone', 'notOurs', 'hidden', 'elsewhere', 'unproved', 'unreadable', 'none'])
    .describe('`none`: there is no counterpart. `unreadable`: the side did not answer, so nothing is concluded.'),
  takesPart: z
    .enum(['yes', 'outsideWindow', 'filter', 'private', 'series'])
    .nullable()
    .describe('Whether and why not, of an end that is there.'),
  label: z.string().nullable(),
  problem: codedProblemSchema.nullable(),
});

const explainedFieldSchema = z.object({
  field: z.string(),
  baseCrm: fieldValueSchema.describe('The value of the CRM when both were last in step.'),
  baseExchange: fieldValueSchema,
  crm: fieldValueSchema,
  exchange: fieldValueSchema,
  changedOn: z.enum(['none', 'crm', 'exchange', 'both']),
  outcome: z
    .enum(['unchanged', 'settled', 'toCrm', 'toExchange', 'toBoth', 'pending', 'rests'])
    .describe(
      'What the next run does with the field. `settled`: both say the same, only remembered. `rests`: the pair as a whole is left alone.',
    ),
  value: fieldValueSchema.describe('What is written then; `null` also where nothing is.'),
  winner: sideSchema.nullable().describe('Both sides changed the field: the side whose value is taken.'),
  remedies: z.array(remedySchema).readonly(),
});

/** Everything about one item, as both sides stand now and as the planner decides. Nothing was written to find out. */
export const itemExplanationSchema = named(
  'ItemExplanation',
  z.object({
    account: z.string(),
    itemType: itemTypeSchema,
    readAt: z.string(),
    label: z.string().nullable(),
    crmId: z.string().nullable(),
    exchangeId: z.string().nullable(),
    state: z
      .enum([
        'inStep',
        'willChange',
        'pending',
        'review',
        'waiting',
        'asleep',
        'detached',
        'willDetach',
        'closed',
        'leftOut',
        'failed',
        'unknown',
        'undecided',
      ])
      .describe(
        'In one word; its sentence is `explain.states.STATE`. `unknown`: neither side nor the memory has it. `undecided`: an end could not be read.',
      ),
    met: z.boolean().describe('Whether a synchronisation of this account has met the item.'),
    since: z
      .string()
      .nullable()
      .describe('Since when something waits: a change, a question or a write; `null` where nothing does.'),
    nextRunAt: z.string().nullable().describe('When the account is synchronised next.'),
    obstacles: z
      .array(obstacleSchema)
      .readonly()
      .describe('What keeps the next run from looking at the item at all. To be told first.'),
    crm: endSchema,
    exchange: endSchema,
    step: z
      .object({
        kind: z.string().describe('As in `PlannedStep`; also `noop`.'),
        reason: reasonSchema,
        state: z.string().nullable(),
      })
      .nullable()
      .describe('What the planner decides now; `null` where an end could not be read.'),
    fields: z.array(explainedFieldSchema).readonly().describe('Those that have a value anywhere.'),
    remedies: z.array(remedySchema).readonly().describe('What would change it.'),
    candidates: z
      .array(z.object({ side: sideSchema, id: z.string(), label: z.string().nullable() }))
      .readonly()
      .describe('Items of the other side that could be the same.'),
    openConflicts: z.array(z.string()).readonly().describe('Ids of conflicts of this pair that nobody has decided.'),
    link: explainedItemSchema.shape.link,
    unlinked: z.object({ state: z.string(), reason: reasonSchema }).nullable(),
    inFlight: z
      .array(z.object({ kind: z.string(), outcome: z.enum(['issued', 'unknown']), since: z.string() }))
      .readonly()
      .describe('Writes that were sent and whose end is not known yet.'),
    quarantine: explainedItemSchema.shape.quarantine,
    journal: z.array(journalEntrySchema).readonly().describe('Newest first.'),
  }),
);
