import { z } from 'zod';
import type { ConflictView } from '../../connector/index.ts';
import { itemTypeSchema, sideSchema } from './item-type.ts';
import { named } from './named.ts';

const valueSchema = z.unknown().meta({ description: 'Any JSON value; `null` is empty.' });

/** Both sides had changed the same field: what each said, and what they had agreed on before. */
export const conflictSchema = named(
  'Conflict',
  z.object({
    id: z.string(),
    account: z.string(),
    itemType: itemTypeSchema,
    label: z.string().nullable().describe('Name or subject.'),
    crmId: z.string().nullable(),
    exchangeId: z.string().nullable(),
    runId: z.string(),
    field: z.string(),
    winner: sideSchema,
    base: valueSchema,
    crm: valueSchema,
    exchange: valueSchema,
    at: z.string(),
    state: z
      .enum(['open', 'kept', 'taken', 'edited', 'superseded'])
      .describe('`superseded`: the field was changed again before anybody decided.'),
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
  }),
);

type ConflictResource = z.output<typeof conflictSchema>;

/** Without the ids that mean something only inside. */
export function conflictResource(conflict: ConflictView): ConflictResource {
  const { scopeId: _scopeId, accountId: _accountId, linkId: _linkId, ...told } = conflict;
  return told;
}

export const conflictPageSchema = named(
  'ConflictPage',
  z.object({ conflicts: z.array(conflictSchema).readonly(), cursor: z.string().nullable(), open: z.int() }),
);

export const conflictDecisionSchema = named(
  'ConflictDecision',
  z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('keep').describe('The value that won stays.') }),
    z.strictObject({
      decision: z.literal('take').describe('The value that lost is written back on the side where it was lost.'),
    }),
    z.strictObject({ decision: z.literal('edit'), value: valueSchema }),
  ]),
);
