import type { Principal } from '../../people/index.ts';
import type { Connector } from '../connector.ts';
import { refreshClaim } from './refresh-claim.ts';

/**
 * "Check again": for who got the e-mail address confirmed, or whose server answers now.
 * @throws ConnectorError as `refreshClaim`
 */
export async function checkClaim(
  connector: Pick<Connector, 'parts' | 'directory' | 'events'>,
  caller: Principal,
  accountName: string,
): Promise<void> {
  await refreshClaim(connector, caller, accountName);
  connector.events.publish({ kind: 'settings' });
}
