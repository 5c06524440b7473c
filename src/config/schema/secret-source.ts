import { z } from 'zod';
import { says } from '../problem.ts';

/** A secret stands in the file, or the file says where it is. The reader checks that exactly one is given. */
const variableSchema = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, says('variable_name'));
const fileSchema = z.string().min(1, says('not_empty'));

const passwordSourceShape = {
  password: z
    .string()
    .min(1, says('not_empty'))
    .max(1024)
    .optional()
    .describe('The password itself. Stored encrypted, never shown again.'),
  passwordEnv: variableSchema
    .optional()
    .describe('Name of the environment variable that holds the password, read by the command that applies the file.'),
  passwordFile: fileSchema
    .optional()
    .describe('File that holds the password (one final line break is cut), relative to the configuration file.'),
};

export const clientSecretShape = {
  clientSecret: z
    .string()
    .min(1, says('not_empty'))
    .max(1024)
    .optional()
    .describe('The client secret itself. Stored encrypted, never shown again.'),
  clientSecretEnv: variableSchema.optional().describe('Name of the environment variable that holds the client secret.'),
  clientSecretFile: fileSchema
    .optional()
    .describe('File that holds the client secret, relative to the configuration file.'),
};

export const clientCertificateShape = {
  certificate: z
    .string()
    .regex(/-----BEGIN CERTIFICATE-----/, says('pem'))
    .max(100_000)
    .optional()
    .describe('Certificate in place of a client secret, PEM.'),
  certificateFile: fileSchema
    .optional()
    .describe('File that holds the certificate, PEM, relative to the configuration file.'),
  privateKey: z
    .string()
    .min(1, says('not_empty'))
    .max(100_000)
    .optional()
    .describe(
      'Private key of the certificate, PEM, RSA, without a password of its own. Stored encrypted, never shown again.',
    ),
  privateKeyEnv: variableSchema.optional().describe('Name of the environment variable that holds the private key.'),
  privateKeyFile: fileSchema
    .optional()
    .describe('File that holds the private key, relative to the configuration file.'),
};

export const credentialsShape = {
  user: z.string().min(1, says('not_empty')).max(320).describe('`DOMAIN\\user`, a UPN, or a plain name with `domain`.'),
  domain: z.string().min(1, says('not_empty')).max(255).optional().describe('Windows domain of a plain user name.'),
  ...passwordSourceShape,
};

export const credentialsSchema = z.strictObject(credentialsShape);
export type CredentialsDocument = z.output<typeof credentialsSchema>;
