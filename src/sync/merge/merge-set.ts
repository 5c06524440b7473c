import type { FieldChange, FieldSettlement, Permission } from './field-change.ts';
import { SETTLED, stayPending, winnerOf } from './field-change.ts';
import type { TextSet } from './text-set.ts';
import { common, sameElements, setValue, textSet, union, without } from './text-set.ts';

/** What one side did to a set since its base. */
interface SetDelta {
  readonly added: TextSet;
  readonly removed: TextSet;
}

/**
 * Settles a set: what each side added and removed since its own base is carried to the other, so two people who
 * add different categories both keep theirs. Only an element that one side added and the other removed
 * is a conflict; that needs bases that differ, because a side dropped or kept the element on writing.
 */
export function mergeSet(change: FieldChange, permission: Permission): FieldSettlement {
  const { spec } = change;
  const crm = textSet(spec, change.crm);
  const exchange = textSet(spec, change.exchange);
  let ours = deltaOf(textSet(spec, change.baseCrm), crm);
  let theirs = deltaOf(textSet(spec, change.baseExchange), exchange);

  const disputed = isDisputed(ours, theirs);
  const winner = winnerOf(permission);
  if (disputed && winner === 'crm') theirs = withoutDisputed(theirs, ours);
  if (disputed && winner === 'exchange') ours = withoutDisputed(ours, theirs);

  const newExchange = permission.toExchange ? apply(exchange, ours) : exchange;
  const newCrm = permission.toCrm ? apply(crm, theirs) : crm;
  const writesExchange = !sameElements(newExchange, exchange);
  const writesCrm = !sameElements(newCrm, crm);
  const leftBehind =
    (!permission.toExchange && !sameElements(apply(exchange, ours), exchange)) ||
    (!permission.toCrm && !sameElements(apply(crm, theirs), crm));

  if (!writesExchange && !writesCrm) {
    if (!leftBehind) return SETTLED;
    return hasAgreement(change, crm, exchange) ? { ...SETTLED, pending: true } : stayPending(change);
  }
  const toExchange = setValue(spec, newExchange);
  const toCrm = setValue(spec, newCrm);
  return {
    outcome: outcomeOf(writesExchange, writesCrm, toExchange, toCrm),
    ...(writesExchange ? { toExchange } : {}),
    ...(writesCrm ? { toCrm } : {}),
    ...(disputed && winner !== null ? { conflict: winner } : {}),
    pending: leftBehind,
  };
}

function outcomeOf(
  writesExchange: boolean,
  writesCrm: boolean,
  toExchange: FieldChange['crm'],
  toCrm: FieldChange['crm'],
): FieldSettlement['outcome'] {
  if (writesExchange && writesCrm) return { kind: 'toBoth', value: toExchange };
  return writesExchange ? { kind: 'toExchange', value: toExchange } : { kind: 'toCrm', value: toCrm };
}

/**
 * Whether both sides came to agree on an element that is not settled yet. It has to enter the base even while
 * another element waits for a rule: otherwise the next removal of it is measured against a base that
 * never had it, and is lost.
 */
function hasAgreement(change: FieldChange, crm: TextSet, exchange: TextSet): boolean {
  const bases = [textSet(change.spec, change.baseCrm), textSet(change.spec, change.baseExchange)];
  const everSeen = [crm, exchange, ...bases].flatMap((set) => [...set.keys()]);
  return everSeen.some(
    (key) => crm.has(key) === exchange.has(key) && bases.some((base) => base.has(key) !== crm.has(key)),
  );
}

function deltaOf(base: TextSet, now: TextSet): SetDelta {
  return { added: without(now, base), removed: without(base, now) };
}

function apply(set: TextSet, delta: SetDelta): TextSet {
  return without(union(set, delta.added), delta.removed);
}

function isDisputed(ours: SetDelta, theirs: SetDelta): boolean {
  return common(ours.added, theirs.removed).size + common(ours.removed, theirs.added).size > 0;
}

function withoutDisputed(loser: SetDelta, winner: SetDelta): SetDelta {
  return { added: without(loser.added, winner.removed), removed: without(loser.removed, winner.added) };
}
