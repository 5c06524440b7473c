import type { CalendarDate, Meeting, OriginalStart, Series, SeriesException } from '../../../../model/index.ts';
import { occurrencesOf } from '../../../../model/index.ts';
import type { ItemKind } from '../../mapping/item-kind.ts';
import { isNotReadable } from '../../mapping/recurrence/not-readable.ts';
import { seriesFields } from '../../mapping/recurrence/series-of-item.ts';
import type { ElementRead } from '../read-elements.ts';
import type { SideContext } from '../side-context.ts';
import { exceptionsHoldingMore } from './exceptions-holding-more.ts';
import type { Master, ReadWithSeries } from './item-with-series.ts';
import type { ReadException } from './read-exceptions.ts';
import { readExceptions } from './read-exceptions.ts';

/** More changed occurrences than anybody keeps by hand: such a series is left as it is. */
const MOST_EXCEPTIONS = 500;

/** A series one of whose exceptions is not there. */
export interface Overtaken {
  readonly kind: 'overtaken';
  /** The series without those that could not be read: nothing to write on. */
  readonly asRead: ReadWithSeries;
}

export async function withExceptions(
  side: SideContext,
  kind: ItemKind,
  reads: readonly ReadWithSeries[],
): Promise<readonly (ReadWithSeries | Overtaken)[]> {
  const masterOf = new Map<string, Master>();
  for (const read of reads) {
    const master = masterIn(read);
    if (master === null || master.told.modified.length > MOST_EXCEPTIONS) continue;
    for (const { ref } of master.told.modified) masterOf.set(ref.id, master);
  }
  if (masterOf.size === 0) return reads.map((read) => (hasTooMany(read) ? notUnderstood(read) : read));
  const readOf = await readExceptions(side, kind, masterOf);
  const holdingMore = await exceptionsHoldingMore(side, masterOf, readOf);
  return reads.map((read) => (hasTooMany(read) ? notUnderstood(read) : completed(read, readOf, holdingMore)));
}

function completed(
  read: ReadWithSeries,
  readOf: ReadonlyMap<string, ElementRead<ReadException> | undefined>,
  holdingMore: ReadonlySet<string>,
): ReadWithSeries | Overtaken {
  const master = masterIn(read);
  if (read.kind !== 'found' || read.value === 'foreign' || master === null) return read;
  const { item } = read.value;
  const exceptions: SeriesException[] = [];
  const calledOff: OriginalStart[] = [];
  let { meeting } = item;
  for (const { ref } of master.told.modified) {
    const part = readOf.get(ref.id);
    if (part === undefined || part.kind === 'missing') return { kind: 'overtaken', asRead: notUnderstood(read) };
    if (part.kind === 'failed') return part;
    if (isNotReadable(part.value.exception)) return notUnderstood(read);
    const { exception, meeting: own } = part.value;
    if (isCalledOff(own, item.meeting)) calledOff.push(exception.originalStart);
    else exceptions.push(exception);
    // One occurrence that does not take place says nothing of the others.
    meeting ??= own === null ? null : { ...own, isCancelled: false };
  }
  const { series } = master.told;
  const told = { ...master.told, series: { ...series, deleted: [...series.deleted, ...calledOff], exceptions } };
  const fields = { ...item.fields, ...seriesFields(told.series) };
  const holdsMore = master.told.modified.some(({ ref }) => holdingMore.has(ref.id));
  const more = {
    ...(calledOff.length === 0 ? {} : { calledOffDays: daysOf(series, calledOff) }),
    ...(holdsMore ? { occurrencesHoldMore: true as const } : {}),
  };
  return { kind: 'found', value: { item: { ...item, fields, meeting, ...more }, master: { ...master, told } } };
}

/** The days on which the rule puts these occurrences. */
function daysOf(series: Series, starts: readonly OriginalStart[]): readonly CalendarDate[] {
  return Object.keys(occurrencesOf({ ...series, deleted: starts, exceptions: [] }) ?? {}) as CalendarDate[];
}

/**
 * Exchange leaves an occurrence that its organizer deleted in the calendars of the others, marked. Of a series that was
 * called off as a whole all are marked, those that took place among them: they stay what they were.
 */
function isCalledOff(occurrence: Meeting | null, series: Meeting | null): boolean {
  return occurrence?.isCancelled === true && series?.isCancelled !== true;
}

/** Shown with its rule as far as it goes, and left alone. */
function notUnderstood(read: ReadWithSeries): ReadWithSeries {
  if (read.kind !== 'found' || read.value === 'foreign') return read;
  return { kind: 'found', value: { item: { ...read.value.item, notSynchronised: 'series' }, master: null } };
}

function hasTooMany(read: ReadWithSeries): boolean {
  return (masterIn(read)?.told.modified.length ?? 0) > MOST_EXCEPTIONS;
}

function masterIn(read: ReadWithSeries): Master | null {
  return read.kind === 'found' && read.value !== 'foreign' ? read.value.master : null;
}
