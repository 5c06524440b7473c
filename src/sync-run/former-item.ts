import type { ExchangeItem } from '../exchange/port.ts';
import type { Fields } from '../model/index.ts';
import type { Link } from '../sync/index.ts';
import { baseOf, changedFields, withoutManagedCategories } from '../sync/index.ts';
import type { Run } from './run.ts';

/**
 * The pair as it stands when an item in whose place another was made is its item again. Nothing was agreed with that item
 * since, so in what it has otherwise than the bases there is none: what it has may be from before or be edited since, and
 * is never more than one of two values; what it lacks was not taken away there.
 * @returns the link itself where the item is the one that the bases are about
 */
export function againstFormerItem(run: Run, link: Link, item: ExchangeItem): Link {
  const isFormer = item.stamp !== null && item.stamp !== link.stamp && link.formerStamps.includes(item.stamp);
  if (!link.stamped || !isFormer || item.id === link.exchangeId) return link;
  const { specs } = run;
  const fields = withoutManagedCategories(item.fields, run.input.rules.exchangeCategories);
  const untold = new Set([...(item.unread ?? []), ...(item.withheld ?? [])]);
  const differing = changedFields(specs, link.baseExchange, fields).filter((name) => !untold.has(name));
  const otherwise = new Set(differing);
  const held = baseOf(specs, fields);
  const agreed = (base: Fields): Fields =>
    Object.fromEntries(Object.entries(base).filter(([name]) => !otherwise.has(name)));
  const before = Object.fromEntries(Object.entries(held).filter(([name]) => otherwise.has(name)));
  return { ...link, baseCrm: { ...agreed(link.baseCrm), ...before }, baseExchange: agreed(link.baseExchange) };
}
