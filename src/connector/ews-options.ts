import type { EwsOptions } from '../exchange/ews/index.ts';
import { ConnectorError, parseTimeZoneId } from '../model/index.ts';
import { impersonatedName } from '../settings/index.ts';
import type { Account, ImpersonationName, Profile } from '../settings/settings.ts';
import type { AccountTarget } from './account-target.ts';
import { openedCredentials } from './opened-credentials.ts';
import type { ConnectorParts } from './parts.ts';

/** What of a profile says how its server is reached. */
export type ServerSettings = Pick<Profile, 'serverUrl' | 'signIn' | 'exchangeVersion' | 'tls' | 'allowInsecureHttp'>;

/** Options of one connection, from settings; the secrets in `credentials` are in the clear from here on. */
export function ewsOptionsOf(
  { tuning }: Pick<ConnectorParts, 'tuning'>,
  { serverUrl, signIn, exchangeVersion, tls, allowInsecureHttp }: ServerSettings,
  connection: Pick<EwsOptions, 'mailbox' | 'credentials' | 'access' | 'impersonateAs'>,
): EwsOptions {
  return {
    url: serverUrl,
    signIn: signIn === 'oauth' ? 'auto' : signIn,
    exchangeVersion,
    tls,
    allowInsecureHttp,
    timeoutMs: tuning.exchangeTimeoutMs,
    maxConnections: tuning.connectionsPerMailbox,
    ...connection,
  };
}

/** @throws ConnectorError `credentials_missing`, `secret_unreadable`, `impersonated_name_missing` (disposition `reauth`) */
export function ewsOptionsOfTarget(
  parts: Pick<ConnectorParts, 'tuning' | 'secrets'>,
  target: AccountTarget,
): EwsOptions {
  const { account, profile, user } = target;
  return {
    ...ewsOptionsOf(parts, profile, {
      mailbox: account.mailbox,
      credentials: openedCredentials(parts, target),
      ...accessTo(profile, account),
    }),
    homeZone: parseTimeZoneId(user.timeZone),
  };
}

const KINDS = {
  primarySmtpAddress: 'primarySmtp',
  principalName: 'principalName',
  sid: 'sid',
} as const satisfies Readonly<Record<ImpersonationName, NonNullable<EwsOptions['impersonateAs']>['kind']>>;

/**
 * How a profile opens a mailbox, and by which name of its owner where it impersonates. An application has no mailbox and
 * no folders of its own.
 * @throws ConnectorError `impersonated_name_missing` (disposition `reauth`)
 */
export function accessTo(
  { oauth, delegate, impersonateBy }: Pick<Profile, 'oauth' | 'delegate' | 'impersonateBy'>,
  mailbox: Pick<Account, 'mailbox' | 'impersonate'>,
): Pick<EwsOptions, 'access' | 'impersonateAs'> {
  const access = oauth === null ? (delegate?.accessModel ?? 'own') : 'impersonation';
  if (access !== 'impersonation' || impersonateBy === 'primarySmtpAddress') return { access };
  const value = impersonatedName(impersonateBy, mailbox);
  if (value !== null) return { access, impersonateAs: { kind: KINDS[impersonateBy], value } };
  throw new ConnectorError({
    code: 'impersonated_name_missing',
    disposition: 'reauth',
    message: 'the profile impersonates by a name that the account does not have',
    details: { mailbox: mailbox.mailbox, impersonateBy },
  });
}
