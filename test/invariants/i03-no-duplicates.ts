import { liveLinks, mostOf } from './looking.ts';
import type { ItemView, Observation, ScopeView } from './observation.ts';
import type { Invariant } from './violation.ts';

export const noDuplicates: Invariant = {
  id: 'I3',
  says: 'live links pair one with one, and nothing that a person made once stands on a side twice',
  needs: 'always',
  check: (observation) => [
    ...observation.scopes.flatMap(linksAreBijective),
    // While a late write may still land, or its duplicate waits for its removal, only the links can be judged.
    ...(observation.rest === undefined ? [] : thingsStandOnce(observation)),
  ],
};

function linksAreBijective(scope: ScopeView): readonly string[] {
  const live = liveLinks(scope);
  return (['crmId', 'exchangeId', 'stamp'] as const).flatMap((name) => {
    const seen = new Set<string>();
    return live.flatMap((link) => {
      const value = link[name];
      if (value === null) return [];
      if (seen.has(value)) return [`${scope.id}: two links share the ${name} ${value}`];
      seen.add(value);
      return [];
    });
  });
}

function thingsStandOnce(observation: Observation): readonly string[] {
  const { scopes } = observation;
  const records = new Map(scopes.flatMap((scope) => scope.records.map((record) => [record.id, record] as const)));
  const places = [
    { where: 'the CRM', things: [...records.values()] },
    ...scopes.map((scope) => ({
      where: `the mailbox of ${scope.id}`,
      things: scope.items.filter((item) => item.place !== 'deletedItems' && !isOnlyToldOf(scope, item)),
    })),
  ];
  return places.flatMap(({ where, things }) =>
    [...countsOf(things.map(({ origin }) => origin))]
      .filter(([origin, count]) => count > mostOf(observation, origin))
      .map(([origin, count]) => `${origin} stands ${count} times in ${where}`),
  );
}

/**
 * U5, M7: called off for its attendee before it was linked. Exchange leaves it to tell of that; it is nobody's appointment, and
 * no second one beside the item that is made of a record of the attendee's own.
 */
function isOnlyToldOf(scope: ScopeView, { id, meeting }: ItemView): boolean {
  if (meeting?.role !== 'attendee' || !meeting.isCancelled) return false;
  return !liveLinks(scope).some(({ exchangeId }) => exchangeId === id);
}

function countsOf(origins: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const origin of origins) counts.set(origin, (counts.get(origin) ?? 0) + 1);
  return counts;
}
