import type { Meeting, SeriesException } from '../../../../model/index.ts';
import { meetingOf } from '../../mapping/appointment/meeting.ts';
import type { ItemKind } from '../../mapping/item-kind.ts';
import { exceptionFromWire } from '../../mapping/recurrence/exception-from-wire.ts';
import type { NotReadable } from '../../mapping/recurrence/not-readable.ts';
import { isNotReadable } from '../../mapping/recurrence/not-readable.ts';
import { seriesFields } from '../../mapping/recurrence/series-of-item.ts';
import type { ElementRead } from '../read-elements.ts';
import { readElements } from '../read-elements.ts';
import type { SideContext } from '../side-context.ts';
import { mappingContext } from '../side-context.ts';
import type { Master, ReadWithSeries } from './item-with-series.ts';

/** More changed occurrences than anybody keeps by hand: such a series is left as it is. */
const MOST_EXCEPTIONS = 500;

/** An exception with the meeting that it is by itself, where it is one. */
type ExceptionRead = ElementRead<{
  readonly exception: SeriesException | NotReadable;
  readonly meeting: Meeting | null;
}>;

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
  const context = mappingContext(side);
  const ids = [...masterOf.keys()];
  const found = await readElements(side, kind, ids, (element, id) => {
    const master = masterOf.get(id);
    if (master === undefined) throw new RangeError('an answer for an id that was not asked for');
    const { told } = master;
    return {
      exception: exceptionFromWire(element, { element: master.element, series: told.series }, context),
      meeting: meetingOf(element),
    };
  });
  const readOf = new Map(ids.map((id, index) => [id, found[index]] as const));
  return reads.map((read) => (hasTooMany(read) ? notUnderstood(read) : completed(read, readOf)));
}

function completed(
  read: ReadWithSeries,
  readOf: ReadonlyMap<string, ExceptionRead | undefined>,
): ReadWithSeries | Overtaken {
  const master = masterIn(read);
  if (read.kind !== 'found' || read.value === 'foreign' || master === null) return read;
  const exceptions: SeriesException[] = [];
  let meeting = read.value.item.meeting;
  for (const { ref } of master.told.modified) {
    const part = readOf.get(ref.id);
    if (part === undefined || part.kind === 'missing') return { kind: 'overtaken', asRead: notUnderstood(read) };
    if (part.kind === 'failed') return part;
    if (isNotReadable(part.value.exception)) return notUnderstood(read);
    exceptions.push(part.value.exception);
    meeting ??= part.value.meeting;
  }
  const told = { ...master.told, series: { ...master.told.series, exceptions } };
  const { item } = read.value;
  const fields = { ...item.fields, ...seriesFields(told.series) };
  return { kind: 'found', value: { item: { ...item, fields, meeting }, master: { ...master, told } } };
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
