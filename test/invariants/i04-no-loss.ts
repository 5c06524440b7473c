import type { Fields, FieldValue, Side } from '../../src/model/index.ts';
import { canonicalText, valueOf } from '../../src/model/index.ts';
import { asSaidInExchange, saidOfOccurrences } from './elements.ts';
import { broughtFromBackup, mayGiveBack, takenForDeleted, writtenOverBackup } from './from-backup.ts';
import { cameAfterTheLook, holds, isJournalled, otherSide, wasDoneThere } from './looking.ts';
import { isPersonal } from './meetings.ts';
import type { Act, Observation, ScopeView, Write } from './observation.ts';
import { wentWithItsBlock } from './privacy.ts';
import type { Taken } from './taken.ts';
import { takenBy } from './taken.ts';
import type { Invariant } from './violation.ts';

export const noLoss: Invariant = {
  id: 'I4',
  says: 'what we overwrote or deleted is in the journal, and every edit of a person stands, was followed by another, or is kept',
  needs: 'always',
  check: (observation) => [
    ...observation.writes.flatMap((write) => keptWhatItTook(write, observation)),
    ...observation.writes.flatMap((write) => toldOfTheLoser(write, observation)),
    ...observation.writes.flatMap((write) => cutAndCarriedHome(write, observation)),
    ...observation.writes.flatMap((write) => tookFromOccurrences(write, observation)),
    ...observation.writes.flatMap((write) => broughtFromBackup(write, observation)),
    ...observation.writes.flatMap((write) => writtenOverBackup(write, observation)),
    ...observation.scopes.flatMap((scope) => takenForDeleted(scope, observation)),
    ...(observation.rest === undefined ? [] : observation.acts.flatMap((act) => editIsSomewhere(act, observation))),
  ],
};

function keptWhatItTook(write: Write, { acts, scopes }: Observation): readonly string[] {
  if (mayOverwriteUnseen(write) || standsAsIfNeverDeleted(write, acts)) return [];
  return takenBy(write)
    .filter(({ field, value }) => !wentWithItsBlock(write, field) && !cameAfterTheLook(write, field, value))
    .filter((taken) => !isJournalled(scopes, taken))
    .map(
      ({ field, value }) =>
        `${write.op} of ${write.itemId} in ${write.side} took ${field} ${canonicalText(value)}, which no journal keeps`,
    );
}

/**
 * A person brought the item back, and it has the id that it had before: not every server gives it another one. Where the
 * answer to our deletion was lost, nothing tells that it arrived.
 */
function standsAsIfNeverDeleted({ op, side, scopeId, itemId, at }: Write, acts: readonly Act[]): boolean {
  if (op !== 'delete' || side !== 'exchange') return false;
  return acts.some(
    (act) =>
      act.kind === 'restore' &&
      act.side === 'exchange' &&
      act.scopeId === scopeId &&
      act.itemId === itemId &&
      act.at > at,
  );
}

/** "Always overwrite" writes over what nobody has read: that is what the setting says, and only then. */
function mayOverwriteUnseen({ forced, rules }: Write): boolean {
  return forced && rules.exchangeConflictResolution !== 'neverOverwrite';
}

/**
 * An edit that never reached the other side before we wrote over it is a conflict's loser, and told as such. An undo takes
 * back what a run wrote, and no edit that waits.
 */
function toldOfTheLoser(write: Write, observation: Observation): readonly string[] {
  if (mayOverwriteUnseen(write) || write.op !== 'update' || write.cause === 'decision') return [];
  return takenBy(write)
    .filter((taken) => isEditOf(write, taken, observation) && !wasCarried(write, taken, observation))
    .filter(({ field }) => !(isPersonal(field) && becomesOrganizers(write, observation)))
    .filter((taken) => !isJournalled(observation.scopes, { ...taken, only: 'conflict' }))
    .map(
      ({ field, value }) =>
        `the edit ${field} ${canonicalText(value)} of ${write.itemId} in ${write.side} lost, and no conflict tells`,
    );
}

