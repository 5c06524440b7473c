import type { Link } from '../../sync/index.ts';
import type { Unit } from '../load/unit.ts';
import type { Run } from '../run.ts';
import { wasFiledAway } from '../settle/links.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';

/**
 * A pair gets an item that no list of changes has named: we made it, or a search found it. Lists are net, so one that
 * leaves the folder before the next of them is never named at all. The hint goes with the list that names the item as it
 * was settled; else the item is looked at, once.
 */
export function awaitListing(run: Run, draft: SettlementDraft, exchangeId: string): void {
  draft.addHint({ side: 'exchange', itemId: exchangeId });
  run.sightings.awaitListing(exchangeId);
}

/**
 * The same for a pair of which the load found the item under another id, or back in the folder that it had left: where ids
 * survive a move, the two look the same to a list that comes after both.
 */
export function awaitListingOfFound(run: Run, draft: SettlementDraft, { link, item, isFoundElsewhere }: Unit): void {
  const { versionOf, leftFolder, isUnlisted } = run.sightings;
  if (item === null || versionOf('exchange', item.id) !== null) return;
  const isBack = (leftFolder(item.id) || wasAway(link)) && !isUnlisted(item.id);
  if (isFoundElsewhere !== true && !isBack) return;
  awaitListing(run, draft, item.id);
  run.lookAgain = true;
}

/** As the pair remembers it. */
function wasAway(link: Link | null): boolean {
  return link !== null && (link.state === 'DET_C' || wasFiledAway(link));
}
