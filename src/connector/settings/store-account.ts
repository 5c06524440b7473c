import { ConnectorError } from '../../model/index.ts';
import type { Principal } from '../../people/index.ts';
import type { Account } from '../../settings/settings.ts';
import type { ConnectorParts } from '../parts.ts';
import { administers } from './caller.ts';

/**
 * The checks before it may have been overtaken; then the database refuses, without telling a user whose account it is.
 * What was entered, and what the server told of it, was for the profile as it was read.
 * @throws ConnectorError as `putAccount`
 */
export async function storeAccount(
  { settings }: Pick<ConnectorParts, 'settings'>,
  caller: Principal | null,
  account: Account,
  expectedVersion: string | null,
  profileVersion: string,
): Promise<void> {
  try {
    await settings.putAccount(account, expectedVersion, profileVersion);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.code !== 'mailbox_taken') throw error;
    if (caller !== null && administers(caller)) throw error;
    throw new ConnectorError({
      code: 'mailbox_taken',
      disposition: 'halt',
      message: 'the mailbox belongs to another user already',
      details: { account: account.name },
    });
  }
}
