import type { EwsOptions } from '../exchange/ews/index.ts';
import { ConnectorError } from '../model/index.ts';
import { tokenUrlOf } from '../settings/index.ts';
import type { Account, Credentials, OAuthApplication, Profile, SecretBox } from '../settings/settings.ts';
import type { ConnectorParts } from './parts.ts';
import {
  accountPasswordIdentity,
  clientSecretIdentity,
  delegatePasswordIdentity,
  privateKeyIdentity,
} from './secret-identity.ts';

/** What a connection signs in with, in the clear. */
type Opened = EwsOptions['credentials'];

/**
 * The credentials with which an account signs in: those of the service account, else its own.
 * @throws ConnectorError `credentials_missing`, `secret_unreadable` (disposition `reauth`)
 */
export function openedCredentials(
  { secrets }: Pick<ConnectorParts, 'secrets'>,
  { account, profile }: { readonly account: Account; readonly profile: Profile },
): Opened {
  const service = openedServiceAccount({ secrets }, profile);
  if (service !== null) return service;
  if (account.credentials !== null) return opened(secrets, account.credentials, accountPasswordIdentity(account.id));
  throw new ConnectorError({
    code: 'credentials_missing',
    disposition: 'reauth',
    message: `account ${account.name} has no credentials, and profile ${profile.name} no service account`,
    details: { account: account.name, profile: profile.name },
  });
}

/**
 * @returns `null` where every account brings its own credentials
 * @throws ConnectorError `secret_unreadable` (disposition `reauth`)
 */
export function openedServiceAccount(
  { secrets }: Pick<ConnectorParts, 'secrets'>,
  { id, oauth, delegate }: Profile,
): Opened | null {
  if (oauth !== null) return openedApplication(secrets, oauth, id);
  return delegate === null ? null : opened(secrets, delegate, delegatePasswordIdentity(id));
}

function opened(secrets: SecretBox, { user, domain, password }: Credentials, identity: string): Opened {
  return { kind: 'password', user, domain, password: secrets.open(password, identity) };
}

function openedApplication(
  secrets: SecretBox,
  { authority, clientId, scope, clientSecret, certificate }: OAuthApplication,
  profileId: string,
): Opened {
  const client = { kind: 'oauthClient', tokenUrl: tokenUrlOf(authority), clientId, scope } as const;
  if (certificate === null) {
    // Checked when it was stored: without a certificate there is a secret, and what is none does not open.
    const secret = secrets.open(clientSecret ?? { sealed: '' }, clientSecretIdentity(profileId));
    return { ...client, proof: { kind: 'secret', secret } };
  }
  const privateKeyPem = secrets.open(certificate.privateKey, privateKeyIdentity(profileId));
  return { ...client, proof: { kind: 'certificate', certificatePem: certificate.pem, privateKeyPem } };
}
