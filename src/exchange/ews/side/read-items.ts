import type { ExchangeRead } from '../../port.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import { readWithSeries } from './series/read-with-series.ts';
import type { SideContext } from './side-context.ts';

/** Results in the order of `ids`. @throws ConnectorError when the mailbox as a whole cannot be read */
export async function readItems(
  side: SideContext,
  kind: ItemKind,
  ids: readonly string[],
): Promise<readonly ExchangeRead[]> {
  const reads = await readWithSeries(side, kind, ids);
  return reads.map((read): ExchangeRead => {
    if (read.kind !== 'found') return read;
    return read.value === 'foreign' ? { kind: 'foreign' } : { kind: 'found', item: read.value.item };
  });
}
