import { z } from 'zod';
import { named } from './named.ts';

export const reasonSchema = named(
  'Reason',
  z.object({
    row: z.string().describe('Row of the decision table, such as `L5`.'),
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
);

export const codedProblemSchema = z.object({
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
