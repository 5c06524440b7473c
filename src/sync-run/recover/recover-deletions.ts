import type { Intent } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import type { Run } from '../run.ts';
import { findGoneTargets } from './gone-targets.ts';
import type { Recovery } from './recovery.ts';
import { complete, isOver, linksOf } from './recovery.ts';

/**
 * A target that is gone was deleted by us: the link is closed. Otherwise the engine would take its own deletion for
 * a person's, and mirror it back on top of a restore. One that lies in another folder was moved there before the deletion
 * arrived: it stays, as the survivor of a detached pair (O1). Back in its own folder it was restored: a new item. Of a target
 * that still stands nothing was deleted, and nothing is told of it. @returns the intents that are still open
 */
export async function recoverDeletions(
  run: Run,
  recovery: Recovery,
  intents: readonly Intent[],
): Promise<readonly Intent[]> {
  if (intents.length === 0) return [];
  const links = await linksOf(run, intents);
  const { gone, moved, standing } = await findGoneTargets(run, intents, links);
  return intents.filter((intent) => {
    if (!gone.has(intent.id)) {
      if (!isOver(run, recovery, intent)) return true;
      if (standing.has(intent.id)) recovery.draft.withdrawIntent(intent.id);
      return false;
    }
    const link = links.find((candidate) => candidate.id === intent.linkId);
    if (link !== undefined) {
      const left: Link = moved.has(intent.id) ? { ...link, state: 'DET_E' } : afterDeletion(link, intent);
      recovery.draft.putLink(left);
      // Where everything is compared its item was hinted while it was still of a pair. Without one it would be believed by its id,
      // which answers from Deleted Items as well: it has to be searched.
      if (left.state === 'CLOSED' && left.exchangeId !== null) run.sightings.awaitListing(left.exchangeId);
    }
    // Nobody names the rest of a pair again that an undo took apart, or a record that has no occurrence any more.
    const isRecordLeft = intent.leaves !== null || intent.kind === 'deleteInExchange';
    complete(recovery, intent, isRecordLeft ? [{ side: 'crm', itemId: intent.crmId }] : []);
    return false;
  });
}

/** What an undo took away leaves the other side in a detached pair. */
function afterDeletion(link: Link, { kind, leaves }: Intent): Link {
  const ends = leaves !== null && kind === 'deleteInExchange' ? { exchangeId: null, changeKey: null } : {};
  return { ...link, ...ends, state: leaves ?? 'CLOSED', pending: false };
}
