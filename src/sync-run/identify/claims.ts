import type { ExchangeItem } from '../../exchange/port.ts';
import type { Hint } from '../../store/port.ts';
import type { Link, Step } from '../../sync/index.ts';
import { matchKeys, planCopy } from '../../sync/index.ts';
import type { Run } from '../run.ts';
import { carriesIdentity, carriesStamp } from './marks.ts';
import type { CreatesSent } from './own-duplicates.ts';
import { createsSent, isOwnDuplicate } from './own-duplicates.ts';
import type { Successors } from './successors.ts';
import { successorsOf } from './successors.ts';
import type { Whereabouts } from './whereabouts.ts';

/** An item of Exchange that no link knows by id. */
export interface Stranger {
  readonly item: ExchangeItem;
  readonly hint: Hint;
}

/** A copy that a user made of a linked item and that stays out, with the engine's reason. */
export interface Copy extends Stranger {
  readonly step: Step;
}

export interface Claims {
  /** Strangers that carry the identity of a live link: the moved or restored item itself, or a copy of it. */
  readonly claimants: readonly Stranger[];
  /** The links they name. */
  readonly links: readonly Link[];
  /** Pairs that are over and whose item came back, with its id of now. */
  readonly closed: readonly Link[];
  /** Links whose record had one of them before. */
  readonly successors: Successors;
  /** To be asked when it is known where the links' items are: who of the strangers is new, and who is a copy? */
  resolve(whereabouts: ReadonlyMap<string, Whereabouts>): {
    readonly newcomers: readonly Stranger[];
    readonly copies: readonly Copy[];
  };
}

export async function findClaims(run: Run, strangers: readonly Stranger[]): Promise<Claims> {
  const { links, closed } = await linksNamedBy(run, strangers);
  const successors = await successorsOf(
    run,
    strangers.map(({ item }) => item),
    closed,
  );
  const sent = await createsSent(run, links);
  const claimsOf = new Map<Stranger, readonly Link[]>();
  for (const stranger of strangers) {
    const named = links.filter((link) => carriesIdentity(stranger.item, link));
    if (named.length > 0) claimsOf.set(stranger, named);
  }
  const isFormer = ({ item }: Stranger): boolean => successors.links.some((link) => carriesStamp(item, link));
  return {
    claimants: strangers.filter((stranger) => claimsOf.has(stranger) || isFormer(stranger)),
    links,
    closed: backAgain(strangers, closed),
    successors,
    resolve(whereabouts) {
      const newcomers: Stranger[] = [];
      const copies: Copy[] = [];
      const taken = new Set(
        [...whereabouts.values()].flatMap((place) => (place.kind === 'found' ? place.item.id : [])),
      );
      for (const stranger of strangers) {
        const named = claimsOf.get(stranger) ?? [];
        if (taken.has(stranger.item.id)) continue;
        const former = successors.links.filter((link) => carriesStamp(stranger.item, link));
        const places = named.map((link) => ({ link, place: whereabouts.get(link.id) }));
        // While it is not known where the original is, nobody can tell a copy from the original itself.
        if ([...named, ...former].some(({ id }) => whereabouts.get(id)?.kind === 'failed')) continue;
        // Its record may just be getting another item.
        if ([...named, ...former].some(({ id }) => run.inFlight.holdsLink(id))) continue;
        const [step] = places.flatMap(({ link, place }) =>
          place?.kind === 'found' ? (copyStep(run, stranger.item, link, place, sent) ?? []) : [],
        );
        if (step === undefined) newcomers.push(stranger);
        else copies.push({ ...stranger, step });
      }
      return { newcomers, copies };
    },
  };
}

/** By the stamp, before another pair writes its own over it: an undo that makes the item anew would know it by nothing else. */
function backAgain(strangers: readonly Stranger[], closed: readonly Link[]): readonly Link[] {
  return closed.flatMap((link) => {
    const own = strangers.filter(({ item }) => carriesStamp(item, link));
    const [back] = own;
    if (back === undefined || own.some(({ item }) => item.id === link.exchangeId)) return [];
    return { ...link, exchangeId: back.item.id, changeKey: null };
  });
}

interface NamedLinks {
  readonly links: readonly Link[];
  /** By their stamp. */
  readonly closed: readonly Link[];
}

async function linksNamedBy(run: Run, strangers: readonly Stranger[]): Promise<NamedLinks> {
  const stamps = strangers.flatMap(({ item }) => item.stamp ?? []);
  const searchKeys = strangers.flatMap(({ item }) => item.searchKey ?? []);
  const { store } = run.ports;
  const byStamp = stamps.length === 0 ? [] : await store.findLinksByStamps(run.scope.id, stamps);
  const byKey = searchKeys.length === 0 ? [] : await store.findLinksBySearchKeys(run.scope.id, searchKeys);
  const live = [...byStamp, ...byKey].filter((link) => link.state !== 'CLOSED');
  const links = [...new Map(live.map((link) => [link.id, link])).values()];
  return { links, closed: byStamp.filter((link) => link.state === 'CLOSED') };
}

/**
 * The engine decides what a copy may become. A search key alone does not make a copy, because a server may give
 * the same one to all: then the two must look alike too.
 */
function copyStep(
  run: Run,
  item: ExchangeItem,
  link: Link,
  place: Extract<Whereabouts, { kind: 'found' }>,
  sent: CreatesSent,
): Step | null {
  const original = place.item;
  // Or the stamp of the item in whose place the original was made, and which somebody brought back.
  const isMarkedAsOurs = (item.stamp !== null && item.stamp === original.stamp) || carriesStamp(item, link);
  if (!isMarkedAsOurs && !sharesKey(keysOf(run, item), keysOf(run, original))) return null;
  // In a frozen scope it waits as a copy: nothing is deleted there.
  const ownDuplicate = run.plan.frozen === undefined && !place.ambiguous && isOwnDuplicate(run, item, link, sent);
  return planCopy({ itemType: run.itemType, original: original.fields, copy: item.fields, ownDuplicate });
}

function keysOf(run: Run, { fields, uid }: ExchangeItem): readonly string[] {
  const keys = matchKeys(run.itemType, fields, uid);
  return [...keys.strong, ...keys.weak];
}

function sharesKey(left: readonly string[], right: readonly string[]): boolean {
  return left.some((key) => right.includes(key));
}
