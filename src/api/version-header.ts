import { z } from 'zod';
import { ApiRefusal } from './problem.ts';

export const ifMatchSchema = z.looseObject({
  'if-match': z
    .string()
    .optional()
    .describe('ETag of what is written as you read it, or `*` to write whatever it is now.'),
});

export function etagOf(version: string): string {
  return `"${version}"`;
}

/**
 * @returns the expected version, or `null` for any
 * @throws ApiRefusal 428: a write that does not say what it was based on would overwrite a colleague's silently
 */
export function expectedVersionOf(headers: z.output<typeof ifMatchSchema>): string | null {
  const given = headers['if-match']?.trim();
  if (given === undefined || given === '') {
    throw new ApiRefusal(428, 'precondition_required', 'send If-Match with the ETag of what you read');
  }
  if (given === '*') return null;
  return given.replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
}
