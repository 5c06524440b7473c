import type { EwsOptions } from '../exchange/ews/index.ts';
import { ConnectorError, parseTimeZoneId } from '../model/index.ts';
import type { Account, Credentials, Profile } from '../settings/settings.ts';
import type { AccountTarget } from './account-target.ts';
import type { ConnectorParts } from './parts.ts';
import { accountPasswordIdentity, delegatePasswordIdentity } from './secret-identity.ts';

/** What of a profile says how its server is reached. */
export type ServerSettings = Pick<Profile, 'serverUrl' | 'signIn' | 'exchangeVersion' | 'tls' | 'allowInsecureHttp'>;

/** Options of one connection, from settings; the password in `credentials` is in the clear from here on. */
export function ewsOptionsOf(
  { tuning }: Pick<ConnectorParts, 'tuning'>,
  { serverUrl, signIn, exchangeVersion, tls, allowInsecureHttp }: ServerSettings,
  connection: Pick<EwsOptions, 'mailbox' | 'credentials' | 'access'>,
): EwsOptions {
  return {
    url: serverUrl,
    signIn,
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
      access: profile.delegate === null ? 'own' : profile.delegate.accessModel,
    }),
    homeZone: parseTimeZoneId(user.timeZone),
  };
}

/**
 * The credentials with which an account signs in: the service account's, else its own.
 * @throws ConnectorError `credentials_missing`, `secret_unreadable` (disposition `reauth`)
 */
export function openedCredentials(
  { secrets }: Pick<ConnectorParts, 'secrets'>,
  { account, profile }: { readonly account: Account; readonly profile: Profile },
): EwsOptions['credentials'] {
  const open = ({ user, domain, password }: Credentials, identity: string) => ({
    user,
    domain,
    password: secrets.open(password, identity),
  });
  if (profile.delegate !== null) return open(profile.delegate, delegatePasswordIdentity(profile.id));
  if (account.credentials !== null) return open(account.credentials, accountPasswordIdentity(account.id));
  throw new ConnectorError({
    code: 'credentials_missing',
    disposition: 'reauth',
    message: `account ${account.name} has no credentials, and profile ${profile.name} no delegate account`,
    details: { account: account.name, profile: profile.name },
  });
}
