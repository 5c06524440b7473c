import { z } from 'zod';
import { itemTypeSchema, parametersSchema } from './item-type.ts';
import { named } from './named.ts';

/** One thing that a verification found. Nothing was written to find it. */
export const findingSchema = named(
  'Finding',
  z.object({
    ordinal: z.int(),
    kind: z
      .string()
      .describe(
        '`missedChange`, `differs`, `itemMissing`, `recordMissing`, `unknownItem`, `unknownRecord`, `wrongStamp`, `duplicate` or `linkMoved`.',
      ),
    crmId: z.string().nullable(),
    exchangeId: z.string().nullable(),
    label: z.string().nullable(),
    fields: z.array(z.string()).readonly(),
    details: parametersSchema,
    repair: z
      .enum(['relink', 'lookAgain', 'none'])
      .describe('What a repair does about it: it mends links and asks for another look, and writes to neither side.'),
  }),
);

export const findingPageSchema = named(
  'FindingPage',
  z.object({
    runId: z.string(),
    account: z.string(),
    itemType: itemTypeSchema,
    compared: z.object({ links: z.int(), records: z.int(), items: z.int() }),
    findings: z.array(findingSchema).readonly(),
    total: z.int(),
    cursor: z.string().nullable(),
  }),
);

export const repairResultSchema = named(
  'RepairResult',
  z.object({ relinked: z.int(), hinted: z.int().describe('Items that the next run looks at again.') }),
);
