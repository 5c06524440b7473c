import type { Side } from '../../model/index.ts';
import type { Hint } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { PROJECTION_VERSION } from '../../sync/index.ts';
import { itemKey } from '../item-key.ts';
import type { Answered } from '../pull/answered.ts';
import type { Run } from '../run.ts';
import { release } from '../settle/quarantine.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import type { LinkWorks } from './link-works.ts';
import { createLinkWorks } from './link-works.ts';

/** Which hints belong to a link, which to nobody. Leaves out what is in flight; its hints stay. */
export async function sortHints(
  run: Run,
  hints: readonly Hint[],
  finished: SettlementDraft,
  { skipEchoes, answered }: { readonly skipEchoes: boolean; readonly answered?: Answered },
): Promise<{ readonly works: LinkWorks; readonly free: readonly Hint[] }> {
  const due = hints.filter((hint) => !run.inFlight.holdsItem(hint.side, hint.itemId));
  const idsOn = (side: Side): readonly string[] => due.filter((hint) => hint.side === side).map((hint) => hint.itemId);
  const { store, scopeId } = { store: run.ports.store, scopeId: run.scope.id };
  const found = [
    ...(await store.findLinksByCrmIds(scopeId, idsOn('crm'))),
    ...(await store.findLinksByExchangeIds(scopeId, idsOn('exchange'))),
  ].filter((link) => link.state !== 'CLOSED');
  const byEnd = new Map<string, Link>();
  for (const link of found) {
    if (link.crmId !== null) byEnd.set(itemKey('crm', link.crmId), link);
    if (link.exchangeId !== null) byEnd.set(itemKey('exchange', link.exchangeId), link);
  }
  const works = createLinkWorks();
  const free: Hint[] = [];
  for (const hint of due) {
    const link = byEnd.get(itemKey(hint.side, hint.itemId));
    if (link === undefined) free.push(hint);
    else if (run.inFlight.holdsLink(link.id)) continue;
    else if (answered?.has(link.id)) {
      if (answered.settles) settleHint(run, finished, hint);
    } else if (skipEchoes && !run.leftBehind.isDue(hint) && isEcho(run, link, hint)) settleHint(run, finished, hint);
    else works.add(link, [hint]);
  }
  return { works, free };
}

/** What the hint tells is known. */
function settleHint(run: Run, finished: SettlementDraft, hint: Hint): void {
  finished.removeHints([hint]);
  release(run, finished, { hints: [hint] });
}

/** The version that the list named is the one that was settled last: our own write comes back. Nothing waits on it. */
function isEcho(run: Run, link: Link, hint: Hint): boolean {
  if (link.state !== 'LINKED' || link.pending || link.notCompared || link.reviewReason !== null) return false;
  if (link.projection !== PROJECTION_VERSION) return false;
  const settled = hint.side === 'crm' ? link.crmVersion : link.changeKey;
  return settled !== null && settled === run.sightings.versionOf(hint.side, hint.itemId);
}
