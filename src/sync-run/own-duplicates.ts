import type { ExchangeItem } from '../exchange/port.ts';
import { sameValue, valueOf } from '../model/index.ts';
import type { Link } from '../sync/index.ts';
import { contentHash, withoutManagedCategories } from '../sync/index.ts';
import type { Run } from './run.ts';

/** By stamp: hashes of the creates that were sent with it and may have been carried out. */
export type CreatesSent = ReadonlyMap<string, readonly string[]>;

/** A request that lands later than that is none: a copy that appears then was made by a person. */
const LANDS_WITHIN_DAYS = 7;

export function createsSent(run: Run, links: readonly Link[]): Promise<CreatesSent> {
  const stamps = links.flatMap((link) => (link.stamped ? link.stamp : []));
  return stamps.length === 0
    ? Promise.resolve(new Map())
    : run.ports.store.issuesOf(run.scope.id, stamps, LANDS_WITHIN_DAYS);
}

/**
 * Whether an item with the stamp of a linked one is the second landing of our own create: it was sent more than once,
 * because its answer was lost or a worker woke too late, and the item is what was sent, or what the server made of it.
 * Whatever anybody has done to it since makes it a person's. The CRM needs no such look: its external key is unique.
 */
export function isOwnDuplicate(run: Run, item: ExchangeItem, link: Link, sent: CreatesSent): boolean {
  if (!run.input.rules.updateCrmToExchange || link.state !== 'LINKED' || link.ambiguous) return false;
  if (item.stamp === null || item.stamp !== link.stamp || item.notSynchronised !== null) return false;
  const hashes = sent.get(link.stamp) ?? [];
  if (hashes.length < 2) return false;
  const own = withoutManagedCategories(item.fields, run.input.rules.exchangeCategories);
  const content = Object.fromEntries(
    Object.keys(run.specs)
      .map((name) => [name, valueOf(own, name)] as const)
      .filter(([, value]) => value !== null),
  );
  if (hashes.includes(contentHash(content))) return true;
  return Object.entries(run.specs).every(([name, spec]) =>
    sameValue(spec, valueOf(own, name), valueOf(link.baseExchange, name)),
  );
}
