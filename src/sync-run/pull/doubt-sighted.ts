import { eachChunk } from '../plan/survey.ts';
import type { Run } from '../run.ts';

/**
 * Some servers keep the id of an item that moves, and answer for it from Deleted Items as if it were live. Whatever was
 * named in the list of changes and is not looked at yet is therefore searched, unless it was just listed in its folder.
 */
export async function doubtSighted(run: Run): Promise<void> {
  for await (const hints of eachChunk(run))
    for (const { side, itemId } of hints)
      if (side === 'exchange' && run.sightings.versionOf(side, itemId) === null) run.sightings.reportedDeleted(itemId);
}
