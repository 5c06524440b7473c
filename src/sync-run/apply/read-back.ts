import type { CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem, ExchangeItemRef } from '../../exchange/port.ts';
import type { Run } from '../run.ts';

/**
 * Items as they stand after our write, by id. Only those that are still exactly what we wrote: where somebody was
 * faster than the read-back, what was sent is the base, or the edit in between would be taken for ours.
 */
export async function readBackExchange(
  run: Run,
  written: readonly ExchangeItemRef[],
): Promise<ReadonlyMap<string, ExchangeItem>> {
  const items = new Map<string, ExchangeItem>();
  if (written.length === 0) return items;
  const reads = await run.ports.exchange.read(
    run.itemType,
    written.map((ref) => ref.id),
  );
  for (const [index, ref] of written.entries()) {
    const read = reads[index];
    if (read?.kind !== 'found') continue;
    if (ref.changeKey === null || read.item.changeKey === ref.changeKey) items.set(ref.id, read.item);
  }
  return items;
}

export async function readBackCrm(
  run: Run,
  written: readonly { readonly id: string; readonly version: string }[],
): Promise<ReadonlyMap<string, CrmRecord>> {
  const records = new Map<string, CrmRecord>();
  if (written.length === 0) return records;
  const reads = await run.ports.crm.read(
    run.itemType,
    written.map((ref) => ref.id),
  );
  for (const [index, ref] of written.entries()) {
    const read = reads[index];
    if (read?.kind === 'found' && read.record.version === ref.version) records.set(ref.id, read.record);
  }
  return records;
}
