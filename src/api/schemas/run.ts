import { z } from 'zod';
import { itemTypeSchema, parametersSchema, sideSchema } from './item-type.ts';
import { named } from './named.ts';
import { codedProblemSchema, reasonSchema } from './reason.ts';

export const runCountsSchema = named(
  'RunCounts',
  z.object({
    createdInExchange: z.int(),
    createdInCrm: z.int(),
    updatedInExchange: z.int(),
    updatedInCrm: z.int(),
    deletedInExchange: z.int(),
    deletedInCrm: z.int(),
    linked: z.int(),
    detached: z.int(),
    conflicts: z.int(),
    pending: z.int(),
    review: z.int(),
    notSynchronised: z.int(),
    quarantined: z.int(),
    unchanged: z.int(),
    mails: z
      .int()
      .describe(
        'Mails that Exchange sends to people in meetings, one for each of them; of a series, for each part that is told by itself.',
      ),
  }),
);

export const plannedStepSchema = named(
  'PlannedStep',
  z.object({
    kind: z
      .string()
      .describe(
        '`link`, `createInExchange`, `createInCrm`, `merge`, `deleteInExchange`, `deleteInCrm`, `detach`, `hold`, `suppress` or `close`.',
      ),
    row: z.string(),
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    state: z.string().nullable().describe('For `hold`: what it waits for.'),
    crmId: z.string().nullable(),
    exchangeId: z.string().nullable(),
    label: z.string().nullable().describe('Name or subject, of the CRM record where there is one.'),
    counterpart: z.string().nullable().describe('Name or subject of the Exchange item, where both are there.'),
    startsAt: z.string().nullable().describe('When an appointment begins: instant, or date of an all-day one.'),
    toCrm: z.array(z.string()).readonly().describe('Fields written in the CRM.'),
    toExchange: z.array(z.string()).readonly().describe('Fields written in Exchange.'),
    mails: z.int().optional().describe('How many mails Exchange sends about it. Absent: none.'),
  }),
);

export const runSchema = named(
  'Run',
  z.object({
    id: z.string(),
    account: z.string().describe('Name of the account.'),
    scopeId: z.string(),
    itemType: itemTypeSchema,
    kind: z
      .enum(['sync', 'undo', 'verify', 'oldDeletions'])
      .describe(
        '`undo` takes a run back; `verify` compares everything and writes to neither side; `oldDeletions` carries out deletions from before their rule was switched on.',
      ),
    undoOf: z.string().nullable().describe('The run that this one takes back.'),
    appliesPlan: z
      .string()
      .nullable()
      .describe('The run whose plan this one carries out; `null` also for runs of an earlier process.'),
    trigger: z.enum(['request', 'schedule', 'change']).nullable().describe('`null`: of an earlier process.'),
    dryRun: z.boolean(),
    state: z.enum(['waiting', 'running', 'finished']),
    queuedAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    progress: z
      .object({
        phase: z.string(),
        done: z.int(),
        total: z.int().nullable().describe('`null` while it is not known.'),
      })
      .nullable(),
    outcome: z
      .enum(['done', 'held', 'failed', 'busy'])
      .nullable()
      .describe('`held`: a brake stopped it before the first write. `busy`: another process has the scope.'),
    counts: runCountsSchema.nullable().describe('What was done; of a dry or held run, what would be done.'),
    problem: codedProblemSchema.nullable(),
    brake: z
      .object({
        kind: z.string().describe('`massDelete`, `sideEmpty`, `massChange`, `massCreate` or `firstRun`.'),
        reason: reasonSchema,
      })
      .nullable(),
    planHash: z
      .string()
      .nullable()
      .describe(
        'Sent as `approve` with the next run, it approves exactly this plan. In a first run it covers links too.',
      ),
    planRunId: z
      .string()
      .nullable()
      .describe('The run under whose id the whole plan can be read; `null`: it is kept nowhere.'),
    steps: z
      .array(plannedStepSchema)
      .readonly()
      .describe('The first ones, where one run is asked for and while the process lives; the plan has all of them.'),
    stepsLeftOut: z.int(),
    itemErrors: z
      .array(z.object({ side: sideSchema, itemId: z.string(), code: z.string(), details: parametersSchema }))
      .readonly(),
  }),
);

export type RunResource = z.output<typeof runSchema>;

export const runListSchema = named('RunList', z.object({ runs: z.array(runSchema).readonly() }));
