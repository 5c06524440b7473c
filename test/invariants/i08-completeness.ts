import type { Side } from '../../src/model/index.ts';
import { isParked, isPoisoned, liveLinks, mayUpdate } from './looking.ts';
import type { Observation, ScopeView } from './observation.ts';
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

interface Stranger {
  readonly side: Side;
  readonly id: string;
  readonly origin: string;
}

function strangersOf(scope: ScopeView, observation: Observation): readonly string[] {
  const linked = new Set(liveLinks(scope).flatMap((link) => [link.crmId, link.exchangeId]));
  const records = scope.records
    .filter(({ standing }) => standing === 'yes')
    .map(({ id, origin }): Stranger => ({ side: 'crm', id, origin }));
  const items = scope.items
    .filter(({ standing, place }) => standing === 'yes' && place === 'synchronised')
    .map(({ id, origin }): Stranger => ({ side: 'exchange', id, origin }));
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
function untrue({ side, id, origin }: Stranger, scope: ScopeView, { doubled }: Observation): string | null {
  const row = scope.unlinked.find((one) => one.side === side && one.itemId === id);
  if (row === undefined) return 'nothing is known of it';
  const told = `${row.state} ${row.reason.row} ${row.reason.code}`;
  if (row.state === 'review' || row.state === 'wait') return null;
  if (row.reason.code === 'create_rule_off') return mayUpdate(scope, side) ? told : null;
  if (row.reason.code === 'user_copy') return doubled.has(origin) ? null : told;
  // Of a counterpart's: a pair with one private side is left alone as a whole.
  const alike = [...scope.records, ...scope.items].filter((one) => one.origin === origin);
  if (row.reason.code.startsWith('excluded_'))
    return alike.some(({ standing }) => standing === 'excluded') ? null : told;
  return told;
}
