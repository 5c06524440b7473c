import { z } from 'zod';
import { named } from './named.ts';

export const problemSchema = named(
  'Problem',
  z.object({
    type: z.string().describe('`urn:raccordo:problem:` and the code.'),
    title: z
      .string()
      .describe('What happened, in English. People are shown the sentence of the code in their language.'),
    status: z.int(),
    code: z.string().describe('Stable name; see the reference of errors.'),
    details: z.record(z.string(), z.unknown()).describe('Parameters of the sentence.'),
  }),
);

export type Problem = z.output<typeof problemSchema>;
