import type { ConnectorError } from '../../model/index.ts';
import type { NewHint, QuarantineEntry } from '../../store/port.ts';
import { itemKey } from '../item-key.ts';
import type { ItemFailure, Unit } from '../load/unit.ts';
import type { Run } from '../run.ts';
import type { SettlementDraft } from './settlement-draft.ts';

const MINUTE_MS = 60_000;
/** After the fifth attempt the item is tried once a day, or when it changes on either side. */
const LADDER_MS: readonly number[] = [1, 5, 30, 6 * 60, 24 * 60].map((minutes) => minutes * MINUTE_MS);

/** @param attempts failed attempts so far, this one included */
export function waitAfterMs(attempts: number): number {
  return LADDER_MS[Math.min(attempts, LADDER_MS.length) - 1] ?? MINUTE_MS;
}

/**
 * An item failed: it keeps its hint and the others go on. Only what the item itself causes is parked;
 * what may pass by itself is tried again in the next run.
 */
export function noteFailure(run: Run, draft: SettlementDraft, failure: ItemFailure): void {
  for (const hint of failure.hints)
    run.tally.error({
      side: hint.side,
      itemId: hint.itemId,
      code: failure.error.code,
      details: failure.error.details,
    });
  if (isParked(failure.error)) park(run, draft, failure);
}

/** Whether an item that failed with this error waits. */
export function isParked({ disposition }: ConnectorError): boolean {
  return disposition === 'quarantine' || disposition === 'bug';
}

function park(run: Run, draft: SettlementDraft, { hints, error }: ItemFailure): void {
  for (const { side, itemId } of hints) {
    const attempts = (run.quarantine.get(itemKey(side, itemId))?.attempts ?? 0) + 1;
    const entry: QuarantineEntry = {
      side,
      itemId,
      attempts,
      nextAt: inMs(run.ports.clock.now(), error.retryAfterMs ?? waitAfterMs(attempts)),
      errorCode: error.code,
      errorDetails: error.details,
    };
    run.quarantine.set(itemKey(side, itemId), entry);
    draft.putQuarantine(entry);
  }
  run.tally.count('quarantined');
}

/** The unit went through: what was parked is free again, at whichever end of it the failure was noticed. */
export function release(
  run: Run,
  draft: SettlementDraft,
  { hints, link, record, item }: Pick<ItemFailure, 'hints'> & Partial<Pick<Unit, 'link' | 'record' | 'item'>>,
): void {
  const ends: NewHint[] = hints.map(({ side, itemId }) => ({ side, itemId }));
  // Of an end that is gone or elsewhere the link knows the id.
  if (link && link.crmId !== null) ends.push({ side: 'crm', itemId: link.crmId });
  if (link && link.exchangeId !== null) ends.push({ side: 'exchange', itemId: link.exchangeId });
  if (record) ends.push({ side: 'crm', itemId: record.id });
  if (item) ends.push({ side: 'exchange', itemId: item.id });
  for (const { side, itemId } of ends)
    if (run.quarantine.delete(itemKey(side, itemId))) draft.removeQuarantine(side, itemId);
}

/** @param now ISO instant */
export function inMs(now: string, ms: number): string {
  return new Date(Date.parse(now) + ms).toISOString();
}
