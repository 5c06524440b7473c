import type { Credentials } from '../../settings/settings.ts';
import type { ConnectorParts } from '../parts.ts';
import { openOrNull } from '../stored-configuration.ts';

/** That there is a password, never the password. `unreadable`: it has to be entered again. */
export interface CredentialsView {
  readonly user: string;
  readonly domain: string | null;
  readonly password: 'stored' | 'unreadable';
}

export function credentialsView(
  { secrets }: Pick<ConnectorParts, 'secrets'>,
  credentials: Credentials,
  identity: string,
): CredentialsView {
  const { user, domain } = credentials;
  return { user, domain, password: openOrNull(credentials, identity, secrets) === null ? 'unreadable' : 'stored' };
}
