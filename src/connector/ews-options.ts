import type { EwsOptions } from '../exchange/ews/index.ts';
import { parseTimeZoneId } from '../model/index.ts';
import type { Profile } from '../settings/settings.ts';
import type { AccountTarget } from './account-target.ts';
import { openedCredentials } from './opened-credentials.ts';
import type { ConnectorParts } from './parts.ts';

/** What of a profile says how its server is reached. */
export type ServerSettings = Pick<Profile, 'serverUrl' | 'signIn' | 'exchangeVersion' | 'tls' | 'allowInsecureHttp'>;

/** Options of one connection, from settings; the secrets in `credentials` are in the clear from here on. */
export function ewsOptionsOf(
  { tuning }: Pick<ConnectorParts, 'tuning'>,
  { serverUrl, signIn, exchangeVersion, tls, allowInsecureHttp }: ServerSettings,
  connection: Pick<EwsOptions, 'mailbox' | 'credentials' | 'access'>,
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

/** @throws ConnectorError `credentials_missing`, `secret_unreadable` (disposition `reauth`) */
export function ewsOptionsOfTarget(
  parts: Pick<ConnectorParts, 'tuning' | 'secrets'>,
  target: AccountTarget,
): EwsOptions {
  const { account, profile, user } = target;
  return {
    ...ewsOptionsOf(parts, profile, {
      mailbox: account.mailbox,
      credentials: openedCredentials(parts, target),
      access: accessOf(profile),
    }),
    homeZone: parseTimeZoneId(user.timeZone),
  };
}

/** How the mailboxes of a profile are opened. An application has no mailbox and no folders of its own. */
export function accessOf({ oauth, delegate }: Profile): EwsOptions['access'] {
  return oauth === null ? (delegate?.accessModel ?? 'own') : 'impersonation';
}