/**
 * M5: the first that the organizer's mailbox says of a record that an attendee's mailbox made. What that attendee had
 * there for himself, entered in the CRM or not, makes room for what the organizer has.
 */
function becomesOrganizers(write: Write, observation: Observation): boolean {
  const { side, itemId, scopeId, at } = write;
  if (side !== 'crm' || !isOfOrganizer(write, observation)) return false;
  const before = observation.writes.filter((one) => one.side === 'crm' && one.itemId === itemId && one.at < at);
  const isOwn = before.some((one) => one.scopeId === scopeId);
  return !isOwn && before.some(({ op }) => op === 'create');
}

/** The meeting lies in this mailbox as its owner's, or was entered there and may be erased since. */
function isOfOrganizer({ scopeId, origin }: Write, { acts, scopes }: Observation): boolean {
  const own = scopes.find(({ id }) => id === scopeId)?.items ?? [];
  const wasEntered = acts.some(
    (act) => act.kind === 'create' && act.side === 'exchange' && act.scopeId === scopeId && act.origin === origin,
  );
  return wasEntered || own.some((item) => item.origin === origin && item.meeting?.role === 'organizer');
}

/**
 * Of the occurrences of a series we take only what a person took, on whichever side, or what lost a conflict: Exchange itself
 * forgets them with the rule, and that is nobody's edit.
 */
function tookFromOccurrences(write: Write, observation: Observation): readonly string[] {
  const { acts, scopes, writes, doubled } = observation;
  if (write.op !== 'update' || write.cause !== 'sync' || mayOverwriteUnseen(write) || doubled.has(write.origin))
    return [];
  const before = acts.flatMap((act) =>
    'origin' in act && act.origin === write.origin && act.at < write.at ? [act] : [],
  );
  // A CRM that came back from a backup gets what came after it; who brings a record back there gets it as it was.
  const back = before.find(({ kind }) => kind === 'regressed' || kind === 'lost');
  const isAsItWas = before.some(({ kind, at }) => kind === 'restore' && at > (back?.at ?? write.at));
  if (back !== undefined && (write.side === 'crm' || isAsItWas || !mayGiveBack(write, observation))) return [];
  // Since an undo the two sides differ: a person cannot name what stands on the other one.
  const isApart = writes.some(
    ({ cause, origin, after }) =>
      cause === 'undo' && origin === write.origin && Object.hasOwn(after ?? {}, 'occurrences'),
  );
  if (isApart) return [];
  const isSame = (one: FieldValue, other: FieldValue): boolean =>
    one === other || scopes.some(({ asExchangeKeeps }) => saidAlike(one, other, asExchangeKeeps));
  return takenBy(write)
    .filter(({ field }) => field === 'occurrences')
    .filter(
      ({ value }) => !before.some((act) => act.kind === 'editSet' && act.removed.some((one) => isSame(one, value))),
    )
    .filter(({ value }) => !lostConflict(scopes, (said) => isSame(said, value)))
    .filter(({ value }) => !hadNotFollowedItsRule(write, (said) => isSame(said, value), observation))
    .map(
      ({ value }) =>
        `nobody took ${canonicalText(value)} from ${write.origin}, and ${write.itemId} in ${write.side} has lost it`,
    );
}

/**
 * Exchange forgets the occurrences with the rule that we write, and some that were sent along need not arrive. Who gives the
 * series another rule there before they follow takes them as well, and cannot name them.
 */
