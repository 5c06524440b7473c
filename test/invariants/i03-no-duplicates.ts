import { liveLinks } from './looking.ts';
import type { Observation, ScopeView } from './observation.ts';
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

function thingsStandOnce({ scopes, doubled }: Observation): readonly string[] {
  const records = new Map(scopes.flatMap((scope) => scope.records.map((record) => [record.id, record] as const)));
  return [
    ...repeated([...records.values()].map(({ origin }) => origin)).map((origin) => [origin, 'the CRM'] as const),
    ...scopes.flatMap((scope) =>
      repeated(scope.items.filter(({ place }) => place !== 'deletedItems').map(({ origin }) => origin)).map(
        (origin) => [origin, `the mailbox of ${scope.id}`] as const,
      ),
    ),
  ]
    .filter(([origin]) => !doubled.has(origin))
    .map(([origin, where]) => `${origin} stands twice in ${where}`);
}

function repeated(origins: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const origin of origins)
    if (seen.has(origin)) twice.add(origin);
    else seen.add(origin);
  return [...twice];
}
