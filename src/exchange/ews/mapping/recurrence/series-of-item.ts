import type { Fields, FieldValue, Series } from '../../../../model/index.ts';
import { occurrencesOf, regularTime, synchronisedFields } from '../../../../model/index.ts';
import { fieldPath } from '../../wire/paths.ts';
import type { XmlElement } from '../../xml/element.ts';
import { isSeries, WHOLE_SERIES_PROPERTIES } from '../appointment/series-properties.ts';
import type { MappingContext } from '../property-mapping.ts';
import type { NotReadable } from './not-readable.ts';
import { notReadable } from './not-readable.ts';
import type { SeriesOfMaster } from './series-from-wire.ts';
import { seriesFromWire } from './series-from-wire.ts';

/** @returns `null` for an item that takes place once */
export function seriesOfItem(item: XmlElement, context: MappingContext): SeriesOfMaster | NotReadable | null {
  if (!isSeries(item)) return null;
  const untold = WHOLE_SERIES_PROPERTIES.find((name) =>
    context.refusedPaths?.has(fieldPath(`calendar:${name}`).markup),
  );
  return untold === undefined ? seriesFromWire(item, context) : notReadable('part_missing', { part: untold });
}

/** The fields that make an appointment this series. */
export function seriesFields(series: Series): Fields {
  const { time, recurrence } = series;
  const first = regularTime(
    series,
    time.kind === 'timed' ? { local: time.start, zone: time.zone } : { date: time.startDate },
  );
  const { occurrences } = synchronisedFields('appointments');
  const changed = occurrencesOf(series) as FieldValue;
  return { time: { ...first, recurrence }, occurrences: occurrences?.normalise(changed) ?? null };
}
