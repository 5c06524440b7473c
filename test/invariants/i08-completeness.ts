import type { Fields, Side } from '../../src/model/index.ts';
import { canonicalText } from '../../src/model/index.ts';
import { isEnded } from './ended-series.ts';
import { isParked, isPoisoned, liveLinks, mayUpdate } from './looking.ts';
import type { ItemView, Observation, RecordView, ScopeView } from './observation.ts';
import type { Invariant } from './violation.ts';

export const completeness: Invariant = {
  id: 'I8',
  says: 'every item that takes part is linked, or the reason that is given for it is true; and no linked one is gone unnoticed',
  needs: 'rest',
  check: (observation) =>
    observation.scopes
      .filter(({ rules }) => rules.synchronise)
      .flatMap((scope) => [...strangersOf(scope, observation), ...goneUnnoticed(scope, observation)]),
};

/** Pairs in step of which one end is nowhere, and nobody was told why they are still a pair. */
function goneUnnoticed(scope: ScopeView, observation: Observation): readonly string[] {
  const records = new Set(scope.records.map(({ id }) => id));
  const items = new Set(scope.items.filter(({ place }) => place !== 'deletedItems').map(({ id }) => id));
  return scope.links
    .filter(({ state, ambiguous, reviewReason }) => state === 'LINKED' && !ambiguous && reviewReason === null)
    .filter(
      ({ crmId, exchangeId }) =>
        !isParked(scope, crmId, exchangeId) && !touchesPoison(scope, observation, crmId, exchangeId),
    )
    .flatMap(({ crmId, exchangeId }) => [
      ...(records.has(crmId ?? '')
        ? []
        : [`${scope.id}: the record ${crmId} of ${exchangeId} is gone, and the pair goes on`]),
      ...(items.has(exchangeId ?? '')
        ? []
        : [`${scope.id}: the item ${exchangeId} of ${crmId} is gone, and the pair goes on`]),
    ]);
}

function touchesPoison(
  scope: ScopeView,
  observation: Observation,
  crmId: string | null,
  exchangeId: string | null,
): boolean {
  const ends = [...scope.records, ...scope.items].filter(({ id }) => id === crmId || id === exchangeId);
  return isPoisoned(observation, ...ends.map(({ origin }) => origin));
}

interface Stranger extends Pick<RecordView | ItemView, 'id' | 'origin' | 'fields' | 'uid'> {
  readonly side: Side;
}

function strangersOf(scope: ScopeView, observation: Observation): readonly string[] {
  const linked = new Set(liveLinks(scope).flatMap((link) => [link.crmId, link.exchangeId]));
  const records = scope.records
    .filter(({ standing }) => standing === 'yes')
    .map((record): Stranger => ({ ...record, side: 'crm' }));
  const items = scope.items
    .filter(({ standing, place }) => standing === 'yes' && place === 'synchronised')
    .map((item): Stranger => ({ ...item, side: 'exchange' }));
  return [...records, ...items]
    .filter(({ id, origin }) => !linked.has(id) && !isPoisoned(observation, origin))
    .filter(({ side, id }) => !isParked(scope, side === 'crm' ? id : null, side === 'exchange' ? id : null))
    .flatMap((stranger) => {
      const why = untrue(stranger, scope, observation);
      return why === null
        ? []
        : [`${scope.id}: ${stranger.id} (${stranger.origin}) in ${stranger.side} is not linked: ${why}`];
    });
}

