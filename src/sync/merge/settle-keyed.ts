import type { FieldSpec, FieldValue } from '../../model/index.ts';
import { same } from './base.ts';
import type { Day } from './days.ts';
import { dayIn, daysOf, daysValue, sameDay } from './days.ts';

/** One thing that can be said of one occurrence: that it is deleted, or a part of its own. Such things settle one by one. */
interface Cell {
  readonly day: string;
  /** `null` says that the occurrence is deleted. */
  readonly part: string | null;
  readonly value: FieldValue;
}

type Cells = ReadonlyMap<string, Cell>;
type Values = Readonly<Record<'baseCrm' | 'baseExchange' | 'crm' | 'exchange', FieldValue>>;

/** What was written to each side; `undefined` is nothing at all. */
export interface Sent {
  readonly toCrm: FieldValue | undefined;
  readonly toExchange: FieldValue | undefined;
  /** What the CRM changed and has for itself from now on. */
  readonly keptInCrm?: FieldValue;
}

/**
 * Settles the changed occurrences of a series: what both sides say, or neither, is agreed; what travelled is remembered as
 * each side kept it; what the CRM keeps for itself is known of it alone; what waits for a rule keeps its old standing.
 */
export function settleKeyed(
  spec: FieldSpec,
  values: Values,
  sent: Sent,
): { readonly crm: FieldValue; readonly exchange: FieldValue } {
  const { old, now } = cellsOfSides(spec, values);
  const isAgreed = agreement(spec, values, { old, now });
  const kept = cellsOf(spec, sent.keptInCrm ?? null);
  const out = { toCrm: cellsOf(spec, sent.toCrm ?? null), toExchange: cellsOf(spec, sent.toExchange ?? null) };
  const settled = { crm: new Map<string, Cell>(), exchange: new Map<string, Cell>() };
  for (const key of namesOf(old, now)) {
    const hasTravelled = (side: 'crm' | 'exchange', direction: 'toCrm' | 'toExchange'): boolean => {
      const [said, carried] = [now[side].get(key), out[direction].get(key)];
      if (sent[direction] === undefined || !sameCell(spec, said, carried)) return false;
      // An occurrence that stood no more on the other side goes there whole, with parts that nobody changed.
      return carried !== undefined || !sameCell(spec, said, old[side].get(key));
    };
    const travelled = hasTravelled('crm', 'toExchange') || hasTravelled('exchange', 'toCrm');
    const source = travelled || isAgreed(key) ? now : old;
    for (const side of ['crm', 'exchange'] as const) {
      const cell = (side === 'crm' && kept.has(key) ? now : source)[side].get(key);
      if (cell !== undefined) settled[side].set(key, cell);
    }
  }
  return { crm: valueOfCells(spec, settled.crm), exchange: valueOfCells(spec, settled.exchange) };
}

/**
 * The base of a side on which values were written back: only what the write moved follows.
 * @param values as it was agreed, as it stood before the write, and as it stands now
 */
export function followKeyed(
  spec: FieldSpec,
  values: Readonly<Record<'base' | 'before' | 'now', FieldValue>>,
): FieldValue {
  const [base, before, now] = [values.base, values.before, values.now].map((value) => cellsOf(spec, value)) as [
    Cells,
    Cells,
    Cells,
  ];
  const settled = new Map<string, Cell>();
  for (const key of new Set([...base.keys(), ...before.keys(), ...now.keys()])) {
    const moved = !sameCell(spec, before.get(key), now.get(key));
    const cell = (moved ? now : base).get(key);
    if (cell !== undefined) settled.set(key, cell);
  }
  return valueOfCells(spec, settled);
}

/**
 * Whether both sides came to say the same of an occurrence, which is not settled yet. It has to enter the base even while
 * something else waits for a rule, or the next change of it is measured against a base that never had it. Where a deletion
 * still stands there, it hides what else is said of the day, and the base stays where it is.
 */
export function hasAgreedCell(spec: FieldSpec, values: Values): boolean {
  const settled = settleKeyed(spec, values, { toCrm: undefined, toExchange: undefined });
  return !same(spec, settled.crm, values.baseCrm) || !same(spec, settled.exchange, values.baseExchange);
}

/**
 * Whether both sides say the same now. A deletion that neither has any more ended only with what stands in its place: while
 * that differs, the base has to know that the occurrence came back, or nobody would carry it as it came back.
 */
function agreement(
  spec: FieldSpec,
  values: Values,
  { old, now }: { readonly old: SideCells; readonly now: SideCells },
): (key: string) => boolean {
  const days = { crm: daysOf(spec, values.crm), exchange: daysOf(spec, values.exchange) };
  return (key) => {
    if (!sameCell(spec, now.crm.get(key), now.exchange.get(key))) return false;
    const deleted = old.crm.get(key) ?? old.exchange.get(key);
    if (deleted === undefined || deleted.part !== null) return true;
    return sameDay(spec, dayIn(days.crm, deleted.day), dayIn(days.exchange, deleted.day));
  };
}

interface SideCells {
  readonly crm: Cells;
  readonly exchange: Cells;
}

function cellsOfSides(spec: FieldSpec, values: Values): { readonly old: SideCells; readonly now: SideCells } {
  return {
    old: { crm: cellsOf(spec, values.baseCrm), exchange: cellsOf(spec, values.baseExchange) },
    now: { crm: cellsOf(spec, values.crm), exchange: cellsOf(spec, values.exchange) },
  };
}

function namesOf(old: SideCells, now: SideCells): ReadonlySet<string> {
  return new Set([old.crm, old.exchange, now.crm, now.exchange].flatMap((cells) => [...cells.keys()]));
}

function cellsOf(spec: FieldSpec, value: FieldValue): Cells {
  const cells = new Map<string, Cell>();
  for (const [day, change] of daysOf(spec, spec.normalise(value))) {
    if (change.kind === 'deleted') cells.set(day, { day, part: null, value: null });
    else
      for (const [part, own] of Object.entries(change.fields)) cells.set(`${day} ${part}`, { day, part, value: own });
  }
  return cells;
}

function valueOfCells(spec: FieldSpec, cells: Cells): FieldValue {
  const days = new Map<string, Day>();
  for (const { day, part, value } of cells.values()) {
    const other = days.get(day);
    if (part === null) days.set(day, { kind: 'deleted' });
    else if (other?.kind !== 'deleted') days.set(day, { kind: 'changed', fields: { ...other?.fields, [part]: value } });
  }
  return spec.normalise(daysValue(days));
}

function sameCell(spec: FieldSpec, left: Cell | undefined, right: Cell | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  const part = left.part === null ? undefined : spec.parts?.[left.part];
  return part === undefined || same(part, left.value, right.value);
}
