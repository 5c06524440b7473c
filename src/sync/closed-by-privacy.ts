import type { FieldSpecs } from '../model/index.ts';
import type { ClosedFields } from './merge/closed-fields.ts';
import type { LiveCrm, LiveExchange } from './table/steps.ts';

const CLOSED = { toExchange: 'private', toCrm: 'private' } as const;

/**
 * Which fields of the pair do not travel, because one of the two is private and does not tell them: what nobody has seen
 * nobody may overwrite, and what it forgets when another one is written there keeps that other one in its place.
 */
export function closedByPrivacy(
  crm: Pick<LiveCrm, 'withheld'>,
  exchange: Pick<LiveExchange, 'withheld'>,
  specs: FieldSpecs,
): ClosedFields | undefined {
  const withheld = [...(crm.withheld ?? []), ...(exchange.withheld ?? [])];
  if (withheld.length === 0) return undefined;
  return (field) => (isOrTouches(specs, field, withheld) ? CLOSED : {});
}

/** Whether the field is one of those named, or makes a side forget one of them when it is written. */
export function isOrTouches(specs: FieldSpecs, field: string, names: readonly string[]): boolean {
  return [field, ...(specs[field]?.rewrites ?? [])].some((name) => names.includes(name));
}
