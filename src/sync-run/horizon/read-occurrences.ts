import type { ExchangeItem, ExchangeRead } from '../../exchange/port.ts';
import type { AppointmentTime, CalendarDate } from '../../model/index.ts';
import { firstDateOf, SYNCHRONISED_APPOINTMENT_FIELDS } from '../../model/index.ts';
import type { Mailbox } from './mailbox.ts';
import type { OccurrenceRef } from './occurrence-ref.ts';
import { occurrenceKey, parseOccurrenceKey } from './occurrence-ref.ts';
import { asSeries, firstDayOf, occurrenceItem } from './series-item.ts';

/** Items and occurrences as they stand now, inside the horizon and outside. Each series is read once. */
export async function readOccurrences(mailbox: Mailbox, ids: readonly string[]): Promise<readonly ExchangeRead[]> {
  const refs = ids.map(parseOccurrenceKey);
  const wanted = [...new Set(ids.map((id, index) => refs[index]?.series ?? id))];
  const reads = await mailbox.side.read('appointments', wanted);
  const byId = new Map(wanted.map((id, index) => [id, reads[index]] as const));
  const remembered = await rememberedOtherwise(mailbox, reads);
  return ids.map((id, index) => {
    const ref = refs[index] ?? null;
    const read = byId.get(ref?.series ?? id) ?? { kind: 'missing' };
    return ref === null ? onceOnly(mailbox, read, remembered) : occurrenceIn(mailbox, read, ref, remembered);
  });
}

/**
 * Under which ids the memory has what was a series and takes place once by now, or the other way round. Whoever is known
 * under such an id has the search key of it, so that his pair is found wherever it is looked for.
 */
async function rememberedOtherwise(
  { zone, known }: Mailbox,
  reads: readonly ExchangeRead[],
): Promise<ReadonlySet<string>> {
  const ids = reads.flatMap((read) => {
    if (read.kind !== 'found') return [];
    const { item } = read;
    return asSeries(item, zone) === null ? (keyOfItsDay(item, item.id) ?? []) : item.id;
  });
  return new Set(ids.length === 0 ? [] : await known(ids));
}

function keyOfItsDay({ fields }: ExchangeItem, key: string): string | null {
  const time = (fields['time'] ?? null) as AppointmentTime | null;
  return time === null ? null : occurrenceKey(key, firstDateOf(time));
}

/** A series is no item here: what was a single appointment before is to be found as one of its occurrences. */
function onceOnly({ zone }: Mailbox, read: ExchangeRead, remembered: ReadonlySet<string>): ExchangeRead {
  if (read.kind !== 'found') return read;
  const { item } = read;
  if (asSeries(item, zone) !== null) return { kind: 'missing' };
  if (item.searchKey === null || !remembered.has(keyOfItsDay(item, item.id) ?? '')) return read;
  return { kind: 'found', item: { ...item, searchKey: keyOfItsDay(item, item.searchKey) } };
}

function occurrenceIn(
  { zone }: Mailbox,
  read: ExchangeRead,
  { day, series: id }: OccurrenceRef,
  remembered: ReadonlySet<string>,
): ExchangeRead {
  if (read.kind === 'failed') return read;
  if (read.kind !== 'found') return { kind: 'missing' };
  if (read.item.notSynchronised !== null) return { kind: 'found', item: untold(read.item, day) };
  const series = asSeries(read.item, zone);
  const item = series === null ? null : occurrenceItem(series, day);
  if (series === null || item === null) return { kind: 'missing' };
  if (!remembered.has(id) || firstDayOf(series, zone) !== day) return { kind: 'found', item };
  return { kind: 'found', item: { ...item, searchKey: read.item.searchKey } };
}

/** The series cannot be told any more, which says nothing of this occurrence. */
function untold(item: ExchangeItem, day: CalendarDate): ExchangeItem {
  return { ...item, id: occurrenceKey(item.id, day), stamp: null, fields: {}, unread: SYNCHRONISED_APPOINTMENT_FIELDS };
}
