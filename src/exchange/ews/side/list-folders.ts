import { ConnectorError } from '../../../model/index.ts';
import { findFolder } from '../operations/find-folder.ts';
import type { FolderChanges } from '../operations/sync-folder-hierarchy.ts';
import { syncFolderHierarchy } from '../operations/sync-folder-hierarchy.ts';
import { isUnexplained } from '../soap/bare-fault.ts';
import type { FoundFolder } from '../wire/found-folder.ts';
import { answerError } from '../wire/item-error.ts';
import { inFolder } from './in-folder.ts';
import { isNotOffered } from './not-offered.ts';
import type { SideContext } from './side-context.ts';

const PAGE_SIZE = 500;
const MAX_PAGES = 40;

/**
 * All folders of the mailbox, in one of the two ways in which servers list them.
 * @throws ConnectorError of the usual way, when neither works
 */
export async function listFolders(side: SideContext): Promise<readonly FoundFolder[]> {
  try {
    return await findAllFolders(side);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const isTrouble = error.disposition === 'retry' || error.disposition === 'backoff';
    if (isTrouble && !isNotOffered(error) && !isUnexplained(error)) throw error;
    try {
      return await syncAllFolders(side);
    } catch (second) {
      if (second instanceof ConnectorError) throw error;
      throw second;
    }
  }
}

async function findAllFolders(side: SideContext): Promise<readonly FoundFolder[]> {
  const folders = new Map<string, FoundFolder>();
  let offset: number | null = 0;
  for (let page = 0; offset !== null; page += 1) {
    if (page === MAX_PAGES) throw answerError('response_incomplete', 'The list of folders does not end.');
    const from: number = offset;
    const found = await inFolder(side, 'msgfolderroot', (parent) =>
      findFolder(side.channel, { parent, offset: from, limit: PAGE_SIZE }),
    );
    const known = folders.size;
    for (const folder of found.entries) folders.set(folder.id, folder);
    offset = found.nextOffset;
    if (folders.size > known || offset === null) continue;
    if (found.isGuess && found.entries.length < PAGE_SIZE) break;
    throw answerError('response_incomplete', 'The list of folders repeats itself.');
  }
  return [...folders.values()];
}

async function syncAllFolders(side: SideContext): Promise<readonly FoundFolder[]> {
  const folders = new Map<string, FoundFolder>();
  let syncState: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const from: string | null = syncState;
    const changes: FolderChanges = await inFolder(side, 'msgfolderroot', (parent) =>
      syncFolderHierarchy(side.channel, parent, from),
    );
    for (const folder of changes.folders) folders.set(folder.id, folder);
    if (!changes.more) return [...folders.values()];
    syncState = changes.syncState;
  }
  throw answerError('response_incomplete', 'The list of folders does not end.');
}
