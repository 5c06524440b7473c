import { z } from 'zod';
import { says } from '../problem.ts';

/** A password stands in the file, or the file says where it is. The reader checks that exactly one is given. */
export const passwordSourceShape = {
  password: z
    .string()
    .min(1, says('not_empty'))
    .max(1024)
    .optional()
    .describe('The password itself. Stored encrypted, never shown again.'),
  passwordEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, says('variable_name'))
    .optional()
    .describe('Name of the environment variable that holds the password, read by the command that applies the file.'),
  passwordFile: z
    .string()
    .min(1, says('not_empty'))
    .optional()
    .describe('File that holds the password (one final line break is cut), relative to the configuration file.'),
};

export const credentialsShape = {
  user: z.string().min(1, says('not_empty')).max(320).describe('`DOMAIN\\user`, a UPN, or a plain name with `domain`.'),
  domain: z.string().min(1, says('not_empty')).max(255).optional().describe('Windows domain of a plain user name.'),
  ...passwordSourceShape,
};

export const credentialsSchema = z.strictObject(credentialsShape);
export type CredentialsDocument = z.output<typeof credentialsSchema>;
