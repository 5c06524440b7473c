import type { ExchangeItem } from '../../exchange/port.ts';
import type { FieldSpec, FieldValue } from '../../model/index.ts';
import { sameValue, valueOf } from '../../model/index.ts';
import type { Link } from '../../sync/index.ts';
import { contentHash, dayIn, daysOf, sameDay, withoutManagedCategories } from '../../sync/index.ts';
import type { Run } from '../run.ts';
import { stampOf } from './stamp.ts';

/** By stamp: hashes of the creates that were sent with it and may have been carried out. */
export type CreatesSent = ReadonlyMap<string, readonly string[]>;

/** A request that lands later than that is none: a copy that appears then was made by a person. */
const LANDS_WITHIN_DAYS = 7;
/** Where no link is, there is nothing of which a person could have made a copy. */
const EVER_DAYS = 36_500;

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
  // A copy that a person makes takes the search key along; two landings are two items, each with its own.
  if (item.searchKey !== null && item.searchKey === link.searchKey) return false;
  const hashes = sent.get(link.stamp) ?? [];
  if (hashes.length < 2) return false;
  const own = withoutManagedCategories(item.fields, run.input.rules.exchangeCategories);
  const content = Object.fromEntries(
    Object.keys(run.specs)
      .map((name) => [name, valueOf(own, name)] as const)
      .filter(([, value]) => value !== null),
  );
  if (hashes.includes(contentHash(content))) return true;
  return Object.entries(run.specs).every(
    ([name, spec]) =>
      (spec.isAttached && valueOf(own, name) === null) ||
      isLanded(spec, valueOf(own, name), valueOf(link.baseExchange, name)),
  );
}

/** Occurrences are written one after the other once the item is there: a landing may have fewer of them. */
function isLanded(spec: FieldSpec, own: FieldValue, agreed: FieldValue): boolean {
  if (spec.kind !== 'keyed') return sameValue(spec, own, agreed);
  const known = daysOf(spec, agreed);
  return [...daysOf(spec, own)].every(([day, change]) => sameDay(spec, change, dayIn(known, day)));
}

/**
 * Of these items, those that are landings of creates of ours that nobody waited for any more, and of which no link came:
 * their record went out of sight meanwhile, or nobody has come to it again. Taken for new, each would make a second record
 * beside the one it is from.
 * @returns by id of the item, how often the create was sent
 */
export async function landedWithoutLink(
  run: Run,
  items: readonly ExchangeItem[],
): Promise<ReadonlyMap<string, number>> {
  const foreign = items.filter(
    // The stamp of a record that was made from this item: that write was in the CRM.
    ({ id, stamp }) => stamp !== null && stamp !== stampOf(run.ports.stampKey, run.scope.id, id, 0),
  );
  const stamps = foreign.flatMap(({ stamp }) => stamp ?? []);
  if (stamps.length === 0) return new Map();
  const { store } = run.ports;
  const sent = await store.issuesOf(run.scope.id, stamps, EVER_DAYS);
  const links = await store.findLinksByStamps(run.scope.id, stamps);
  const known = new Set(links.flatMap(({ stamp, formerStamps }) => [stamp, ...formerStamps]));
  return new Map(
    foreign.flatMap(({ id, stamp }) => {
      const hashes = stamp === null || known.has(stamp) ? undefined : sent.get(stamp);
      return hashes === undefined ? [] : [[id, hashes.length] as const];
    }),
  );
}
