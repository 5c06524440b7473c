import type { Fields, FieldValue } from '../../src/model/index.ts';
import { canonicalText, valueOf } from '../../src/model/index.ts';
import { holds, isJournalled } from './looking.ts';
import type { Act, Observation, ScopeView, Write } from './observation.ts';
import type { Taken } from './taken.ts';
import { takenBy } from './taken.ts';

type Regress = Extract<Act, { readonly kind: 'regressed' }>;

/**
 * O8: what Exchange has and a restored CRM lost goes back to the CRM. It is not overwritten with what the backup has, unless an
 * administrator chose that: then a conflict tells of it.
 */
export function broughtFromBackup(write: Write, observation: Observation): readonly string[] {
  const { acts, doubled, scopes } = observation;
  if (write.side !== 'exchange' || write.op !== 'update' || write.cause !== 'sync') return [];
  if (doubled.has(write.origin) || !mayGiveBack(write, observation)) return [];
  const scope = scopes.find(({ id }) => id === write.scopeId);
  const regresses = acts.filter(
    (act): act is Regress => act.kind === 'regressed' && act.origin === write.origin && act.at < write.at,
  );
  return takenBy(write)
    .filter((taken) =>
      regresses.some(
        (regress) => isLostBy(regress, write, taken, scope) && !isExplained(regress, write, taken, observation),
      ),
    )
    .filter((taken) => !(backupCounts(write) && isJournalled(scopes, { ...taken, only: 'conflict' })))
    .map(
      ({ field, value }) =>
        `${field} ${canonicalText(value)} of ${write.itemId} in exchange was overwritten with what a backup of the CRM has`,
    );
}

/** O8: where the values of the backup count, what Exchange has is not written over them, unless a person says it anew. */
export function writtenOverBackup(write: Write, observation: Observation): readonly string[] {
  const { acts, doubled, scopes } = observation;
  if (write.side !== 'crm' || write.op !== 'update' || write.cause !== 'sync') return [];
  if (!backupCounts(write) || doubled.has(write.origin) || !mayGiveBack(write, observation)) return [];
  // Of a meeting Exchange knows better; a pair that ended may have begun anew, without what was agreed before.
  const isMeeting = scopes.some(({ items }) =>
    items.some((one) => one.origin === write.origin && (one.meeting ?? null) !== null),
  );
  const ofThing = acts.filter((act) => 'origin' in act && act.origin === write.origin && act.at < write.at);
  if (isMeeting || ofThing.some(({ kind }) => ANEW.includes(kind))) return [];
  return takenBy(write)
    .filter(({ field, value }) => {
      const brought = valueOf(write.after ?? {}, field);
      // A new rule of a series takes its days along.
      const said = field === 'occurrences' ? [field, 'time'] : [field];
      const isSaidInExchange = ofThing.some(
        (act) => 'field' in act && act.side === 'exchange' && said.includes(act.field),
      );
      return (
        !isSaidInExchange &&
        ofThing.some(
          (act) =>
            act.kind === 'regressed' &&
            holds(act.fields[field], value) &&
            !holds(act.fields[field], brought) &&
            canonicalText(valueOf(act.before, field)) === canonicalText(brought) &&
            !hadTheLastWord(act, write, { field, value }, observation),
        )
      );
    })
    .map(
      ({ field, value }) =>
        `${field} ${canonicalText(value)} of ${write.itemId}, which a backup brought back to count, was overwritten`,
    );
}

const ANEW: readonly Act['kind'][] = ['delete', 'restore', 'lost', 'hide', 'reassign', 'move'];

function backupCounts({ rules }: Write): boolean {
  return rules.afterCrmRestore === 'crm' && rules.updateCrmToExchange;
}

/**
 * Where nothing may be written to the CRM a person decides, and what the backup has may travel then. A pair that slept, or
 * whose item was filed away, is compared after the freeze as any other.
 */
export function mayGiveBack({ scopeId, origin, rules }: Write, { scopes, acts }: Observation): boolean {
  const records = scopes.filter(({ id }) => id === scopeId).flatMap((scope) => scope.records);
  const isOneWay = records.some((record) => record.origin === origin && !record.mayChange);
  const mayHaveSlept = acts.some((act) =>
    'origin' in act
      ? act.kind === 'move' && act.origin === origin
      : (act.kind === 'window' || act.kind === 'rules') && act.scopeId === scopeId,
  );
  return rules.updateExchangeToCrm && !isOneWay && !mayHaveSlept;
}

