import type { EwsOptions } from '../../exchange/ews/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type { Account, Profile } from '../../settings/settings.ts';
import { openedCredentials } from '../opened-credentials.ts';
import type { ConnectorParts } from '../parts.ts';

/** How to sign in for an account; `null` where there is nothing to sign in with, or it does not open. */
export function loginOfAccount(
  parts: Pick<ConnectorParts, 'secrets'>,
  target: { readonly account: Account; readonly profile: Profile },
): EwsOptions['credentials'] | null {
  try {
    return openedCredentials(parts, target);
  } catch (error) {
    const known = error instanceof ConnectorError && ['credentials_missing', 'secret_unreadable'].includes(error.code);
    if (known) return null;
    throw error;
  }
}
