import type { FieldSpec, FieldSpecs, Fields, FieldValue } from '../../model/index.ts';
import { countedFields, valueOf } from '../../model/index.ts';
import type { Link } from '../state.ts';
import type { FieldOutcome, MergeResult } from '../step.ts';
import type { Sent } from './settle-keyed.ts';
import { settleKeyed } from './settle-keyed.ts';
import type { TextSet } from './text-set.ts';
import { setValue, textSet } from './text-set.ts';
import { sideOfWhole } from './whole-text.ts';

export interface SettleInput {
  readonly specs: FieldSpecs;
  readonly merge: MergeResult;
  readonly link: Pick<Link, 'baseCrm' | 'baseExchange'>;
  /** As read back where it was written, as observed where it was read from. */
  readonly finalCrm: Fields;
  readonly finalExchange: Fields;
  /** Which of the two writes took place. A side whose write failed keeps its changes unsettled. Default: both. */
  readonly applied?: { readonly toCrm: boolean; readonly toExchange: boolean };
}

export interface Bases {
  readonly baseCrm: Fields;
  readonly baseExchange: Fields;
}

/**
 * The bases after a merge was carried out. Only what travelled, or was equal, moves forward: a pending change stays
 * a change. Each side is remembered as it stands on that side, so the echo of our own write shows
 * no difference, however the side rewrote it.
 */
export function settledBases(input: SettleInput): Bases {
  const applied = input.applied ?? { toCrm: true, toExchange: true };
  const baseCrm: Record<string, FieldValue> = { ...input.link.baseCrm };
  const baseExchange: Record<string, FieldValue> = { ...input.link.baseExchange };
  const crm = countedFields(input.specs, input.finalCrm);
  const exchange = countedFields(input.specs, input.finalExchange);
  for (const [name, outcome] of Object.entries(input.merge.outcomes)) {
    const spec = input.specs[name];
    if (spec === undefined) continue;
    const { toCrm, toExchange } = input.merge;
    const sent = {
      keptInCrm: valueOf(input.merge.keptInCrm ?? {}, name),
      toCrm: applied.toCrm && name in toCrm ? valueOf(toCrm, name) : undefined,
      toExchange: applied.toExchange && name in toExchange ? valueOf(toExchange, name) : undefined,
    };
    const field = {
      baseCrm: valueOf(input.link.baseCrm, name),
      baseExchange: valueOf(input.link.baseExchange, name),
      crm: valueOf(crm, name),
      exchange: valueOf(exchange, name),
    };
    const settled = settledField(spec, field, sent, outcome);
    if (settled === null) continue;
    put(baseCrm, name, settled.crm);
    put(baseExchange, name, settled.exchange);
  }
  return { baseCrm, baseExchange };
}

type FieldValues = Readonly<Record<'baseCrm' | 'baseExchange' | 'crm' | 'exchange', FieldValue>>;
type SideValues = { readonly crm: FieldValue; readonly exchange: FieldValue };

/** `null` leaves the bases of a field where they were. */
function settledField(spec: FieldSpec, field: FieldValues, sent: Sent, outcome: FieldOutcome): SideValues | null {
  const written = { toCrm: sent.toCrm !== undefined, toExchange: sent.toExchange !== undefined };
  switch (spec.kind) {
    case 'set':
      return settleSet(spec, field, written);
    case 'keyed':
      return settleKeyed(spec, field, sent);
    case 'value':
      return outcome.kind === 'settled' || written.toCrm || written.toExchange
        ? { crm: spec.normalise(field.crm), exchange: spec.normalise(field.exchange) }
        : beginningOfMeeting(spec, field, outcome);
  }
}

/**
 * The text of a meeting that is not for us to change, where the record has the whole of it: Exchange says nothing by it that the
 * record lacks. So what waits is the record's alone, and an edit of it is not undone by the beginning.
 */
function beginningOfMeeting(spec: FieldSpec, field: FieldValues, outcome: FieldOutcome): SideValues | null {
  if (outcome.kind !== 'pending' || outcome.because !== 'notOrganizer') return null;
  if (sideOfWhole(spec, field) !== 'crm') return null;
  return { crm: null, exchange: spec.normalise(field.exchange) };
}

/**
 * A set settles element by element: one that both sides have, or neither, is agreed; one that travelled is
 * remembered as each side kept it; one that waits for a rule keeps its old standing.
 */
function settleSet(
  spec: FieldSpec,
  field: FieldValues,
  written: { readonly toCrm: boolean; readonly toExchange: boolean },
): SideValues {
  const old = { crm: textSet(spec, field.baseCrm), exchange: textSet(spec, field.baseExchange) };
  const now = { crm: textSet(spec, field.crm), exchange: textSet(spec, field.exchange) };
  const names: TextSet = new Map([...old.exchange, ...old.crm, ...now.exchange, ...now.crm]);
  const settled = { crm: new Map<string, string>(), exchange: new Map<string, string>() };
  for (const [key, text] of names) {
    const travelled =
      (written.toExchange && now.crm.has(key) !== old.crm.has(key)) ||
      (written.toCrm && now.exchange.has(key) !== old.exchange.has(key));
    const moves = travelled || now.crm.has(key) === now.exchange.has(key);
    for (const side of ['crm', 'exchange'] as const) {
      if ((moves ? now : old)[side].has(key)) settled[side].set(key, text);
    }
  }
  return { crm: setValue(spec, settled.crm), exchange: setValue(spec, settled.exchange) };
}

function put(base: Record<string, FieldValue>, name: string, value: FieldValue): void {
  if (value === null) delete base[name];
  else base[name] = value;
}
