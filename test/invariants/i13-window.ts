import type { Side } from '../../src/model/index.ts';
import { wasEndedInCrm } from './ended-series.ts';
import { mostOf } from './looking.ts';
import type { Observation, ScopeView } from './observation.ts';
import type { Invariant } from './violation.ts';

export const window: Invariant = {
  id: 'I13',
  says: 'nothing is made anew but what a person deleted: not when the window moves, nor when it moves back',
  needs: 'rest',
  check: (observation) => observation.scopes.flatMap((scope) => madeTooOften(scope, observation)),
};

function madeTooOften(scope: ScopeView, observation: Observation): readonly string[] {
  const made = new Map<string, number>();
  for (const { scopeId, op, side, origin } of observation.writes)
    if (op === 'create' && scopeId === scope.id)
      made.set(`${side} ${origin}`, (made.get(`${side} ${origin}`) ?? 0) + 1);
  return [...made].flatMap(([key, count]) => {
    const [side = '', origin = ''] = key.split(' ');
    const explained = mostOf(observation, origin) + reasonsToMakeAnew(scope, side as Side, origin, observation);
    return count <= explained
      ? []
      : [`${scope.id}: ${origin} was made ${count} times in ${side}; ${explained} are explained`];
  });
}

function reasonsToMakeAnew(scope: ScopeView, side: Side, origin: string, observation: Observation): number {
  const { acts, writes } = observation;
  const lost = acts.filter(
    (act) =>
      'origin' in act &&
      act.origin === origin &&
      // Deleted there and made anew for an edit, or deleted with the other and made again by a person over there.
      (act.kind === 'delete' || act.kind === 'lost' || act.kind === 'restore'),
  ).length;
  const ownDuplicates = writes.filter(
    (write) =>
      write.origin === origin &&
      write.side === side &&
      write.scopeId === scope.id &&
      write.victim?.ownDuplicate === true,
  ).length;
  // An undo that made it anew, or deleted it, whereupon somebody edited what it was made from.
  const undone = writes.filter(
    (write) => write.cause === 'undo' && write.origin === origin && write.op !== 'update',
  ).length;
  // Its series was over in the CRM, and it was deleted for that: it comes anew as soon as an occurrence is there again.
  const ended = writes.filter(
    (write) =>
      write.op === 'delete' &&
      write.origin === origin &&
      write.side === side &&
      write.scopeId === scope.id &&
      wasEndedInCrm(write, observation),
  ).length;
  return lost + ownDuplicates + undone + ended;
}
