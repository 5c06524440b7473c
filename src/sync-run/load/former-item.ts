import type { ExchangeItem } from '../../exchange/port.ts';
import type { Fields } from '../../model/index.ts';
import type { Link } from '../../sync/index.ts';
import { baseOf, changedFields, withoutManagedCategories } from '../../sync/index.ts';
import type { Run } from '../run.ts';

/** A pair, and what of it is agreed with the very item that was found. */
export interface Agreed {
  readonly link: Link;
  /** Fields in which this item has or lacks something that nobody ever agreed on with it. */
  readonly unagreed: readonly string[];
}

/**
 * The pair as it stands when an item in whose place another was made is its item again. Nothing was agreed with that item
 * since, so in what it has otherwise than the bases there is none: what it has may be from before or be edited since, and
 * is never more than one of two values; what it lacks was not taken away there.
 */
export function againstFormerItem(run: Run, link: Link, item: ExchangeItem): Agreed {
  const isFormer = item.stamp !== null && item.stamp !== link.stamp && link.formerStamps.includes(item.stamp);
  if (!link.stamped || !isFormer || item.id === link.exchangeId) return { link, unagreed: [] };
  const { specs } = run;
  const fields = withoutManagedCategories(item.fields, run.input.rules.exchangeCategories);
  const untold = new Set([...(item.unread ?? []), ...(item.withheld ?? [])]);
  const unagreed = changedFields(specs, link.baseExchange, fields).filter((name) => !untold.has(name));
  const held = baseOf(specs, fields);
  const agreed = (base: Fields): Fields =>
    Object.fromEntries(Object.entries(base).filter(([name]) => !unagreed.includes(name)));
  const before = Object.fromEntries(Object.entries(held).filter(([name]) => unagreed.includes(name)));
  const bases = { baseCrm: { ...agreed(link.baseCrm), ...before }, baseExchange: agreed(link.baseExchange) };
  return { link: { ...link, ...bases }, unagreed };
}
