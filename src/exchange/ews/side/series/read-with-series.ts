import { itemFromWire } from '../../mapping/item-from-wire.ts';
import type { ItemKind } from '../../mapping/item-kind.ts';
import { isNotReadable } from '../../mapping/recurrence/not-readable.ts';
import { seriesOfItem } from '../../mapping/recurrence/series-of-item.ts';
import { answerError } from '../../wire/item-error.ts';
import type { XmlElement } from '../../xml/element.ts';
import type { ElementRead } from '../read-elements.ts';
import { readElements } from '../read-elements.ts';
import type { SideContext } from '../side-context.ts';
import { mappingContext } from '../side-context.ts';
import type { ItemWithSeries, ReadWithSeries } from './item-with-series.ts';
import type { Overtaken } from './with-exceptions.ts';
import { withExceptions } from './with-exceptions.ts';

/**
 * Items, and of series what became of single occurrences: their exceptions are asked for in a second question. Where one
 * of them is not there by then, somebody changed the series, which is read once more. One that is told and never there is
 * not for our eyes: a delegate sees no private ones. Such a series is left alone.
 * @returns in the order of `ids`
 */
export async function readWithSeries(
  side: SideContext,
  kind: ItemKind,
  ids: readonly string[],
): Promise<readonly ReadWithSeries[]> {
  const reads = await readOnce(side, kind, ids);
  const overtaken = ids.filter((_, index) => reads[index]?.kind === 'overtaken');
  const again = overtaken.length === 0 ? [] : [...(await readOnce(side, kind, overtaken))];
  return reads.map((read, index) => {
    if (read.kind !== 'overtaken') return read;
    const latest = again.shift() ?? incomplete(ids[index]);
    return latest.kind === 'overtaken' ? latest.asRead : latest;
  });
}

async function readOnce(
  side: SideContext,
  kind: ItemKind,
  ids: readonly string[],
): Promise<readonly (ReadWithSeries | Overtaken)[]> {
  const reads = await readElements(side, kind, ids, (element, id) => withMaster(side, kind, element, id));
  return withExceptions(side, kind, reads);
}

function withMaster(side: SideContext, kind: ItemKind, element: XmlElement, id: string): ItemWithSeries | 'foreign' {
  const context = mappingContext(side);
  const item = itemFromWire(element, kind, context);
  if (item === 'foreign') return 'foreign';
  const told = kind.itemType === 'appointments' ? seriesOfItem(element, context) : null;
  const master = told === null || isNotReadable(told) ? null : { element, told };
  return { item: { ...item, id }, master };
}

function incomplete(id?: string): Extract<ReadWithSeries, { kind: 'failed' }> {
  return { kind: 'failed', error: answerError('response_incomplete', 'The server did not answer for this item.', id) };
}

/** Part of a series counts as missing: nothing is written to it as if it were the whole. */
export async function readOneWithSeries(
  side: SideContext,
  kind: ItemKind,
  id: string,
): Promise<ElementRead<ItemWithSeries>> {
  const [read] = await readWithSeries(side, kind, [id]);
  if (read?.kind !== 'found') return read ?? incomplete(id);
  return read.value === 'foreign' ? { kind: 'missing' } : { kind: 'found', value: read.value };
}
