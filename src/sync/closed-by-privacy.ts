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
  const withheld = new Set([...(crm.withheld ?? []), ...(exchange.withheld ?? [])]);
  if (withheld.size === 0) return undefined;
  return (field) => {
    const touched = [field, ...(specs[field]?.rewrites ?? [])];
    return touched.some((name) => withheld.has(name)) ? CLOSED : {};
  };
}
