import { z } from 'zod';
import { installationSchema } from './installation.ts';
import { itemTypeSchema } from './item-type.ts';
import { named } from './named.ts';
import { reasonSchema } from './reason.ts';
import { runSchema } from './run.ts';
import { stopSchema } from './stop.ts';

export const scopeStatusSchema = named(
  'ScopeStatus',
  z.object({
    scopeId: z.string(),
    itemType: itemTypeSchema,
    status: z
      .enum(['ok', 'hold', 'relink', 'restored', 'paused'])
      .describe('`restored`: the CRM came back from a backup; nothing is deleted until that is settled.'),
    statusReason: reasonSchema.nullable(),
    lastRunAt: z.string().nullable(),
    lastSuccessAt: z.string().nullable(),
    links: z.object({ LINKED: z.int(), DET_E: z.int(), DET_C: z.int(), CLOSED: z.int() }),
    unlinked: z.object({
      ignored: z.int(),
      review: z.int(),
      wait: z.int(),
      pending: z.int(),
      not_synchronised: z.int(),
      failed: z.int(),
    }),
    hints: z.int().describe('Items that are still to be looked at.'),
    quarantined: z.int(),
    lastRun: runSchema.nullable(),
  }),
);

export const scheduleSchema = named(
  'Schedule',
  z.object({
    state: z.enum(['waiting', 'running', 'backingOff', 'paused', 'unscheduled']),
    nextRunAt: z.string().nullable(),
    reason: z.object({ code: z.string(), disposition: z.string() }).nullable(),
    failures: z.int(),
  }),
);

export const watchSchema = named(
  'Watch',
  z.object({
    state: z
      .enum(['off', 'starting', 'streaming', 'pull', 'interval'])
      .describe(
        'How changes in the mailbox become known: `streaming` at once, `pull` within ten seconds, else at the interval; ' +
          '`interval` has a reason. `off`: so set, or not scheduled.',
      ),
    reason: z.object({ code: z.string(), disposition: z.string() }).nullable(),
  }),
);

export const heldBackSchema = named(
  'HeldBack',
  z.object({
    itemType: itemTypeSchema,
    because: z
      .enum(['failures', 'server'])
      .describe('`failures`: its own. `server`: several mailboxes of its server began to fail in the same way.'),
    problem: stopSchema.shape.problem,
    until: z.string().describe('It is tried then; of a `server`, one of the mailboxes that wait.'),
  }),
);

const standingShape = {
  active: z.boolean().describe('Account, profile and user are.'),
  claim: z.enum(['granted', 'waiting', 'refused']).describe('Whether the user may have this mailbox.'),
  firstRun: z
    .enum(['awaitingApproval', 'done'])
    .describe('`awaitingApproval`: nothing is written before somebody approves the plan of the first run.'),
  schedule: scheduleSchema,
  watch: watchSchema,
  heldBack: z
    .array(heldBackSchema)
    .readonly()
    .describe('Item types that the schedule leaves out for now, while the other one may go on.'),
  intervalSeconds: z.int().describe('Of the profile: time between two runs when nothing is told.'),
  itemTypes: z.array(itemTypeSchema).readonly(),
};

/** Without numbers of items and without the counts of runs: for lists. */
export const accountStandingSchema = named(
  'AccountStanding',
  z.object({
    ...standingShape,
    scopes: z
      .array(
        z.object({
          itemType: itemTypeSchema,
          status: scopeStatusSchema.shape.status,
          lastSuccessAt: z.string().nullable(),
          lastRun: runSchema.pick({ state: true, outcome: true, problem: true }).nullable(),
        }),
      )
      .readonly(),
  }),
);

export const accountStatusSchema = named(
  'AccountStatus',
  z.object({
    name: z.string(),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    profile: z.object({ name: z.string(), title: z.string() }),
    mailbox: z.string(),
    ...standingShape,
    scopes: z.array(scopeStatusSchema).readonly(),
  }),
);

export const statusSchema = named(
  'Status',
  z.object({
    version: z.string(),
    startedAt: z.string(),
    zoneData: z
      .object({
        iana: z.string().describe('Rules of the zones, as the runtime has them.'),
        cldr: z.string().describe('Which zone of Windows is which of IANA.'),
      })
      .describe('Versions of the time zone data that local times are reckoned with.'),
    installation: installationSchema,
    stops: z
      .array(stopSchema)
      .readonly()
      .describe('Servers of which nothing is begun at present. Told to administrators only.'),
    profiles: z
      .array(
        z.object({
          name: z.string(),
          title: z.string(),
          serverUrl: z.string().optional().describe('Administrators only.'),
          active: z.boolean(),
          accounts: z.int(),
        }),
      )
      .readonly(),
    accounts: z.array(accountStatusSchema).readonly(),
  }),
);
