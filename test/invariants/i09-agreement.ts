import type { Fields } from '../../src/model/index.ts';
import { synchronisedFields, valueOf } from '../../src/model/index.ts';
import { withoutManagedCategories } from '../../src/sync/index.ts';
import { waitsForEnd } from './ended-series.ts';
import type { PairView } from './looking.ts';
import { fieldsThatDiffer, isAwake, isParked, isPoisoned, livePairs } from './looking.ts';
import { onlyKeptDaysDiffer, waitsInCrm } from './meetings.ts';
import type { Observation, ScopeView } from './observation.ts';
import { isWithheld } from './privacy.ts';
import type { Invariant } from './violation.ts';

export const agreement: Invariant = {
  id: 'I9',
  says: 'with both directions open, a pair that is awake holds the same, up to how each side keeps it',
  needs: 'rest',
  check: (observation) => observation.scopes.flatMap((scope) => disagreements(scope, observation)),
};

function disagreements(scope: ScopeView, observation: Observation): readonly string[] {
  const { rules } = scope;
  if (!rules.synchronise || !rules.updateCrmToExchange || !rules.updateExchangeToCrm) return [];
  const specs = synchronisedFields(scope.itemType);
  const moment = { rules, today: observation.rest?.today ?? '' };
  const unmarked = (fields: Fields): Fields => withoutManagedCategories(fields, scope.marks ?? []);
  return livePairs(scope)
    .filter((pair) => isAwake(pair) && pair.record.mayChange)
    .filter(
      ({ record, item }) =>
        !isPoisoned(observation, record.origin, item.origin) && !isParked(scope, record.id, item.id),
    )
    .flatMap((pair) => {
      const { record, item } = pair;
      const kept = scope.asExchangeKeeps(unmarked(record.fields));
      const asKept = { ...pair, record: { ...record, fields: kept } };
      const differing = fieldsThatDiffer(specs, kept, unmarked(item.fields)).filter(
        (name) =>
          !isWithheld(name, pair, rules) &&
          !waitsInCrm(name, asKept, moment) &&
          !(name === 'occurrences' && onlyKeptDaysDiffer(asKept)) &&
          !waitsForEnd(name, record.fields, item.fields) &&
          !isLeftApart(pair, name, scope, observation),
      );
      return differing.map(
        (name) =>
          `${scope.id}: ${record.id} and ${item.id} differ in ${name}: ${JSON.stringify(valueOf(record.fields, name))} | ${JSON.stringify(valueOf(item.fields, name))}`,
      );
    });
}

function isLeftApart(pair: PairView, field: string, scope: ScopeView, observation: Observation): boolean {
  const isRuleLeft = field === 'occurrences' && wasLeftApart(pair, 'time', scope, observation);
  return isRuleLeft || wasLeftApart(pair, field, scope, observation);
}

/**
 * An undo gave one side its own value back, and both sides are settled like this. That no edit gets lost is I4's. Occurrences
 * have no place where the rule of their series was left apart.
 */
function wasLeftApart(pair: PairView, field: string, scope: ScopeView, { writes }: Observation): boolean {
  const { record, item, link } = pair;
  const isUndone = writes.some(
    ({ cause, origin, op, after }) =>
      cause === 'undo' && origin === record.origin && (op === 'create' || Object.hasOwn(after ?? {}, field)),
  );
  if (!isUndone) return false;
  const specs = synchronisedFields(scope.itemType);
  const unmarked = (fields: Fields): Fields => withoutManagedCategories(fields, scope.marks ?? []);
  const moved = [
    ...fieldsThatDiffer(specs, unmarked(link.baseCrm), unmarked(record.fields)),
    ...fieldsThatDiffer(specs, unmarked(link.baseExchange), unmarked(item.fields)),
  ];
  return !moved.includes(field);
}
