import type { Match, MatchKeys } from '../match-types.ts';
import { UID_KEY } from './appointment-keys.ts';

/** An unlinked item, seen as somebody's possible counterpart. */
export interface Candidate {
  readonly id: string;
  readonly keys: MatchKeys;
  /** It was decided to take no part, alone or as one of a pair. */
  readonly isLeftOut?: boolean;
  /** A person is asked about it, as far as was known when it was last looked at. */
  readonly isInReview?: boolean;
}

export interface MatchInput {
  readonly own: Candidate;
  /** All unlinked items of the other side that share a strong or a weak key with `own`. */
  readonly counterparts: readonly Candidate[];
  /** All other unlinked items of the own side that share a strong key with one of the counterparts. */
  readonly rivals: readonly Candidate[];
  /** Counterparts that belong to a create or a link whose outcome is not known yet. */
  readonly reserved: ReadonlySet<string>;
}

/**
 * Two items are a match only when each is the other's one best counterpart. The answer is therefore the same from
 * whichever side the question is asked, and the order in which items are looked at decides nothing: three
 * copies against two are a question for a person, not two links and a leftover.
 */
export function chooseMatch(input: MatchInput): Match {
  const { own, counterparts, reserved } = input;
  const best = bestOf(own, counterparts);
  if (best.rank === 0) return weakMatch(input);
  if (best.items.some((item) => reserved.has(item.id))) return { kind: 'reserved' };
  const [only, ...others] = best.items;
  if (only === undefined || others.length > 0) return { kind: 'many', ids: idsOf(best.items) };
  const back = bestOf(only, [own, ...input.rivals]);
  if (back.items.length > 1) return { kind: 'many', ids: [only.id] };
  return back.items[0] === own ? { kind: 'one', id: only.id } : behindBetterPartner('many', [only]);
}

/** Only a likeness is left, in counterparts that nobody has a strong claim to. */
function weakMatch({ own, counterparts, rivals, reserved }: MatchInput): Match {
  const alike = counterparts.filter((item) => shares(own.keys.weak, item.keys.weak));
  if (alike.some((item) => reserved.has(item.id))) return { kind: 'reserved' };
  if (alike.length === 0) return { kind: 'none' };
  const free = alike.filter((item) => bestOf(item, rivals).items.length !== 1);
  return free.length === 0 ? behindBetterPartner('weak', alike) : { kind: 'weak', ids: idsOf(free) };
}

/**
 * Each of them has a better partner. Once those are linked, or left out together, they are out of the way. That may never
 * come where a person is asked about them: then it is part of the same question.
 */
function behindBetterPartner(kind: 'many' | 'weak', taken: readonly Candidate[]): Match {
  const inTheWay = taken.filter((item) => !item.isLeftOut);
  if (inTheWay.length === 0) return { kind: 'none' };
  return inTheWay.every((item) => item.isInReview) ? { kind, ids: idsOf(inTheWay) } : { kind: 'reserved' };
}

interface Best {
  /** 2 shares a UID, 1 shares another strong key, 0 shares none. */
  readonly rank: 0 | 1 | 2;
  readonly items: readonly Candidate[];
}

function bestOf(item: Candidate, others: readonly Candidate[]): Best {
  const uids = item.keys.strong.filter((key) => key.startsWith(UID_KEY));
  const sameUid = others.filter((other) => shares(uids, other.keys.strong));
  if (sameUid.length > 0) return { rank: 2, items: sameUid };
  const alike = others.filter((other) => shares(item.keys.strong, other.keys.strong));
  return { rank: alike.length > 0 ? 1 : 0, items: alike };
}

function shares(left: readonly string[], right: readonly string[]): boolean {
  return left.some((key) => right.includes(key));
}

function idsOf(items: readonly Candidate[]): readonly string[] {
  return items.map((item) => item.id).sort();
}