function hadNotFollowedItsRule(
  { side, origin, at, after }: Write,
  isIt: (said: FieldValue) => boolean,
  { acts, writes }: Observation,
): boolean {
  if (side !== 'crm') return false;
  return acts.some((act) => {
    if (act.kind !== 'edit' || act.side !== 'exchange' || act.origin !== origin || act.at > at) return false;
    if (act.field !== 'time' || !holds(after?.['time'], act.value)) return false;
    const sent = writes.findLast(
      (one) =>
        one.side === 'exchange' &&
        one.scopeId === act.scopeId &&
        one.origin === origin &&
        one.at < act.at &&
        Object.hasOwn(one.after ?? {}, 'occurrences'),
    )?.after;
    return valueOf(sent ?? {}, 'time') !== null && saidOfOccurrences(valueOf(sent ?? {}, 'occurrences')).some(isIt);
  });
}

/** Whoever lost it may have had the whole of what Exchange cut. */
function lostConflict(scopes: readonly ScopeView[], isIt: (said: FieldValue) => boolean): boolean {
  return scopes.some(({ journal }) =>
    journal.some(
      ({ conflict }) =>
        conflict?.field === 'occurrences' &&
        [conflict.crm, conflict.exchange].some((side) => saidOfOccurrences(side).some(isIt)),
    ),
  );
}

function saidAlike(one: FieldValue, other: FieldValue, keeps: (fields: Fields) => Fields): boolean {
  const [left, right] = [one, other].map((said) => asSaidInExchange(String(said), keeps));
  return left === right;
}

/** What Exchange made of a person's value is nobody's edit: carried back, it would take from the CRM what does not fit. */
function cutAndCarriedHome(write: Write, { acts, scopes, doubled }: Observation): readonly string[] {
  if (write.side !== 'crm' || write.op !== 'update' || write.cause !== 'sync' || doubled.has(write.origin)) return [];
  const keeps = scopes.find(({ id }) => id === write.scopeId)?.asExchangeKeeps;
  // Where the CRM itself lost the longer text, the shorter one is all that is left.
  const restored = acts.some((act) => act.kind === 'regressed' && act.origin === write.origin && act.at < write.at);
  if (restored) return [];
  const edits = acts.flatMap((act) => (act.kind === 'edit' && act.origin === write.origin ? [act] : []));
  const before = saidOfOccurrences(write.before?.['occurrences'] ?? null);
  const brought = saidOfOccurrences(write.after?.['occurrences'] ?? null).filter((said) => !before.includes(said));
  const ofOccurrences = brought.flatMap((said) => {
    const isSaid = (side: Side, wanted: (one: string) => boolean): boolean =>
      acts.some(
        (act) => act.kind === 'editSet' && act.origin === write.origin && act.side === side && act.added.some(wanted),
      );
    const isCut = isSaid(
      'crm',
      (whole) => keeps !== undefined && whole !== said && asSaidInExchange(whole, keeps) === said,
    );
    return isCut && !isSaid('exchange', (own) => own === said)
      ? [`an occurrence of ${write.itemId} was cut by Exchange, and the rest was carried home: ${said}`]
      : [];
  });
  const ofFields = Object.entries(write.after ?? {}).flatMap(([field, value]) => {
    const whole = edits.find(
      (edit) =>
        edit.side === 'crm' &&
        edit.field === field &&
        canonicalText(edit.value) !== canonicalText(value) &&
        holds(keeps?.({ [field]: edit.value })[field], value),
    );
    const isEdit = edits.some((edit) => edit.side === 'exchange' && edit.field === field && holds(edit.value, value));
    return whole === undefined || isEdit || value === null
      ? []
      : [
          `${field} of ${write.itemId} was cut by Exchange, and the rest was carried home over ${canonicalText(whole.value)}`,
        ];
  });
  return [...ofFields, ...ofOccurrences];
}

function isEditOf(write: Write, { field, value }: Taken, { acts, doubled }: Observation): boolean {
  const isOneOfMany = doubled.has(write.origin);
  return acts.some((act) => {
    if (!('origin' in act) || act.origin !== write.origin || act.side !== write.side || act.at > write.at) return false;
    // Of several alike only what was edited in this very one counts.
    if (isOneOfMany && act.itemId !== write.itemId) return false;
    if (act.kind === 'edit') return act.field === field && holds(act.value, value);
    return act.kind === 'editSet' && act.field === field && act.added.some((element) => element === value);
  });
}

