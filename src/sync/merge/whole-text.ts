import type { FieldSpec, FieldValue, Side } from '../../model/index.ts';

/**
 * Whether `now` may be what a side kept of a text that it was sent: its beginning, or all of it. That a person took away
 * exactly the end of it cannot be told apart, and is the lesser evil: nothing is overwritten by it.
 */
export function isKeptFrom(spec: FieldSpec, sent: FieldValue, now: FieldValue): boolean {
  const [whole, kept] = [spec.normalise(sent), spec.normalise(now)];
  return typeof whole === 'string' && typeof kept === 'string' && whole.startsWith(kept);
}

/** What was last agreed of a text, and what each side has. */
interface TextOnSides {
  readonly baseCrm: FieldValue;
  readonly baseExchange: FieldValue;
  readonly crm: FieldValue;
  readonly exchange: FieldValue;
}

/**
 * The side that has the whole of a text of which the other one has the beginning, where nothing was agreed. Nobody can tell
 * then whether a side once cut it, and taking the whole takes nothing away. `null` where a text was agreed: its end may have
 * been taken away by a person.
 */
export function sideOfWhole(spec: FieldSpec, { baseCrm, baseExchange, crm, exchange }: TextOnSides): Side | null {
  if (spec.normalise(baseCrm) !== null || spec.normalise(baseExchange) !== null) return null;
  const [exchangeIsPart, crmIsPart] = [isKeptFrom(spec, crm, exchange), isKeptFrom(spec, exchange, crm)];
  if (exchangeIsPart === crmIsPart) return null;
  return exchangeIsPart ? 'crm' : 'exchange';
}
