import type { Act, Observation } from './observation.ts';
import type { Invariant } from './violation.ts';

export const echoBound: Invariant = {
  id: 'I10',
  says: 'we write no more than twice for each change that a person made, in each mailbox, and once to make or mark an item',
  needs: 'rest',
  check: (observation) => {
    const made = observation.writes.filter(({ op }) => op === 'create').length;
    const other = observation.writes.length - made;
    const allowed = allowedWrites(observation);
    return other <= allowed ? [] : [`${other} writes besides ${made} creates; ${allowed} are explained`];
  },
};

function allowedWrites({ acts, scopes }: Observation): number {
  const links = scopes.reduce((sum, scope) => sum + scope.links.length, 0);
  const changes = acts.filter((act) => 'side' in act).length;
  // Changed rules let go at once what has waited for them, and new categories are put on every item.
  const administration = acts.filter(isOfAdministrator).length;
  return 2 * changes * scopes.length + links * (1 + administration);
}

function isOfAdministrator(act: Act): boolean {
  return !('side' in act);
}
