import type { ExchangeItem } from '../../exchange/port.ts';
import type { Intent, NewHint } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import type { Run } from '../run.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';

/** What is found out about open intents, collected before it is stored at once. */
export interface Recovery {
  readonly draft: SettlementDraft;
  readonly hints: NewHint[];
}

/** Of the updates: what is still open, and the pairs of those that are not, where something is known of them. */
export interface Updates {
  readonly open: readonly Intent[];
  readonly links: readonly Link[];
}

/** The write can no longer land: the intent is dropped and both ends are looked at again. */
export function isOver(run: Run, recovery: Recovery, intent: Intent): boolean {
  if (remainingMs(run, intent) > 0) return false;
  complete(recovery, intent, [
    { side: 'crm', itemId: intent.crmId },
    { side: 'exchange', itemId: intent.exchangeId },
  ]);
  return true;
}

/** The outcome is known: the ends named here are looked at again. */
export function complete(
  recovery: Recovery,
  intent: Intent,
  ends: readonly { readonly side: NewHint['side']; readonly itemId: string | null }[],
): void {
  recovery.draft.removeIntent(intent.id);
  for (const { side, itemId } of ends) if (itemId !== null) recovery.hints.push({ side, itemId });
}

/** How long the write may still land, in milliseconds. */
export function remainingMs(run: Run, intent: Intent): number {
  return Math.max(0, (run.input.waitOutSeconds - intent.ageSeconds) * 1000);
}

export async function linksOf(run: Run, intents: readonly Intent[]): Promise<readonly Link[]> {
  const { store } = run.ports;
  return store.findLinksByIds(
    run.scope.id,
    intents.flatMap((intent) => intent.linkId ?? []),
  );
}

/** Those of the items that are there, by their ids. */
export async function readItems(run: Run, ids: readonly string[]): Promise<ReadonlyMap<string, ExchangeItem>> {
  if (ids.length === 0) return new Map();
  const reads = await run.ports.exchange.read(run.itemType, ids);
  return new Map(reads.flatMap((read) => (read.kind === 'found' ? [[read.item.id, read.item] as const] : [])));
}
