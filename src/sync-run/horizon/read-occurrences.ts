import type { ExchangeItem, ExchangeRead } from '../../exchange/port.ts';
import { SYNCHRONISED_APPOINTMENT_FIELDS } from '../../model/index.ts';
import type { Mailbox } from './mailbox.ts';
import type { OccurrenceRef } from './occurrence-ref.ts';
import { occurrenceKey, parseOccurrenceKey } from './occurrence-ref.ts';
import { asSeries, occurrenceItem } from './series-item.ts';

/** Items and occurrences as they stand now, inside the horizon and outside. Each series is read once. */
export async function readOccurrences(mailbox: Mailbox, ids: readonly string[]): Promise<readonly ExchangeRead[]> {
  const refs = ids.map(parseOccurrenceKey);
  const wanted = [...new Set(ids.map((id, index) => refs[index]?.series ?? id))];
  const reads = await mailbox.side.read('appointments', wanted);
  const byId = new Map(wanted.map((id, index) => [id, reads[index]] as const));
  return ids.map((id, index) => {
    const ref = refs[index] ?? null;
    const read = byId.get(ref?.series ?? id) ?? { kind: 'missing' };
    return ref === null ? onceOnly(mailbox, read) : occurrenceIn(mailbox, read, ref);
  });
}

/** A series is no item here: what was a single appointment before is to be found as one of its occurrences. */
function onceOnly({ zone }: Mailbox, read: ExchangeRead): ExchangeRead {
  return read.kind === 'found' && asSeries(read.item, zone) !== null ? { kind: 'missing' } : read;
}

function occurrenceIn({ zone }: Mailbox, read: ExchangeRead, ref: OccurrenceRef): ExchangeRead {
  if (read.kind === 'failed') return read;
  if (read.kind !== 'found') return { kind: 'missing' };
  if (read.item.notSynchronised !== null) return { kind: 'found', item: untold(read.item, ref) };
  const series = asSeries(read.item, zone);
  const item = series === null ? null : occurrenceItem(series, ref.day);
  return item === null ? { kind: 'missing' } : { kind: 'found', item };
}

/** The series cannot be told any more, which says nothing of this occurrence. */
function untold(item: ExchangeItem, { day }: OccurrenceRef): ExchangeItem {
  return { ...item, id: occurrenceKey(item.id, day), stamp: null, fields: {}, unread: SYNCHRONISED_APPOINTMENT_FIELDS };
}
