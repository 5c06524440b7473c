import type { ConnectorError } from '../../../model/index.ts';
import type { ExchangeDelete, ExchangeDeleteMode, ExchangeItemRef, ExchangeWriteOutcome } from '../../port.ts';
import { errorFromResponseCode } from '../errors/index.ts';
import { readItemId } from '../wire/item-id.ts';
import { xml } from '../xml/write.ts';
import { apartByMail } from './apart-by-mail.ts';
import { deleteItems } from './delete-items.ts';
import { lookAtItems } from './look-at-items.ts';
import type { SideContext } from './side-context.ts';
import { notSent, stoppingError } from './write-batches.ts';

const ONLY_IDS = xml`<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>`;

/**
 * Exchange deletes an item whatever version of it is named. So each is looked at right before: one that changed since it
 * was read is a conflict, and stays. What changes between the look and the deletion goes with the item; no look is therefore
 * at more items than the request after it deletes.
 * @returns outcomes in the order of `items`
 */
export function deleteAsRead(
  side: SideContext,
  items: readonly ExchangeDelete[],
  mode: ExchangeDeleteMode,
): Promise<readonly ExchangeWriteOutcome[]> {
  return apartByMail(side, items, async (alike) => {
    const outcomes: ExchangeWriteOutcome[] = [];
    let stop: ConnectorError | null = null;
    while (outcomes.length < alike.length) {
      const batch = alike.slice(outcomes.length, outcomes.length + side.batches.writing.now);
      const earlier = stop;
      const told = earlier === null ? await deleteBatch(side, batch, mode) : batch.map(() => notSent(earlier));
      outcomes.push(...told);
      stop ??= stoppingError(told);
    }
    return outcomes;
  });
}

async function deleteBatch(
  side: SideContext,
  items: readonly ExchangeDelete[],
  mode: ExchangeDeleteMode,
): Promise<readonly ExchangeWriteOutcome[]> {
  const ids = items.flatMap(({ id, changeKey }) => (changeKey === null ? [] : [id]));
  const { items: seen, outcomes } = await lookAtItems(side, ids, ONLY_IDS);
  const kept = items.map((item) => outcomes.get(item.id) ?? changedMeanwhile(item, readItemId(seen.get(item.id))));
  const deleted = await deleteItems(
    side,
    items.filter((_, index) => kept[index] === null),
    mode,
  );
  const left = [...deleted];
  return kept.flatMap((outcome) => outcome ?? left.shift() ?? []);
}

/** @param now `null` where the server did not tell */
function changedMeanwhile(
  { id, changeKey }: ExchangeItemRef,
  now: ExchangeItemRef | null,
): ExchangeWriteOutcome | null {
  if (changeKey === null || now === null || now.changeKey === null || now.changeKey === changeKey) return null;
  return { kind: 'conflict', error: errorFromResponseCode('ErrorIrresolvableConflict', { itemRef: id }) };
}