function wasCarried(write: Write, { field, value }: Taken, { acts, writes }: Observation): boolean {
  const { origin, at: before } = write;
  if (wasDoneThere(acts, otherSide(write.side), { origin, field, value, before })) return true;
  return writes.some(
    (other) =>
      other.side === otherSide(write.side) &&
      other.origin === write.origin &&
      other.at < write.at &&
      holds(valueOf(other.after ?? {}, field), value),
  );
}

function editIsSomewhere(act: Act, observation: Observation): readonly string[] {
  if (act.kind !== 'edit' && act.kind !== 'editSet') return [];
  const { field, side, origin } = act;
  const values: readonly FieldValue[] = act.kind === 'edit' ? [act.value] : act.added;
  return values
    .filter((value) => value !== null && !wasTakenBack(act, value, observation))
    .filter((value) => !observation.writes.some((write) => isLastOf(write, act, value)))
    .filter((value) => !stands(act, value, observation) && !isJournalled(observation.scopes, { field, value }))
    .map((value) => `the edit ${field} ${canonicalText(value)} of ${origin} in ${side} is nowhere`);
}

/** The one that took the edit away with a private appointment, or deleted the item in the moment of the edit. */
function isLastOf(
  write: Write,
  { side, origin, field, itemId }: Extract<Act, { kind: 'edit' | 'editSet' }>,
  value: FieldValue,
): boolean {
  if (write.side !== side || write.origin !== origin) return false;
  const isIts = wentWithItsBlock(write, field) || (write.itemId === itemId && cameAfterTheLook(write, field, value));
  return isIts && holds(write.before?.[field], value);
}

/** People followed it up: another value, the element taken away (on whichever side), the item deleted. */
function wasTakenBack(
  edit: Extract<Act, { kind: 'edit' | 'editSet' }>,
  value: FieldValue,
  { acts, scopes }: Observation,
): boolean {
  // Who edits in Exchange what it cut takes the whole text away.
  const isOrWasCut = (said: string, whole: FieldValue): boolean =>
    said === whole ||
    (typeof whole === 'string' && scopes.some((scope) => asSaidInExchange(whole, scope.asExchangeKeeps) === said));
  return acts.some((act) => {
    if (!('origin' in act) || act.origin !== edit.origin || act.at <= edit.at) return false;
    if (act.kind === 'editSet') return act.field === edit.field && act.removed.some((one) => isOrWasCut(one, value));
    if (act.side !== edit.side || (act.scopeId !== null && act.scopeId !== edit.scopeId)) return false;
    // A record keeps its id; the id of an item changes with its folder.
    if (act.side === 'crm' && act.itemId !== edit.itemId) return false;
    if (act.kind === 'edit') return act.field === edit.field && edit.kind === 'edit';
    if (act.kind === 'delete') return !cameBack(act, acts);
    if (act.kind === 'regressed') return !holds(act.fields[edit.field], value);
    return act.kind === 'lost';
  });
}

/** With all that was edited in it. */
function cameBack(deletion: Extract<Act, { itemId: string; scopeId: string | null }>, acts: readonly Act[]): boolean {
  return acts.some(
    (act) =>
      act.kind === 'restore' &&
      act.side === deletion.side &&
      act.itemId === deletion.itemId &&
      act.scopeId === deletion.scopeId &&
      act.at > deletion.at,
  );
}

function stands(
  { side, origin, scopeId, field }: Extract<Act, { kind: 'edit' | 'editSet' }>,
  value: FieldValue,
  { scopes }: Observation,
): boolean {
  const where =
    side === 'crm'
      ? scopes.flatMap((scope) => scope.records)
      : scopes.filter((scope) => scope.id === scopeId).flatMap((scope) => scope.items);
  return where.some((one) => one.origin === origin && holds(one.fields[field], value));
}
