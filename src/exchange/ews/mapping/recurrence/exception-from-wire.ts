import type { Appointment, Fields, Series, SeriesException } from '../../../../model/index.ts';
import { exceptionFields } from '../../../../model/index.ts';
import type { XmlElement } from '../../xml/element.ts';
import { findChild } from '../../xml/element.ts';
import { readFields } from '../item-from-wire.ts';
import { ITEM_KINDS } from '../item-kind.ts';
import type { MappingContext } from '../property-mapping.ts';
import { readNamedOccurrence } from './named-occurrence.ts';
import type { NotReadable } from './not-readable.ts';
import { isNotReadable } from './not-readable.ts';

/** The master of a series as it was read, for reading its exceptions. */
export interface ReadMaster {
  readonly element: XmlElement;
  readonly series: Series;
}

/**
 * What an exception has of its own. Its item tells all of its values, and those of the series are taken off again.
 * What the server refuses to tell is empty in both and no difference.
 * @param item the exception as a `CalendarItem`, with `OriginalStart` or `RecurrenceId`
 * @throws ConnectorError `appointment_without_start` when its start is missing or unreadable
 */
export function exceptionFromWire(
  item: XmlElement,
  { element, series }: ReadMaster,
  context: MappingContext,
): SeriesException | NotReadable {
  const part = findChild(item, 'OriginalStart') === undefined ? 'RecurrenceId' : 'OriginalStart';
  const named = readNamedOccurrence(item, part, series, element, context.homeZone);
  if (isNotReadable(named)) return named;
  const regular = { ...appointmentOf(element, context), time: named.time };
  return {
    originalStart: named.originalStart,
    fields: exceptionFields(regular, appointmentOf(item, context)),
  };
}

function appointmentOf(element: XmlElement, context: MappingContext): Appointment {
  const fields: Fields = readFields(element, ITEM_KINDS.appointments, context);
  // The mapping has an entry for each field of an appointment, and reading gives the time or throws.
  return fields as unknown as Appointment;
}
