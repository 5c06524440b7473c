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
 * U3: something without a link on the other side that has its name, or nothing in common with it but the stamp, the UID or
 * the search key of a pair that is over: whether it is the same thing, edited on both sides, or a copy that became something
 * else, only a person knows.
 */
function hasLikeness({ side, id, fields, uid = null }: Stranger, scope: ScopeView): boolean {
  const linked = new Set(liveLinks(scope).flatMap((link) => [link.crmId, link.exchangeId]));
  const others: readonly Pick<RecordView | ItemView, 'id' | 'fields' | 'uid'>[] =
    side === 'crm' ? scope.items.filter(({ place }) => place === 'synchronised') : scope.records;
  const name = nameOf(scope, fields);
  const own = marksOf(side, id, scope);
  return others
    .filter((other) => !linked.has(other.id))
    .some((other) => {
      const marks = marksOf(side === 'crm' ? 'exchange' : 'crm', other.id, scope);
      const isUnderItsUid = uid !== null && other.uid === uid;
      return isUnderItsUid || nameOf(scope, other.fields) === name || marks.some((mark) => own.includes(mark));
    });
}

/**
 * What an item carries; of a record what was given to the items of its former pairs, and the search keys of those that were
 * never given anything, unless a live pair goes by that key.
 */
function marksOf(side: Side, id: string, scope: ScopeView): readonly string[] {
  const { records, items, links } = scope;
  const stampMark = (stamp: string): string => `stamp:${stamp}`;
  const keyMark = (searchKey: string): string => `key:${searchKey}`;
  if (side === 'exchange') {
    const item = items.find((one) => one.id === id);
    return [...[item?.stamp ?? []].flat().map(stampMark), ...[item?.searchKey ?? []].flat().map(keyMark)];
  }
  const own = links.filter((link) => link.crmId === id);
  const stamps = [
    ...records.flatMap((record) => (record.id === id ? (record.externalKey ?? []) : [])),
    ...own.flatMap((link) => [link.stamp, ...link.formerStamps]),
  ];
  const taken = new Set(liveLinks(scope).map(({ searchKey }) => searchKey));
  const searchKeys = own.flatMap(({ state, stamped, searchKey }) =>
    state !== 'CLOSED' || stamped || searchKey === null || taken.has(searchKey) ? [] : searchKey,
  );
  return [...stamps.map(stampMark), ...searchKeys.map(keyMark)];
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
