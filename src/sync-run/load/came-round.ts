import type { FieldSpecs, Fields, FieldValue, Side } from '../../model/index.ts';
import { sameValue, valueOf } from '../../model/index.ts';
import type { Day } from '../../sync/index.ts';
import { changedFields, dayIn, daysOf, daysValue, samePart } from '../../sync/index.ts';
import { withArrivedTexts } from '../recover/recover-merges.ts';
import type { Run } from '../run.ts';
import type { Unit } from './unit.ts';

/** Pairs with an attendee's copy, each with the same pair in which texts that waited in the record and may have come round are agreed. */
export type CameRound = ReadonlyMap<Unit, Unit>;

export function mayHaveComeRound(run: Run, units: readonly Unit[]): CameRound {
  return new Map(
    units.flatMap((unit) => {
      const agreed = cameRound(run, unit);
      return agreed === null ? [] : [[unit, agreed] as const];
    }),
  );
}

/**
 * The pairs, with such texts agreed: the organizer's mailbox, which has the same record, wrote them, and Exchange brought the
 * copy what it kept of them. Taken for an edit, that would go home over the whole text. Where no other mailbox has the record,
 * nothing can have come round.
 */
export async function withCameRound(run: Run, units: readonly Unit[], possible: CameRound): Promise<readonly Unit[]> {
  const ids = [...possible.keys()].flatMap(({ record }) => record?.id ?? []);
  const elsewhere = await run.ports.store.countOtherScopesLinkedTo(run.scope.id, ids);
  return units.map(
    (unit) => ((elsewhere.get(unit.record?.id ?? '') ?? 0) > 0 ? possible.get(unit) : undefined) ?? unit,
  );
}

function cameRound(run: Run, unit: Unit): Unit | null {
  const { link, crm, exchange } = unit;
  if (link?.state !== 'LINKED' || crm.kind !== 'live' || exchange.kind !== 'live') return null;
  if (exchange.meeting?.role !== 'attendee' || crm.restored !== undefined) return null;
  const { baseCrm, baseExchange } = link;
  const waiting = waitingTexts(run.specs, baseCrm, { crm: crm.fields, exchange: exchange.fields });
  // Of a text of which nothing was agreed with the record, what Exchange is known to say may have come round before the two met.
  const [ofUnmet, ofOthers] = split(
    baseExchange,
    (name) => typeof waiting[name] === 'string' && valueOf(baseCrm, name) === null,
  );
  const arrived = withArrivedTexts(run, waiting, exchange.fields, { baseCrm, baseExchange: ofOthers });
  const bases = { ...arrived, baseExchange: { ...ofUnmet, ...arrived.baseExchange } };
  const isAsBefore = Object.entries(run.specs).every(
    ([name, spec]) =>
      sameValue(spec, valueOf(baseExchange, name), valueOf(bases.baseExchange, name)) &&
      !(name in ofUnmet && name in bases.baseCrm),
  );
  return isAsBefore ? null : { ...unit, link: { ...link, ...bases }, linkLearned: true };
}

function split(fields: Fields, isFirst: (name: string) => boolean): readonly [Fields, Fields] {
  const entries = Object.entries(fields);
  const only = (wanted: boolean): Fields => Object.fromEntries(entries.filter(([name]) => isFirst(name) === wanted));
  return [only(true), only(false)];
}

/** What the CRM has otherwise than was agreed and than Exchange, as far as it may be a text; of occurrences only such parts. */
function waitingTexts(specs: FieldSpecs, base: Fields, { crm: now, exchange }: Readonly<Record<Side, Fields>>): Fields {
  const texts = changedFields(specs, base, now).flatMap((name): readonly (readonly [string, FieldValue])[] => {
    const spec = specs[name];
    if (spec === undefined || sameValue(spec, valueOf(now, name), valueOf(exchange, name))) return [];
    if (spec.kind === 'value') return typeof valueOf(now, name) === 'string' ? [[name, valueOf(now, name)]] : [];
    if (spec.kind !== 'keyed') return [];
    const agreed = daysOf(spec, valueOf(base, name));
    const days = [...daysOf(spec, valueOf(now, name))].map(([key, day]): readonly [string, Day] => {
      if (day.kind === 'deleted') return [key, null];
      const before = dayIn(agreed, key);
      const known = before?.kind === 'changed' ? before.fields : {};
      const fields = Object.entries(day.fields).filter(([part]) => !samePart(spec, part, known, day.fields));
      return [key, { kind: 'changed', fields: Object.fromEntries(fields) }];
    });
    return [[name, daysValue(days)]];
  });
  return Object.fromEntries(texts);
}
