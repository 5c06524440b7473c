import type { ExchangeRead, Located, LocateResult } from '../../exchange/port.ts';
import type { AppointmentTime } from '../../model/index.ts';
import { firstDateOf } from '../../model/index.ts';
import type { Horizon } from './horizon.ts';
import type { Mailbox } from './mailbox.ts';
import type { OccurrenceRef } from './occurrence-ref.ts';
import { occurrenceKey, parseOccurrenceKey } from './occurrence-ref.ts';
import { asSeries, firstDayOf, occurrenceItem } from './series-item.ts';

type Wanted = { readonly stamps: readonly string[]; readonly searchKeys: readonly string[] };

/**
 * Where items and occurrences are. An occurrence is where its series is; one that its series does not give any more was
 * deleted, and the series is the proof of it. What began before the horizon is history: that it is not there any more
 * proves nothing, so it lies elsewhere, and nobody takes its row away.
 */
export async function locateOccurrences(mailbox: Mailbox, wanted: Wanted): Promise<LocateResult> {
  const refs = wanted.searchKeys.flatMap((key) => parseOccurrenceKey(key) ?? []);
  const plain = wanted.searchKeys.filter((key) => parseOccurrenceKey(key) === null);
  const searchKeys = [...new Set([...plain, ...refs.map(({ series }) => series)])];
  const { found, unreadable } = await mailbox.side.locate('appointments', { stamps: wanted.stamps, searchKeys });
  const reads = await readFound(mailbox, found);
  const stamps = new Set(wanted.stamps);
  const asked = new Set(plain);
  const located = found.flatMap((place) => {
    const read = reads.get(place.id);
    const isAsked = (place.stamp !== null && stamps.has(place.stamp)) || asked.has(place.searchKey ?? '');
    const own = refs.filter(({ series }) => series === place.searchKey);
    return [
      ...(isAsked ? [asItem(mailbox, place, read)] : []),
      ...own.map((ref) => asOccurrence(mailbox, place, read, ref)),
    ];
  });
  return { found: [...located, ...history(mailbox.horizon, refs, located)], unreadable };
}

async function readFound({ side }: Mailbox, found: readonly Located[]): Promise<ReadonlyMap<string, ExchangeRead>> {
  const ids = found.filter(({ place }) => place === 'synchronised').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const reads = await side.read('appointments', ids);
  return new Map(ids.flatMap((id, index) => (reads[index] === undefined ? [] : [[id, reads[index]] as const])));
}

/** What was a single appointment goes on as the first occurrence of the series that it became. */
function asItem({ zone }: Mailbox, place: Located, read: ExchangeRead | undefined): Located {
  const series = read?.kind === 'found' ? asSeries(read.item, zone) : null;
  const day = series === null ? null : firstDayOf(series, zone);
  return day === null ? place : { ...place, id: occurrenceKey(place.id, day) };
}

function asOccurrence(mailbox: Mailbox, place: Located, read: ExchangeRead | undefined, ref: OccurrenceRef): Located {
  const searchKey = occurrenceKey(ref.series, ref.day);
  const occurrence = { ...place, id: occurrenceKey(place.id, ref.day), stamp: null, searchKey };
  if (place.place !== 'synchronised') return within(mailbox.horizon, ref, occurrence);
  if (read?.kind !== 'found' || read.item.notSynchronised !== null) return occurrence;
  const series = asSeries(read.item, mailbox.zone);
  if (series === null && isOn(read, ref)) return { ...place, searchKey };
  if (series !== null && occurrenceItem(series, ref.day) !== null) return occurrence;
  return within(mailbox.horizon, ref, { ...occurrence, place: 'deletedItems' });
}

/** The series became a single appointment, and this occurrence is it. */
function isOn({ item }: Extract<ExchangeRead, { kind: 'found' }>, { day }: OccurrenceRef): boolean {
  const time = (item.fields['time'] ?? null) as AppointmentTime | null;
  return time !== null && firstDateOf(time) === day;
}

function within({ from }: Horizon, { day }: OccurrenceRef, occurrence: Located): Located {
  return day < from && occurrence.place === 'deletedItems' ? { ...occurrence, place: 'other' } : occurrence;
}

/** Past occurrences of series that are nowhere. */
function history({ from }: Horizon, refs: readonly OccurrenceRef[], located: readonly Located[]): readonly Located[] {
  const found = new Set(located.map(({ searchKey }) => searchKey));
  return refs.flatMap(({ series, day }): readonly Located[] => {
    const searchKey = occurrenceKey(series, day);
    if (day >= from || found.has(searchKey)) return [];
    return [{ id: searchKey, changeKey: null, stamp: null, searchKey, place: 'other' }];
  });
}
