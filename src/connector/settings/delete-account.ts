import type { Principal } from '../../people/index.ts';
import { getTargetOrThrow } from '../account-target.ts';
import type { Connector } from '../connector.ts';
import { audit } from './audit.ts';

/**
 * Ends the synchronisation. Nothing is deleted on either side, and what was linked with what is kept: the same account,
 * made again, goes on where this one was.
 * @throws ConnectorError `account_unknown`, `account_changed`
 */
export async function deleteAccount(
  { parts, sides, events }: Pick<Connector, 'parts' | 'sides' | 'events'>,
  caller: Principal,
  name: string,
  expectedVersion: string | null,
): Promise<void> {
  const { account } = await getTargetOrThrow(parts, name);
  await parts.settings.deleteAccount(account.id, expectedVersion);
  await sides.forget(account.id);
  await audit(parts, caller, 'account_deleted', { kind: 'account', name });
  events.publish({ kind: 'settings' });
}
