import type { Hint } from '../../store/port.ts';
import { itemKey } from '../item-key.ts';
import type { PlannedUnit } from '../load/unit.ts';
import type { Run } from '../run.ts';

/** A source that was read longer ago is read again before something is made from it. */
const FRESH_MS = 2_000;

/**
 * Creates are not conditional on their source: made from an old reading they bring back what was deleted meanwhile.
 * @returns the units whose source is what was planned from; the hints of the others go to `retry`
 */
export async function withFreshSource(
  run: Run,
  planned: readonly PlannedUnit[],
  retry: Hint[],
): Promise<readonly PlannedUnit[]> {
  const old = planned.filter(({ unit }) => unit.sinceRead() > FRESH_MS);
  if (old.length === 0) return planned;
  const records = old.flatMap(({ unit, step }) => (step.kind === 'createInExchange' ? (unit.record?.id ?? []) : []));
  const items = old.flatMap(({ unit, step }) => (step.kind === 'createInCrm' ? (unit.item?.id ?? []) : []));
  const versions = new Map<string, string | null>();
  if (records.length > 0)
    for (const read of await run.ports.crm.read(run.itemType, records))
      if (read.kind === 'found') versions.set(itemKey('crm', read.record.id), read.record.version);
  if (items.length > 0)
    for (const read of await run.ports.exchange.read(run.itemType, items))
      if (read.kind === 'found') versions.set(itemKey('exchange', read.item.id), read.item.changeKey);
  const changed = new Set(old.filter((candidate) => !isUnchanged(candidate, versions)));
  for (const { unit } of changed) retry.push(...unit.hints);
  return planned.filter((candidate) => !changed.has(candidate));
}

function isUnchanged({ unit, step }: PlannedUnit, versions: ReadonlyMap<string, string | null>): boolean {
  if (step.kind === 'createInExchange')
    return unit.record !== null && versions.get(itemKey('crm', unit.record.id)) === unit.record.version;
  return unit.item !== null && versions.get(itemKey('exchange', unit.item.id)) === unit.item.changeKey;
}
