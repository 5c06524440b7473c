import { z } from 'zod';
import { certificatesIn } from '../../settings/client-certificate.ts';
import {
  ACCESS_MODELS,
  AFTER_CRM_RESTORE,
  EXCHANGE_VERSIONS,
  IMPERSONATION_NAMES,
  INVITATIONS,
  SIGN_INS,
} from '../../settings/settings.ts';
import { says } from '../problem.ts';
import { durationSchema } from './duration.ts';
import { nameSchema, shortTextSchema } from './name.ts';
import { oauthSchema } from './oauth.ts';
import { appointmentRulesSchema, contactRulesSchema } from './rules.ts';
import { credentialsShape } from './secret-source.ts';

const delegateSchema = z.strictObject({
  ...credentialsShape,
  accessModel: z
    .enum(ACCESS_MODELS)
    .default('impersonation')
    .describe(
      'How the service account opens mailboxes: as their owner, with the ApplicationImpersonation right; or as itself, with rights on the folders of each mailbox.',
    ),
});

const tlsSchema = z.strictObject({
  certificateSha256: z
    .string()
    .transform((text) => text.replaceAll(':', '').toLowerCase())
    .pipe(z.string().regex(/^[0-9a-f]{64}$/, says('fingerprint')))
    .optional()
    .describe('SHA-256 of the server’s certificate: exactly this one is accepted, whatever its name and issuer.'),
  caPem: z
    .string()
    .transform(certificatesIn)
    .pipe(z.string().min(1, says('pem')))
    .optional()
    .describe(
      'Certificate of a private authority to trust beside the system’s, PEM. Of a text that holds more, a private key for instance, only the certificates are kept.',
    ),
});

export const profileSchema = z.strictObject({
  name: nameSchema.describe('Identity of the profile. Another name makes another profile.'),
  title: shortTextSchema.optional().describe('What people read. Default: the name.'),
  serverUrl: z
    .string()
    .min(1, says('not_empty'))
    .max(2048)
    .describe(
      'Host name, IP address or full EWS address; becomes `https://HOST/EWS/Exchange.asmx`. Or `autodiscover:MAIL.DOMAIN`: the server of each mailbox is looked for.',
    ),
  active: z.boolean().default(true).describe('A profile that is not active synchronises nothing and loses nothing.'),
  delegate: delegateSchema
    .optional()
    .describe(
      'The service account that works for all mailboxes. Without it every account brings its own credentials, unless `signIn` is `oauth`.',
    ),
  signIn: z
    .enum(SIGN_INS)
    .default('auto')
    .describe(
      '`auto` takes what the server offers, NTLM before Basic. `oauth`: the application of `oauth` signs in, in place of a delegate account.',
    ),
  oauth: oauthSchema.optional().describe('The application that signs in and impersonates; only with `signIn: oauth`.'),
  impersonateBy: z
    .enum(IMPERSONATION_NAMES)
    .default('primarySmtpAddress')
    .describe(
      'By which name the owner of a mailbox is impersonated: its primary SMTP address; the principal name (UPN), which is the address of the mailbox unless the account says another in `impersonate`; or the SID that the account says there.',
    ),
  exchangeVersion: z
    .enum(EXCHANGE_VERSIONS)
    .default('auto')
    .describe(
      'Version that requests declare; `auto` detects it. `Exchange2016` also serves 2019 and Subscription Edition.',
    ),
  tls: tlsSchema.prefault({}).describe('Which certificate the server may show beside those that the system trusts.'),
  allowInsecureHttp: z
    .boolean()
    .default(false)
    .describe('Permits plain `http`, which shows passwords and contents to everybody on the way.'),
  invitations: z
    .enum(INVITATIONS)
    .default('never')
    .describe(
      'What is written to meetings that the mailbox’s owner organizes: nothing that the people in it share; or everything, without telling them; or everything, and Exchange mails them.',
    ),
  privateItems: z
    .enum(['skip', 'busyOnly', 'full'])
    .default('busyOnly')
    .describe(
      'Items that are marked private: not synchronised; of appointments only when they are, and contacts not at all; or synchronised like all others.',
    ),
  afterCrmRestore: z
    .enum(AFTER_CRM_RESTORE)
    .default('exchange')
    .describe(
      'Whose values count where a CRM that was restored from a backup has older ones: those of Exchange; the same, but a person approves the plan first; or those of the backup, and a person approves the plan first.',
    ),
  interval: durationSchema
    .default('30s')
    .describe('Time between two runs: `30s`, `5m`, `2h`; from 5 seconds to one day.'),
  asItHappens: z
    .boolean()
    .default(true)
    .describe('A change in Exchange or in the CRM is carried over at once; `interval` then catches what was not told.'),
  contacts: contactRulesSchema.prefault({}).describe('Rules for contacts.'),
  appointments: appointmentRulesSchema.prefault({}).describe('Rules for appointments.'),
});

export type ProfileDocument = z.output<typeof profileSchema>;
