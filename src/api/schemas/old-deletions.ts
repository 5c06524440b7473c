import { z } from 'zod';
import { itemTypeSchema } from './item-type.ts';
import { named } from './named.ts';

export const oldDeletionsSchema = named(
  'OldDeletions',
  z.object({
    oldDeletions: z
      .array(
        z.object({
          itemType: itemTypeSchema,
          inExchange: z
            .int()
            .describe('Items left in Exchange although their records were deleted; 0 while that rule is off.'),
          inCrm: z
            .int()
            .describe('Records left in the CRM although their items were deleted; 0 while that rule is off.'),
        }),
      )
      .readonly()
      .describe('One entry for each item type that is synchronised.'),
  }),
);

export const oldDeletionsLeftSchema = named(
  'OldDeletionsLeft',
  z.object({ left: z.int().describe('How many items and records stay for good.') }),
);
