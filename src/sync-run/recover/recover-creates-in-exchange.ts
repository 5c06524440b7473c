import type { ExchangeItem, Located } from '../../exchange/port.ts';
import type { Intent } from '../../store/port.ts';
import type { Bases } from '../../sync/index.ts';
import { baseOf, withUntold } from '../../sync/index.ts';
import { withCutTexts } from '../load/cut-texts.ts';
import { withoutWhatIsMissing } from '../load/kept-of.ts';
import type { Run } from '../run.ts';
import { exchangeBase, SENT_ONLY } from '../settle/links.ts';
import { isPaired, linkFor, restoredBases } from './created-link.ts';
import type { Recovery } from './recovery.ts';
import { complete, isOver, linksOf, readItems } from './recovery.ts';

/**
 * Searched in Deleted Items too: the user may have thrown the item away before we knew that we had made it.
 * @returns the intents that are still open
 */
export async function recoverCreatesInExchange(
  run: Run,
  recovery: Recovery,
  intents: readonly Intent[],
): Promise<readonly Intent[]> {
  if (intents.length === 0) return [];
  const stamps = intents.map((intent) => intent.stamp);
  const { found } = await run.ports.exchange.locate(run.itemType, { stamps, searchKeys: [] });
  const links = await linksOf(run, intents);
  const kept = await readItems(
    run,
    found.flatMap(({ id, place }) => (place === 'synchronised' ? [id] : [])),
  );
  return intents.filter((intent) => {
    const item = preferred(found.filter((candidate) => candidate.stamp === intent.stamp));
    if (item === undefined) return !isOver(run, recovery, intent);
    const link = linkFor(run, intent, links);
    const here = item.place === 'synchronised';
    const sent = {
      baseCrm: baseOf(run.specs, intent.sourceFields),
      baseExchange: exchangeBase(run, intent.payload),
    };
    const now = kept.get(item.id);
    recovery.draft.putLink({
      ...link,
      // Anywhere else its id would answer as if the item were live; without one it is searched, and found where it is.
      exchangeId: here ? item.id : null,
      searchKey: item.searchKey,
      stamped: true,
      reviewReason: now === undefined && isPaired(intent) ? SENT_ONLY : null,
      ...restoredBases(run, intent, link, now === undefined ? sent : foundBases(run, intent, sent, now)),
    });
    if (intent.crmId !== null) recovery.draft.removeUnlinked('crm', intent.crmId);
    recovery.draft.removeUnlinked('exchange', item.id);
    complete(recovery, intent, [
      { side: 'crm', itemId: intent.crmId },
      { side: 'exchange', itemId: here ? item.id : null },
    ]);
    return false;
  });
}

/** What a private item does not tell is as it was sent. */
function foundBases(run: Run, intent: Intent, sent: Bases, item: ExchangeItem): Bases {
  const now = { fields: withUntold(item, intent.payload) };
  return withoutWhatIsMissing(run, { ...sent, baseExchange: withCutTexts(run, sent.baseExchange, now.fields) }, now);
}

function preferred(found: readonly Located[]): Located | undefined {
  return (
    found.find((item) => item.place === 'synchronised') ??
    found.find((item) => item.place === 'other') ??
    found.find((item) => item.place === 'deletedItems')
  );
}
