import { wasEndedInCrm } from './ended-series.ts';
import { otherSide } from './looking.ts';
import type { Act, Observation, Write } from './observation.ts';
import type { Invariant } from './violation.ts';

export const deleteEvidence: Invariant = {
  id: 'I6',
  says: 'what we delete, a person deleted on the other side, of a series the last of its occurrences: in the window, of a certain link, of a record that is only ours',
  needs: 'always',
  check: (observation) =>
    observation.writes.filter(({ op }) => op === 'delete').flatMap((write) => evidenceFor(write, observation)),
};

function evidenceFor(write: Write, observation: Observation): readonly string[] {
  const name = `${write.itemId} (${write.origin}) deleted in ${write.side}`;
  const { victim } = write;
  if (write.cause === 'undo')
    return wasMadeByUs(write, observation) ? [] : [`${name} by an undo although we had not made it`];
  if (victim?.ownDuplicate === true) return [];
  if (!wasDeletedByPerson(write, observation) && !wasEndedInCrm(write, observation))
    return [`${name} although nobody deleted its counterpart`];
  if (victim?.outside === true) return [`${name} although it lies outside the window`];
  if (victim?.ambiguous === true) return [`${name} although its link is ambiguous`];
  if (victim?.notOurs === true) return [`${name} although it is shared or another user's`];
  return [];
}

function wasDeletedByPerson(
  { at, side, origin, scopeId, runFrom = 0 }: Write,
  { acts, writes, scopes }: Observation,
): boolean {
  const itemType = scopes.find((scope) => scope.id === scopeId)?.itemType;
  const counts = (act: Act): boolean => {
    if (!('origin' in act) || act.origin !== origin || act.at > at || act.side !== otherSide(side)) return false;
    if (act.scopeId !== null && act.scopeId !== scopeId) return false;
    if (act.kind === 'delete') return !wasTakenBack(act, runFrom, acts);
    // O2: an appointment that went to a colleague leaves the mailbox.
    return act.kind === 'reassign' && itemType === 'appointments';
  };
  // A person's deletion in another mailbox, which was carried to the CRM from there.
  const carried = writes.some(
    (write) =>
      write.op === 'delete' &&
      write.side === 'crm' &&
      side === 'exchange' &&
      write.origin === origin &&
      write.scopeId !== scopeId &&
      write.at < at,
  );
  return carried || acts.some(counts);
}

/**
 * It was there again, under its old id, when the run began that deleted its counterpart. In the same mailbox: two
 * mailboxes may give the same id to two items.
 */
function wasTakenBack(deletion: Extract<Act, { itemId: string }>, runFrom: number, acts: readonly Act[]): boolean {
  return acts.some(
    (act) =>
      act.kind === 'restore' &&
      act.side === deletion.side &&
      act.itemId === deletion.itemId &&
      act.scopeId === deletion.scopeId &&
      act.at > deletion.at &&
      act.at < runFrom,
  );
}

function wasMadeByUs({ at, side, itemId, origin }: Write, { writes }: Observation): boolean {
  return writes.some(
    (made) =>
      made.op === 'create' && made.side === side && made.at < at && (made.itemId === itemId || made.origin === origin),
  );
}