/** It stood in the CRM before the backup came back, not after it, and what was written instead is what came back. */
function isLostBy(
  { fields, before }: Regress,
  { after }: Write,
  { field, value }: Taken,
  scope: ScopeView | undefined,
): boolean {
  const inExchange = (values: Fields): FieldValue => valueOf(scope?.asExchangeKeeps(values) ?? values, field);
  const [was, is] = [inExchange(before), inExchange(fields)];
  const brought = valueOf(after ?? {}, field);
  const isFromBackup = Array.isArray(brought) || canonicalText(brought) === canonicalText(is);
  return isFromBackup && holds(was, value) && !holds(is, value) && !holds(was, brought);
}

function isExplained(regress: Regress, write: Write, taken: Taken, observation: Observation): boolean {
  return hadTheLastWord(regress, write, taken, observation) || wasReadEarlier(regress, write, taken, observation);
}

/** A person edited the field since, brought the record back as it was, or had us write it. */
function hadTheLastWord(
  { at }: Regress,
  write: Write,
  { field, value }: Taken,
  { acts, writes }: Observation,
): boolean {
  const isSince = (one: { readonly at: number }): boolean => one.at > at && one.at < write.at;
  const isSaid = acts
    .filter((act) => 'origin' in act && act.origin === write.origin && isSince(act))
    .some((act) => {
      if (act.kind === 'edit') return act.field === field;
      if (act.kind === 'editSet') return act.field === field && act.removed.some((element) => element === value);
      return act.kind === 'restore' && act.side === 'crm';
    });
  const isOrdered = writes.some(
    ({ side, origin, cause, after, ...other }) =>
      side === 'crm' &&
      origin === write.origin &&
      cause !== 'sync' &&
      isSince(other) &&
      Object.hasOwn(after ?? {}, field),
  );
  return isSaid || isOrdered;
}

/** The run had begun before the record was edited to what the backup took away. */
function wasReadEarlier({ at, itemId }: Regress, { runFrom }: Write, { field }: Taken, { acts }: Observation): boolean {
  if (runFrom === undefined) return false;
  return acts.some(
    (act) =>
      (act.kind === 'edit' || act.kind === 'editSet') &&
      act.side === 'crm' &&
      act.itemId === itemId &&
      act.field === field &&
      act.at > runFrom &&
      act.at < at,
  );
}

/** After these the pair is over, or sleeps, whatever the CRM loses. */
const ENDING: readonly Act['kind'][] = ['delete', 'hide', 'reassign', 'move'];

/** O8: a record that a restored CRM lost was not deleted. While its item takes part the pair is not over. */
export function takenForDeleted(scope: ScopeView, { acts, writes, doubled }: Observation): readonly string[] {
  const items = new Map(scope.items.map((item) => [item.id, item]));
  return scope.links.flatMap(({ state, ambiguous, crmId, exchangeId }) => {
    const item = items.get(exchangeId ?? '');
    const takesPart = item?.place === 'synchronised' && item.standing === 'yes' && !doubled.has(item.origin);
    if (state !== 'DET_E' || ambiguous || !takesPart) return [];
    const ofPair = acts.filter((act) => 'origin' in act && act.origin === item.origin);
    const loss = ofPair.findLast((act) => act.kind === 'lost' && act.itemId === crmId);
    if (loss === undefined) return [];
    const isOver =
      ofPair.some(({ kind }) => ENDING.includes(kind)) ||
      writes.some(({ side, op, itemId }) => side === 'crm' && op === 'delete' && itemId === crmId) ||
      writes.some((write) => write.at < loss.at && isTakenBack(write, scope.id, item.origin));
    return scope.journal
      .filter((entry) => entry.op === 'detach' && entry.crmId === crmId && entry.reason.row !== 'O8')
      .filter(() => !isOver)
      .map(({ reason: { row, code } }) => `${crmId} was lost by a restore, and its pair is detached (${row} ${code})`);
  });
}

/** An undo took the item away that was made of the record: as after any deletion, the pair is over when somebody brings it back. */
function isTakenBack({ side, op, cause, ...write }: Write, scopeId: string, origin: string): boolean {
  return (
    side === 'exchange' && op === 'delete' && cause === 'undo' && write.scopeId === scopeId && write.origin === origin
  );
}
