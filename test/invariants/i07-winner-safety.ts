import type { FieldValue } from '../../src/model/index.ts';
import { canonicalText } from '../../src/model/index.ts';
import { speaksForSeries } from './ended-series.ts';
import { cameAfterTheLook, holds, otherSide, wasDoneThere } from './looking.ts';
import { keptDays } from './meetings.ts';
import type { Act, Observation, Write } from './observation.ts';
import { wentWithItsBlock } from './privacy.ts';
import type { Invariant } from './violation.ts';

export const winnerSafety: Invariant = {
  id: 'I7',
  says: 'a deletion never removes an edit of the side that wins',
  needs: 'always',
  check: (observation) =>
    observation.writes
      .filter(({ op, cause, side, rules }) => op === 'delete' && cause === 'sync' && rules.conflictStrategy === side)
      .flatMap((write) => editsThatDied(write, observation)),
};

function editsThatDied(write: Write, observation: Observation): readonly string[] {
  if (write.victim?.ownDuplicate === true) return [];
  // Of several alike only what was edited in this very one counts.
  const isOneOfMany = observation.doubled.has(write.origin);
  return observation.acts
    .filter((act) => !isOneOfMany || ('itemId' in act && act.itemId === write.itemId))
    .flatMap((act) => editsOf(act, write))
    .filter(({ field, value }) => holds(write.before?.[field], value) && !wasCarried(write, field, value, observation))
    .filter(({ field, value }) => !wentWithItsBlock(write, field) && !cameAfterTheLook(write, field, value))
    .filter(({ field, value }) => !wasGivenBack(write, field, value, observation))
    .filter(({ field, value }) => !(field === 'occurrences' && isKeptDay(write, value, observation)))
    .filter(({ field, value }) => field !== 'occurrences' || speaksForSeries(write, value, observation))
    .map(
      ({ field, value }) =>
        `${write.itemId} deleted in ${write.side}, which wins, with the edit ${field} ${canonicalText(value)}`,
    );
}

function editsOf(act: Act, write: Write): readonly { readonly field: string; readonly value: FieldValue }[] {
  if (!('origin' in act) || act.origin !== write.origin || act.side !== write.side || act.at > write.at) return [];
  if (act.scopeId !== null && act.scopeId !== write.scopeId) return [];
  if (act.kind === 'edit') return [{ field: act.field, value: act.value }];
  return act.kind === 'editSet' ? act.added.map((value) => ({ field: act.field, value })) : [];
}

function wasCarried(write: Write, field: string, value: FieldValue, { acts, writes }: Observation): boolean {
  const { origin: thing, at: before } = write;
  if (wasDoneThere(acts, otherSide(write.side), { origin: thing, field, value, before })) return true;
  return writes.some(
    ({ at, side, origin, after }) =>
      at < write.at && side === otherSide(write.side) && origin === write.origin && holds(after?.[field], value),
  );
}

/** A deleted day of the CRM that stays in Exchange for good waits for nothing, and goes with the series when that is deleted. */
function isKeptDay({ side, itemId, scopeId }: Write, value: FieldValue, { scopes }: Observation): boolean {
  const links = scopes.find(({ id }) => id === scopeId)?.links.filter(({ crmId }) => crmId === itemId) ?? [];
  return side === 'crm' && links.some((link) => keptDays(link).some((day) => value === `${day} deleted`));
}

/** By an undo, which leaves the two sides settled although they differ: no edit that waits. */
function wasGivenBack(write: Write, field: string, value: FieldValue, { writes }: Observation): boolean {
  return writes.some(
    ({ at, side, origin, cause, after }) =>
      at < write.at &&
      cause === 'undo' &&
      side === write.side &&
      origin === write.origin &&
      holds(after?.[field], value),
  );
}
