import type { FieldSpecs, Fields, FieldValue, Side } from '../../src/model/index.ts';
import { canonicalText, countedFields, sameValue, valueOf } from '../../src/model/index.ts';
import type { Link } from '../../src/sync/index.ts';
import { elementsOf } from './elements.ts';
import type { Act, ItemView, Observation, RecordView, ScopeView, Write } from './observation.ts';

export function liveLinks(scope: ScopeView): readonly Link[] {
  return scope.links.filter((link) => link.state !== 'CLOSED');
}

/** A linked pair of which both ends are where they are synchronised. */
export interface PairView {
  readonly link: Link;
  readonly record: RecordView;
  readonly item: ItemView;
}

export function livePairs(scope: ScopeView): readonly PairView[] {
  const records = new Map(scope.records.map((record) => [record.id, record]));
  const items = new Map(scope.items.map((item) => [item.id, item]));
  return scope.links.flatMap((link) => {
    const record = records.get(link.crmId ?? '');
    const item = items.get(link.exchangeId ?? '');
    if (link.state !== 'LINKED' || record === undefined || item?.place !== 'synchronised') return [];
    return [{ link, record, item }];
  });
}

/** Both sides take part: neither frozen, nor another user's, nor both outside the window. */
export function isAwake({ record, item }: PairView): boolean {
  const outside = record.standing === 'out' && item.standing === 'out';
  const apart = [record.standing, item.standing].some(
    (one) => one === 'excluded' || one === 'left' || one === 'hidden',
  );
  return !outside && !apart;
}

/** Parked, because one side refuses its item. */
export function isParked(scope: ScopeView, crmId: string | null, exchangeId: string | null): boolean {
  return scope.quarantine.some(({ side, itemId }) => itemId === (side === 'crm' ? crmId : exchangeId));
}

export function isPoisoned({ poisoned }: Observation, ...origins: readonly string[]): boolean {
  return origins.some((origin) => poisoned.has(origin));
}

/** How many of one thing may stand on a side: one, and one more for each time that people doubled it. */
export function mostOf({ doubled, timesDoubled }: Observation, origin: string): number {
  if (!doubled.has(origin)) return 1;
  return 1 + (timesDoubled?.get(origin) ?? Number.POSITIVE_INFINITY);
}

export function fieldsThatDiffer(specs: FieldSpecs, left: Fields, right: Fields): readonly string[] {
  const [one, other] = [countedFields(specs, left), countedFields(specs, right)];
  return Object.entries(specs)
    .filter(([name, spec]) => !sameValue(spec, valueOf(one, name), valueOf(other, name)))
    .map(([name]) => name);
}

/** Whether a value, or an element of a set or of the occurrences of a series, stands somewhere in another. */
export function holds(where: FieldValue | undefined, wanted: FieldValue): boolean {
  if (where === undefined || where === null) return false;
  const text = canonicalText(wanted);
  if (canonicalText(where) === text) return true;
  // The people of a meeting are objects: the same person need not be the same object.
  return elementsOf(where)?.some((element) => canonicalText(element) === text) ?? false;
}

/** Whether the journal of any scope keeps the value of this field as overwritten, deleted or lost. */
export function isJournalled(
  scopes: readonly ScopeView[],
  wanted: { readonly field: string; readonly value: FieldValue; readonly only?: 'conflict' },
): boolean {
  return scopes.some(({ journal }) =>
    journal.some(({ before, conflict }) => {
      const kept = wanted.only === undefined && holds(before?.[wanted.field], wanted.value);
      return (
        kept ||
        (conflict?.field === wanted.field &&
          (holds(conflict.crm, wanted.value) || holds(conflict.exchange, wanted.value)))
      );
    }),
  );
}

export function otherSide(side: Side): Side {
  return side === 'crm' ? 'exchange' : 'crm';
}

export function mayUpdate(scope: Pick<ScopeView, 'rules'>, from: Side): boolean {
  return from === 'crm' ? scope.rules.updateCrmToExchange : scope.rules.updateExchangeToCrm;
}

/** Whether somebody did the same to the same thing on a side: two people who cancel one occurrence, say. */
export function wasDoneThere(
  acts: readonly Act[],
  side: Side,
  wanted: { readonly origin: string; readonly field: string; readonly value: FieldValue; readonly before: number },
): boolean {
  return acts.some(
    (act) =>
      act.kind === 'editSet' &&
      act.side === side &&
      act.origin === wanted.origin &&
      act.field === wanted.field &&
      act.at < wanted.before &&
      act.added.some((added) => added === wanted.value),
  );
}

/**
 * Exchange deletes whatever version is named: what somebody edited after the look that comes right before a deletion goes with
 * the item. Never so of a deletion that did not look, nor of anything that stood there at the look.
 */
export function cameAfterTheLook({ op, side, looked }: Write, field: string, value: FieldValue): boolean {
  return op === 'delete' && side === 'exchange' && looked !== undefined && !holds(looked[field], value);
}