/** @returns what is wrong with the reason that was given; `null` when it is true */
function untrue(stranger: Stranger, scope: ScopeView, observation: Observation): string | null {
  const { side, id, origin } = stranger;
  const row = scope.unlinked.find((one) => one.side === side && one.itemId === id);
  if (row === undefined) return 'nothing is known of it';
  const told = `${row.state} ${row.reason.row} ${row.reason.code}`;
  if (row.state === 'review') return hasLikeness(stranger, scope) ? null : told;
  if (row.state === 'wait') return hasWhatItWaitsFor(stranger, scope, observation) ? null : told;
  if (row.reason.code === 'create_rule_off') return mayUpdate(scope, side) ? told : null;
  if (row.reason.code === 'user_copy') return observation.doubled.has(origin) ? null : told;
  // Of a counterpart's: a pair with one private side is left alone as a whole.
  const alike = [...scope.records, ...scope.items].filter((one) => one.origin === origin);
  if (row.reason.code === 'excluded_cancelled_meeting')
    return scope.items.some((item) => item.id === id && item.meeting?.isCancelled === true) ? null : told;
  // M6: of whom it invites, its record alone cannot say whether they know.
  if (row.reason.code === 'excluded_meeting') return (stranger.fields['attendees'] ?? null) === null ? told : null;
  // Exchange has no series without any occurrence.
  if (row.reason.code === 'excluded_ended_series') return isEnded(stranger.fields) ? null : told;
  if (row.reason.code.startsWith('excluded_'))
    return alike.some(({ standing }) => standing === 'excluded') ? null : told;
  return told;
}

/**
 * U3: something without a link on the other side that has its name, or nothing in common with it but the stamp or the UID:
 * whether it is the same thing, edited on both sides, or a copy that became something else, only a person knows.
 */
function hasLikeness({ side, id, fields, uid = null }: Stranger, scope: ScopeView): boolean {
  const linked = new Set(liveLinks(scope).flatMap((link) => [link.crmId, link.exchangeId]));
  const others: readonly Pick<RecordView | ItemView, 'id' | 'fields' | 'uid'>[] =
    side === 'crm' ? scope.items.filter(({ place }) => place === 'synchronised') : scope.records;
  const name = nameOf(scope, fields);
  const own = stampsOf(side, id, scope);
  return others
    .filter((other) => !linked.has(other.id))
    .some((other) => {
      const stamps = stampsOf(side === 'crm' ? 'exchange' : 'crm', other.id, scope);
      const isUnderItsUid = uid !== null && other.uid === uid;
      return isUnderItsUid || nameOf(scope, other.fields) === name || stamps.some((stamp) => own.includes(stamp));
    });
}

/** What an item carries; of a record also those that were given to the items of its former pairs. */
function stampsOf(side: Side, id: string, { records, items, links }: ScopeView): readonly string[] {
  if (side === 'exchange') return items.flatMap((item) => (item.id === id ? (item.stamp ?? []) : []));
  const made = records.flatMap((record) => (record.id === id ? (record.externalKey ?? []) : []));
  return [...made, ...links.flatMap((link) => (link.crmId === id ? [link.stamp, ...link.formerStamps] : []))];
}

function nameOf({ itemType, asExchangeKeeps }: ScopeView, fields: Fields): string {
  const kept = asExchangeKeeps(fields);
  return canonicalText((itemType === 'contacts' ? kept['name'] : (kept['subject'] ?? kept['time'])) ?? null);
}

/**
 * U6: a counterpart that its server refuses, or a record that its user lost sight of before our item landed.
 */
function hasWhatItWaitsFor(stranger: Stranger, scope: ScopeView, observation: Observation): boolean {
  const { side, origin } = stranger;
  if (
    [...scope.records, ...scope.items].some(
      (one) => isRefused(one, scope, observation) && mayBeMeant(one, stranger, scope),
    )
  )
    return true;
  if (side === 'crm') return false;
  return scope.records.some((record) => record.origin === origin && record.standing === 'hidden');
}

function isRefused(
  { id, origin }: RecordView | ItemView,
  { quarantine }: ScopeView,
  observation: Observation,
): boolean {
  const isParked = quarantine.some(({ itemId, errorCode }) => itemId === id && errorCode !== 'deletion_unproved');
  return isParked || isPoisoned(observation, origin);
}

function mayBeMeant(one: RecordView | ItemView, { origin, fields }: Stranger, scope: ScopeView): boolean {
  return one.origin === origin || nameOf(scope, one.fields) === nameOf(scope, fields);
}
