import type { ExchangeItem } from '../../exchange/port.ts';
import type { FieldSpec, Fields, FieldValue } from '../../model/index.ts';
import { sameValue, valueOf } from '../../model/index.ts';
import type { Bases, Day } from '../../sync/index.ts';
import {
  dayIn,
  daysOf,
  daysValue,
  isDayKept,
  isKeptFrom,
  sameDay,
  withMarkedOccurrences,
  withoutManagedCategories,
} from '../../sync/index.ts';
import { withoutMissingDays } from '../load/missing-days.ts';
import type { Run } from '../run.ts';

/**
 * The changed occurrences of one series that were sent, when their rule was sent with them and arrived: Exchange forgot them all
 * with it, and they are written one after the other.
 */
interface SentWithRule {
  readonly name: string;
  readonly spec: FieldSpec;
  readonly sent: FieldValue;
  /** Days that were sent and have not arrived. */
  readonly missing: readonly string[];
}

function sentWithRule(run: Run, payload: Fields, found: Fields): readonly SentWithRule[] {
  return Object.entries(run.specs).flatMap(([rule, { rewrites = [], ...ruleSpec }]) => {
    const arrived = rule in payload && sameValue(ruleSpec, valueOf(payload, rule), valueOf(found, rule));
    if (!arrived) return [];
    return rewrites.flatMap((name) => {
      const spec = run.specs[name];
      if (spec === undefined || !(name in payload)) return [];
      const [sent, there] = [valueOf(payload, name), daysOf(spec, valueOf(found, name))];
      const missing = [...daysOf(spec, sent).keys()].filter((day) => !there.has(day));
      return [{ name, spec, sent, missing }];
    });
  });
}

/** `null`: somebody was faster, or the answer was lost; it is still owed. */
export type Finished = Fields | null;

/**
 * Writes what a cut update still owes, where nobody else would, in silence: nobody approved mails of this write, and the
 * people may have been told before. Those are occurrences that Exchange forgot with the rule, and that it alone had changed, or
 * that were deleted there and may not be called off anew.
 * @param isOwed whether a missing occurrence is one of those
 * @returns the fields of the item as they stand then
 */
export async function finishOccurrences(
  run: Run,
  payload: Fields,
  item: ExchangeItem,
  isOwed: (spec: FieldSpec, name: string, day: string, sent: Day) => boolean,
): Promise<Finished> {
  const found = withoutManagedCategories(item.fields, run.input.rules.exchangeCategories);
  const owed: Record<string, FieldValue> = {};
  for (const { name, spec, sent, missing } of sentWithRule(run, payload, found)) {
    const days = daysOf(spec, sent);
    const lost = missing.filter((day) => isOwed(spec, name, day, dayIn(days, day)));
    // Beside secrets that nobody has seen nothing is written.
    if (lost.length === 0 || item.withheld?.includes(name) === true) continue;
    const there: ReadonlyMap<string, Day> = daysOf(spec, valueOf(found, name));
    owed[name] = daysValue([...there, ...lost.map((day) => [day, dayIn(days, day)] as const)]);
  }
  if (Object.keys(owed).length === 0) return found;
  const changes = withMarkedOccurrences(owed, run.input.rules.exchangeCategories, item.categories);
  const update = { ref: { id: item.id, changeKey: item.changeKey }, changes, categories: null, stamp: null };
  const [outcome] = await run.ports.exchange.update(run.itemType, [update], 'neverOverwrite');
  if (outcome === undefined || outcome.kind === 'conflict' || outcome.kind === 'unknown') return null;
  if (outcome.kind !== 'done') return found;
  run.writes += 1;
  return { ...found, ...owed };
}

/**
 * The bases after an update whose outcome nobody saw. What was sent with the rule and is not to be seen has not
 * arrived: it is neither side's deletion, so both bases forget it, and it is written again. A text that Exchange cut is settled as each
 * side has it.
 */
export function basesOfOccurrences(run: Run, payload: Fields, exchangeNow: Fields, bases: Bases): Bases {
  const baseCrm: Record<string, FieldValue> = { ...bases.baseCrm };
  const baseExchange: Record<string, FieldValue> = { ...bases.baseExchange };
  const withRule = new Set(sentWithRule(run, payload, exchangeNow).map(({ name }) => name));
  for (const [name, sent] of Object.entries(payload)) {
    const spec = run.specs[name];
    if (spec?.kind !== 'keyed') continue;
    const found = valueOf(exchangeNow, name);
    const arrived = (base: FieldValue): FieldValue =>
      withRule.has(name) ? withoutMissingDays(spec, base, { sent, found }) : base;
    const there = daysOf(spec, found);
    const [crm, exchange] = [baseCrm, baseExchange].map(
      (base) => new Map<string, Day>(daysOf(spec, arrived(valueOf(base, name)))),
    );
    if (crm === undefined || exchange === undefined) continue;
    for (const [day, wished] of daysOf(spec, sent)) {
      for (const part of cutParts(spec, wished, dayIn(there, day), exchange.get(day) ?? null)) {
        // What Exchange has itself it does not cut: this is what the CRM had, whatever it has now.
        crm.set(day, withPart(crm.get(day) ?? null, part, partOf(wished, part)));
        exchange.set(day, withPart(exchange.get(day) ?? null, part, partOf(dayIn(there, day), part)));
      }
    }
    put(baseCrm, name, spec.normalise(daysValue(crm)));
    put(baseExchange, name, spec.normalise(daysValue(exchange)));
  }
  return { baseCrm, baseExchange };
}

/** Names of the texts of one occurrence that Exchange plainly cut. One that is as it was before has not arrived. */
function cutParts(spec: FieldSpec, sent: Day, found: Day, base: Day): readonly string[] {
  return Object.entries(spec.parts ?? {}).flatMap(([part, partSpec]) => {
    const [wished, there] = [partOf(sent, part), partOf(found, part)];
    const isCut = isKeptFrom(partSpec, wished, there) && !sameValue(partSpec, wished, there);
    return isCut && !sameValue(partSpec, partOf(base, part), there) ? [part] : [];
  });
}

/**
 * Whether a missing occurrence would not be written again: it is Exchange's own, and the CRM has something else; or it was
 * deleted there, and by now may not be called off any more (M4). What the CRM deletes with the rule is for the next merge to
 * judge.
 * @param before as Exchange was when the rule was sent
 */
export function isOwed(
  run: Run,
  { before, crm, item }: { readonly before: Fields; readonly crm: Fields; readonly item: ExchangeItem },
): (spec: FieldSpec, name: string, day: string, sent: Day) => boolean {
  return (spec, name, day, sent) => {
    const was = (fields: Fields): Day => dayIn(daysOf(spec, valueOf(fields, name)), day);
    const isOfExchange = !sameDay(spec, was(crm), sent);
    if (sent?.kind !== 'deleted') return isOfExchange;
    return was(before)?.kind === 'deleted' && (isOfExchange || isDayKept(day, item, run.plan));
  };
}

function partOf(day: Day, part: string): FieldValue {
  return day?.kind === 'changed' ? valueOf(day.fields, part) : null;
}

function withPart(day: Day, part: string, value: FieldValue): Day {
  return { kind: 'changed', fields: { ...(day?.kind === 'changed' ? day.fields : {}), [part]: value } };
}

function put(base: Record<string, FieldValue>, name: string, value: FieldValue): void {
  if (value === null) delete base[name];
  else base[name] = value;
}
