import type { FieldValue } from '../../model/index.ts';
import { carried, dayIn, daysOf, daysValue, sameDay } from './days.ts';
import type { Dispute, FieldChange, FieldSettlement } from './field-change.ts';

/**
 * The settlement, with all that it takes from Exchange told as a conflict that the CRM won: also what nobody edited there,
 * which otherwise makes room without a word.
 */
export function withOverwritten(change: FieldChange, settlement: FieldSettlement): FieldSettlement {
  const { toExchange } = settlement;
  if (toExchange === undefined) return settlement;
  if (change.spec.kind !== 'keyed') return { ...settlement, conflict: 'crm' };
  const won = overwrittenDays(change, toExchange, settlement.disputed ?? []);
  const lost = (settlement.disputed ?? []).filter(({ winner }) => winner === 'exchange');
  return won === null ? settlement : { ...settlement, disputed: [won, ...lost] };
}

/** The days of which Exchange gets something else. What is in dispute for another reason stays with its winner. */
function overwrittenDays(
  { spec, baseExchange, crm, exchange }: FieldChange,
  toExchange: FieldValue,
  disputed: readonly Dispute[],
): Dispute | null {
  const [now, after] = [daysOf(spec, exchange), daysOf(spec, toExchange)];
  const wonByExchange = disputed.flatMap((dispute) =>
    dispute.winner === 'exchange' ? [...daysOf(spec, dispute.exchange).keys()] : [],
  );
  const days = [...new Set([...now.keys(), ...after.keys()])].filter(
    (day) => !wonByExchange.includes(day) && !sameDay(spec, dayIn(now, day), dayIn(after, day)),
  );
  if (days.length === 0) return null;
  const shown = (value: FieldValue): FieldValue => {
    const all = daysOf(spec, value);
    return daysValue(days.map((day) => [day, carried(spec, dayIn(all, day))]));
  };
  return { winner: 'crm', base: shown(baseExchange), crm: shown(crm), exchange: shown(exchange) };
}
