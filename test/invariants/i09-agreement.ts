import type { Fields } from '../../src/model/index.ts';
import { synchronisedFields, valueOf } from '../../src/model/index.ts';
import { withoutManagedCategories } from '../../src/sync/index.ts';
import { fieldsThatDiffer, isAwake, isParked, isPoisoned, livePairs } from './looking.ts';
import type { Observation, ScopeView } from './observation.ts';
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
  const unmarked = (fields: Fields): Fields => withoutManagedCategories(fields, scope.marks ?? []);
  return livePairs(scope)
    .filter((pair) => isAwake(pair) && pair.record.mayChange)
    .filter(
      ({ record, item }) =>
        !isPoisoned(observation, record.origin, item.origin) && !isParked(scope, record.id, item.id),
    )
    .flatMap(({ record, item }) => {
      const kept = scope.asExchangeKeeps(unmarked(record.fields));
      const differing = fieldsThatDiffer(specs, kept, unmarked(item.fields)).filter(
        (name) => !wasLeftApart(record.origin, name, observation),
      );
      return differing.map(
        (name) =>
          `${scope.id}: ${record.id} and ${item.id} differ in ${name}: ${JSON.stringify(valueOf(record.fields, name))} | ${JSON.stringify(valueOf(item.fields, name))}`,
      );
    });
}

/** An undo gave one side its own value back. The two are settled like this, until somebody edits one of them. */
function wasLeftApart(origin: string, field: string, { writes, acts }: Observation): boolean {
  const undone = writes.findLast((write) => write.cause === 'undo' && write.origin === origin);
  const edited = acts.some(
    (act) => 'field' in act && act.origin === origin && act.field === field && act.at > (undone?.at ?? 0),
  );
  return undone !== undefined && !edited;
}
