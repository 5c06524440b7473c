import { z } from 'zod';
import { DEFAULT_OAUTH_SCOPE } from '../../settings/settings.ts';
import { isAuthority } from '../../settings/token-url.ts';

/** Whether there is a password; never the password. `unreadable`: sealed with a key that is not there any more. */
export const storedCredentialsShape = {
  user: z.string(),
  domain: z.string().nullable(),
  password: z.enum(['stored', 'unreadable']),
};

/** Credentials as a person enters them. Without a password the stored one stays. */
export const enteredCredentialsShape = {
  user: z.string().trim().min(1).max(320),
  domain: z.string().trim().min(1).max(255).nullable().default(null),
  password: z.string().min(1).max(1024).optional().describe('Stored encrypted, never told again. Absent: unchanged.'),
};

/** An application, with what it proves itself with: never the secret or the key. */
export const storedApplicationShape = {
  authority: z.string(),
  clientId: z.string(),
  scope: z.string(),
  clientSecret: storedCredentialsShape.password.nullable().describe('`null`: it signs in with a certificate.'),
  certificate: z
    .object({
      pem: z.string(),
      facts: z
        .object({
          subject: z.string(),
          thumbprint: z.string().describe('SHA-1 in hex, as the page shows it where the certificate is registered.'),
          validFrom: z.string(),
          validTo: z.string(),
        })
        .nullable()
        .describe('`null`: it cannot be read.'),
    })
    .nullable(),
  privateKey: storedCredentialsShape.password.nullable(),
};

const PEM_LENGTH = 100_000;

/** An application as a person enters it. Without secret and certificate the stored ones stay. */
export const enteredApplicationShape = {
  authority: z
    .string()
    .trim()
    .max(2048)
    .refine(isAuthority)
    .describe('`https://login.microsoftonline.com/TENANT`, `https://HOST/adfs`, or a whole token endpoint.'),
  clientId: z.string().trim().min(1).max(255),
  scope: z.string().trim().min(1).max(1024).default(DEFAULT_OAUTH_SCOPE),
  clientSecret: z
    .string()
    .min(1)
    .max(1024)
    .optional()
    .describe('Stored encrypted, never told again; takes the place of a certificate. Absent: unchanged.'),
  certificate: z
    .string()
    .max(PEM_LENGTH)
    .regex(/-----BEGIN CERTIFICATE-----/)
    .optional()
    .describe('PEM; takes the place of a secret. Absent: unchanged.'),
  privateKey: z
    .string()
    .min(1)
    .max(PEM_LENGTH)
    .optional()
    .describe('PEM, RSA, of the certificate. Stored encrypted, never told again. Absent: unchanged.'),
};
