import { z } from 'zod';
import { reasonOfSeriesSchema } from './appointment.ts';
import { named } from './named.ts';

export const importResultSchema = named(
  'ImportResult',
  z.object({
    created: z.int(),
    updated: z.int().describe('The owner had a record with the same UID, and it differed.'),
    unchanged: z.int(),
    ignored: z.int().describe('Objects of other kinds, such as tasks.'),
    refused: z
      .array(
        z.object({
          line: z.int().describe('Where the object begins in the file, or where it breaks; from 1.'),
          uid: z.string().nullable(),
          code: z.string(),
          problems: z.string().nullable(),
        }),
      )
      .readonly(),
    kept: z
      .array(
        z.object({
          line: z.int().describe('Where the series begins in the file; from 1.'),
          uid: z.string(),
          reason: reasonOfSeriesSchema,
        }),
      )
      .readonly()
      .describe('Series that Exchange cannot have as they are: imported as they came, shown, not synchronised.'),
  }),
);
