import { ConnectorError } from '../../../model/index.ts';
import type { ExchangeChangePage } from '../../port.ts';
import { errorFromResponseCode } from '../errors/index.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import { syncFolderItems } from '../operations/sync-folder-items.ts';
import { isUnexplained } from '../soap/bare-fault.ts';
import { inFolder } from './in-folder.ts';
import type { SideContext } from './side-context.ts';

/**
 * One page of changes. A server that faults without a code over a position that it does not know any more, after a
 * restore for instance, would do so for ever: where it answers without the position, this is what it means.
 */
export async function listChanges(
  side: SideContext,
  kind: ItemKind,
  cursor: string | null,
): Promise<ExchangeChangePage> {
  const list = (from: string | null) =>
    inFolder(side, kind.folder, (folder) => syncFolderItems(side.channel, folder, from));
  try {
    return await list(cursor);
  } catch (error) {
    if (cursor === null || !isUnexplained(error)) throw error;
    try {
      await list(null);
    } catch (second) {
      if (second instanceof ConnectorError) throw error;
      throw second;
    }
    throw errorFromResponseCode('ErrorInvalidSyncStateData', { level: 'request' });
  }
}
