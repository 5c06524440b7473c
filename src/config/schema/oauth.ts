import { z } from 'zod';
import { DEFAULT_OAUTH_SCOPE } from '../../settings/settings.ts';
import { isAuthority } from '../../settings/token-url.ts';
import { says } from '../problem.ts';
import { clientCertificateShape, clientSecretShape } from './secret-source.ts';

export const oauthSchema = z.strictObject({
  authority: z
    .string()
    .trim()
    .max(2048)
    .refine(isAuthority, { error: says('authority') })
    .describe(
      'Who issues the tokens: `https://login.microsoftonline.com/TENANT`, `https://HOST/adfs`, or the whole address of a token endpoint.',
    ),
  clientId: z
    .string()
    .trim()
    .min(1, says('not_empty'))
    .max(255)
    .describe('Id of the application, as it is registered there.'),
  scope: z
    .string()
    .trim()
    .min(1, says('not_empty'))
    .max(1024)
    .default(DEFAULT_OAUTH_SCOPE)
    .describe('What the token is for. The default is Exchange Online.'),
  ...clientSecretShape,
  ...clientCertificateShape,
});

export type OAuthDocument = z.output<typeof oauthSchema>;
