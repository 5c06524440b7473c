import type { ExchangeItem } from '../../exchange/port.ts';
import type { Intent } from '../../store/port.ts';
import type { Run } from '../run.ts';

export interface MovedItem {
  readonly item: ExchangeItem;
  /** It lies in another folder, or among the deleted ones. */
  readonly isAway: boolean;
}

/**
 * Of these writes the items that are not there under the id to which they were sent, by the id of the intent: under another
 * where they belong, or else elsewhere. Where several could be meant, none.
 */
export async function readMovedItems(run: Run, intents: readonly Intent[]): Promise<ReadonlyMap<string, MovedItem>> {
  if (intents.length === 0) return new Map();
  const stamps = intents.map(({ stamp }) => stamp);
  const searchKeys = intents.flatMap(({ searchKey }) => searchKey ?? []);
  const { found } = await run.ports.exchange.locate(run.itemType, { stamps, searchKeys });
  if (found.length === 0) return new Map();
  const reads = await run.ports.exchange.read(
    run.itemType,
    found.map(({ id }) => id),
  );
  const items = reads.flatMap((read, index) =>
    read.kind === 'found' ? [{ item: read.item, isAway: found[index]?.place !== 'synchronised' }] : [],
  );
  return new Map(
    intents.flatMap((intent) => {
      const own = items.filter(({ item: { stamp, searchKey } }) =>
        stamp === null ? searchKey !== null && searchKey === intent.searchKey : stamp === intent.stamp,
      );
      const here = own.filter(({ isAway }) => !isAway);
      const [only, ...others] = here.length > 0 ? here : own;
      return only === undefined || others.length > 0 ? [] : [[intent.id, only] as const];
    }),
  );
}
