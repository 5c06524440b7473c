import type { Credentials, SealedSecret } from '../../settings/settings.ts';
import type { ConnectorParts } from '../parts.ts';
import { openOrNull } from '../stored-configuration.ts';

/** That there is a secret, never the secret. `unreadable`: it has to be entered again. */
export type SecretView = 'stored' | 'unreadable';

export interface CredentialsView {
  readonly user: string;
  readonly domain: string | null;
  readonly password: SecretView;
}

export function credentialsView(
  parts: Pick<ConnectorParts, 'secrets'>,
  credentials: Credentials,
  identity: string,
): CredentialsView {
  const { user, domain } = credentials;
  return { user, domain, password: secretView(parts, credentials.password, identity) };
}

export function secretView(
  { secrets }: Pick<ConnectorParts, 'secrets'>,
  secret: SealedSecret,
  identity: string,
): SecretView {
  return openOrNull(secret, identity, secrets) === null ? 'unreadable' : 'stored';
}
