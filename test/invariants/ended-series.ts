import type { Fields, FieldValue, TimeZoneId } from '../../src/model/index.ts';
import { valueOf } from '../../src/model/index.ts';
import { isEndedSeries } from '../../src/sync/index.ts';
import type { Act, Observation, Write } from './observation.ts';

/** The days of a series are the same in every zone. */
const ZONE = 'UTC' as TimeZoneId;
const DELETED = { kind: 'deleted' };

/** Whether no occurrence is left of what these fields are. */
export function isEnded(fields: Fields): boolean {
  return isEndedSeries(fields, ZONE);
}

/**
 * Whether people deleted, day by day or by another rule, all that there was of the series when we deleted it in Exchange: in
 * the CRM, or in a colleague's mailbox, from where it was carried to the record that they share. Somebody may have made
 * something else of it in Exchange, of which the CRM was not to learn: then it is what either side was at one of our writes.
 */
export function wasEndedInCrm({ side, origin, at, before, scopeId }: Write, { acts, writes }: Observation): boolean {
  if (side !== 'exchange' || before === null || isEnded(before)) return false;
  const done = acts.filter(
    (act): act is Extract<Act, { kind: 'edit' | 'editSet' }> =>
      (act.kind === 'edit' || act.kind === 'editSet') &&
      (act.side === 'crm' || act.scopeId !== scopeId) &&
      act.origin === origin &&
      act.at <= at,
  );
  const days = done.flatMap((act) => (act.kind === 'editSet' ? act.added.flatMap(dayDeletedBy) : []));
  const edited = done.flatMap((act) =>
    act.kind === 'edit' && act.field === 'time' ? [{ ...before, time: act.value }] : [],
  );
  // What we emptied ourselves tells nothing of people.
  const written = writes
    .filter((write) => write.origin === origin && write.at <= at)
    .map((write): Fields => ({ ...write.before, ...write.after }))
    .filter((fields) => !isEnded(fields));
  return [...edited, ...written].some((fields) => isEnded(without(fields, days)));
}

/** Who deletes an occurrence does not speak for its series: of one that ends in the CRM nothing else is left, whatever its rule gives. */
export function speaksForSeries(write: Write, said: FieldValue, observation: Observation): boolean {
  return dayDeletedBy(said).length === 0 || !wasEndedInCrm(write, observation);
}

/** Exchange has no series without any occurrence: a change of the CRM that would leave none there waits. */
export function waitsForEnd(field: string, ours: Fields, theirs: Fields): boolean {
  return (field === 'time' || field === 'occurrences') && wouldEndInExchange(ours, theirs);
}

function wouldEndInExchange(ours: Fields, theirs: Fields): boolean {
  const changes = Object.entries((valueOf(ours, 'occurrences') ?? {}) as Readonly<Record<string, Fields>>);
  const days = changes.flatMap(([day, { kind }]) => (kind === 'deleted' ? [day] : []));
  return [ours, theirs].some(({ time = null }) => isEnded(without({ ...theirs, time }, days)));
}

function without(fields: Fields, days: readonly string[]): Fields {
  const deleted = Object.fromEntries(days.map((day) => [day, DELETED]));
  return { ...fields, occurrences: { ...(valueOf(fields, 'occurrences') as Fields | null), ...deleted } };
}

function dayDeletedBy(said: FieldValue): readonly string[] {
  const [, day] = /^(\S+) deleted$/.exec(String(said)) ?? [];
  return day === undefined ? [] : [day];
}
