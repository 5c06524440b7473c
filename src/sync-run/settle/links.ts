import type { CrmCreate, CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { Fields } from '../../model/index.ts';
import type { Link, Marking } from '../../sync/index.ts';
import { baseOf, givenAfter, OLD_DELETION, PROJECTION_VERSION, withoutManagedCategories } from '../../sync/index.ts';
import { stampOf, stampOfLost } from '../identify/stamp.ts';
import type { Unit } from '../load/unit.ts';
import type { Run } from '../run.ts';
import type { SettlementDraft } from './settlement-draft.ts';

/**
 * A pair whose Exchange item has not got its stamp and categories yet, because the write after its create failed or
 * the process died. Stands in `reviewReason`, so that it outlives the run; the next look at the pair makes up for it.
 */
export const MARKS_DUE = 'marks_due';

/**
 * A pair of which an end could not be read as we wrote it: its base is what was sent. What the side cut from that shows
 * at the next look, and is nobody's edit.
 */
export const SENT_ONLY = 'sent_only';

const FILED_AWAY = 'moved_to_other_folder';

/** Such a pair whose item was filed away before that look. What was cut shows when it comes back. */
const SENT_ONLY_AND_AWAY = 'sent_only_and_away';

/** Whether the bases of a pair are what was sent, and nobody has seen what the sides made of that. */
export function isSentOnly({ reviewReason }: Pick<Link, 'reviewReason'>): boolean {
  return reviewReason === SENT_ONLY || reviewReason === SENT_ONLY_AND_AWAY;
}

/** Whether its item lay in another folder when the pair was looked at last. */
export function wasFiledAway({ reviewReason }: Pick<Link, 'reviewReason'>): boolean {
  return reviewReason === FILED_AWAY || reviewReason === SENT_ONLY_AND_AWAY;
}

/** What a pair remembers that rests for this reason: nothing else tells that its bases are what was sent. */
export function suspendedFor(link: Link, code: string): string {
  return code === FILED_AWAY && isSentOnly(link) ? SENT_ONLY_AND_AWAY : code;
}

/** The stamp of a pair to be made, and how many times its item was made before. */
export interface FreshStamp {
  readonly stamp: string;
  readonly generation: number;
}

/** What a pair starts from: id of the item and the lowest generation that will do. */
export interface StampSource {
  readonly itemId: string;
  readonly generation: number;
  /** The item is a record that is no more: whichever mailbox makes it anew gives it the same key. */
  readonly isLost?: boolean;
  /** A create was sent under this stamp, and its record is not in sight: asked for again before any new one is taken. */
  readonly sentUnder?: string;
  /** The pair that waits under it. */
  readonly linkId?: string;
}

/**
 * Stamps for pairs that start from these items. A stamp that was used before, for a pair that was closed since, still
 * lies in Deleted Items: taken again, the search for it would find the old item.
 */
export async function freshStamps(run: Run, from: readonly StampSource[]): Promise<readonly FreshStamp[]> {
  const { store } = run.ports;
  const counts = from.map(() => 0);
  for (;;) {
    const wanted = from.map((source, index) => candidateStamp(run, source, counts[index] ?? 0));
    const used = await store.findLinksByStamps(
      run.scope.id,
      wanted.map((candidate) => candidate.stamp),
    );
    const taken = new Set([
      ...used.flatMap((link) => [
        ...(waitsUnderItsStamp(link, from) ? [] : [link.stamp]),
        ...link.formerStamps.filter((stamp) => stamp !== keyOfLost(run, link)),
      ]),
      ...run.takenStamps,
    ]);
    // Two copies of one item may both be what an earlier create was sent for: it was sent for one.
    const isFree = (stamp: string, index: number): boolean =>
      !taken.has(stamp) && wanted.findIndex((other) => other.stamp === stamp) === index;
    if (wanted.every(({ stamp }, index) => isFree(stamp, index))) return wanted;
    for (const [index, { stamp }] of wanted.entries())
      if (!isFree(stamp, index)) counts[index] = (counts[index] ?? 0) + 1;
  }
}

/** Refused before, because a colleague's record has this key: asked for again under another one, it would be made twice. */
function waitsUnderItsStamp({ id, state, crmId }: Link, from: readonly StampSource[]): boolean {
  return (
    (state === 'DET_E' || state === 'DET_C') &&
    from.some(({ itemId, isLost, linkId }) => linkId === id || (isLost === true && itemId === crmId))
  );
}

function candidateStamp(run: Run, { itemId, generation, isLost, sentUnder }: StampSource, count: number): FreshStamp {
  const { stampKey } = run.ports;
  if (sentUnder !== undefined && count === 0) return { stamp: sentUnder, generation };
  const next = generation + count;
  const stamp = isLost ? stampOfLost(stampKey, itemId, count) : stampOf(stampKey, run.scope.id, itemId, next);
  return { stamp, generation: next };
}

/** A link that names nothing yet. */
export function blankLink(run: Run, id: string, { stamp, generation }: FreshStamp): Link {
  return {
    id,
    scopeId: run.scope.id,
    state: 'LINKED',
    ambiguous: false,
    notCompared: false,
    crmId: null,
    crmVersion: null,
    exchangeId: null,
    changeKey: null,
    uid: null,
    searchKey: null,
    stamp,
    stamped: false,
    generation,
    baseCrm: {},
    baseExchange: {},
    projection: PROJECTION_VERSION,
    suppressed: [],
    pending: false,
    reviewReason: null,
    givenCategories: [],
    formerStamps: [],
  };
}

/** The pair under the stamp of what is made anew; it remembers the one that it had. */
export function restamped(link: Link, { stamp, generation }: FreshStamp): Link {
  if (stamp === link.stamp) return { ...link, generation };
  const former = link.formerStamps.filter((one) => one !== stamp);
  return { ...link, stamp, generation, formerStamps: [...former, link.stamp] };
}

/** External key under which the record of a link is made anew, from whichever mailbox holds it. */
function keyOfLost(run: Run, { crmId }: Link): string | null {
  return crmId === null ? null : stampOfLost(run.ports.stampKey, crmId);
}

/** The pair of which only the item is left; a record that another mailbox makes in place of its own one finds it. */
export function awaitingRecord(run: Run, link: Link): Link {
  const key = keyOfLost(run, link);
  if (key === null || key === link.stamp || link.formerStamps.includes(key)) return link;
  return { ...link, formerStamps: [...link.formerStamps, key] };
}

/** What the CRM is to know of the record that is made anew for a link. */
export function replacing(link: Link | null): Pick<CrmCreate, 'replaces'> {
  return link === null || link.crmId === null ? {} : { replaces: link.crmId };
}

/** What the items themselves say about their identity. Versions are not among it: they stand for "settled". */
export function withIdentity(link: Link, record: CrmRecord | null, item: ExchangeItem | null): Link {
  return {
    ...link,
    crmId: record?.id ?? link.crmId,
    exchangeId: item?.id ?? link.exchangeId,
    uid: item?.uid ?? record?.uid ?? link.uid,
    searchKey: item?.searchKey ?? link.searchKey,
    stamped: item === null ? link.stamped : item.stamp === link.stamp,
    projection: PROJECTION_VERSION,
  };
}

/** Under the ids that they have now, the ends of a pair may have been taken for new, and be somebody's counterpart as such. */
export function forgetAsNew(draft: SettlementDraft, { record, item }: Pick<Unit, 'record' | 'item'>): void {
  if (record !== null) draft.removeUnlinked('crm', record.id);
  if (item !== null) draft.removeUnlinked('exchange', item.id);
}

/** An edit of a survivor that is left alone, whenever it is met again. */
export function withSuppressed(link: Link, fingerprint: string | null): Link {
  if (fingerprint === null || link.suppressed.includes(fingerprint)) return link;
  return { ...link, suppressed: [...link.suppressed, fingerprint] };
}

/** Somebody works on the survivor: nobody is asked about its deletion any more. */
export function withoutOldDeletion(link: Link): Link {
  return link.reviewReason === OLD_DELETION ? { ...link, reviewReason: null } : link;
}

/** Of a pair of which an edit waits, that leads one of the two out of the window: deleted there, it takes nothing with it. */
export function outsideAsSeen({ crm, exchange }: Unit): 'outside_window' | null {
  return [crm, exchange].some((end) => end.kind === 'live' && end.takesPart.kind === 'out') ? 'outside_window' : null;
}

/** Categories of the profile that the item was given so far, the marks that were just written among them. */
export function givenTo(
  run: Run,
  item: Pick<ExchangeItem, 'categories'>,
  link: Link,
  marking: Marking | null,
): readonly string[] {
  return givenAfter(run.input.rules, item.categories, link.givenCategories, marking);
}

/** Values of Exchange as they enter a base: normalised, the profile's own categories left out. */
export function exchangeBase(run: Run, fields: Fields): Fields {
  return baseOf(run.specs, withoutManagedCategories(fields, run.input.rules.exchangeCategories));
}

/** What was withheld may be told now, by the very write that is settled: its echo is looked at. */
export function mayTellMore({ crm, exchange }: Pick<Unit, 'crm' | 'exchange'>): boolean {
  return [crm, exchange].some((end) => end.kind === 'live' && end.withheld !== undefined);
}
