import type { AppointmentTime, CalendarDate } from '../../../../model/index.ts';
import { parseCalendarDate, parseInstant, wallTimeAt } from '../../../../model/index.ts';
import { answerError } from '../../wire/item-error.ts';
import { fieldPath } from '../../wire/paths.ts';
import type { Xml } from '../../xml/write.ts';
import type { MappingContext } from '../property-mapping.ts';
import { recurrenceToWire } from './recurrence-to-wire.ts';

export const RECURRENCE_PATH = fieldPath('calendar:Recurrence');

/**
 * The `t:Recurrence` of a time that recurs.
 * @throws ConnectorError `series_not_offered`, `series_zone_unknown`, `series_week_start_unknown`
 */
export function recurrenceElement(time: AppointmentTime, context: MappingContext): Xml {
  if (time.recurrence === undefined || time.recurrence === null) throw new RangeError('It takes place once.');
  if (context.refusedPaths?.has(RECURRENCE_PATH.markup)) {
    throw answerError('series_not_offered', 'The server knows no recurrences.');
  }
  const element = recurrenceToWire(time.recurrence, firstDate(time, context), context.version);
  if (element === null) {
    throw answerError('series_week_start_unknown', 'The server cannot be told on which day weeks begin.');
  }
  return element;
}

function firstDate(time: AppointmentTime, { homeZone }: MappingContext): CalendarDate {
  if (time.kind === 'allDay') return parseCalendarDate(time.startDate);
  const zone = time.zone ?? homeZone;
  if (zone === null) throw answerError('series_zone_unknown', 'Nobody knows the time zone of the series.');
  return parseCalendarDate(wallTimeAt(parseInstant(time.start), zone).local);
}
