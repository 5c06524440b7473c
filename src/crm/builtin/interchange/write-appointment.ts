import { seriesOf } from '../../../model/index.ts';
import { UTC } from '../utc.ts';
import { eventsOfSeries } from './series/events-of-series.ts';
import type { EventSource } from './write-event.ts';
import { eventLines, timeLines } from './write-event.ts';

/** The VEVENTs of one record, unfolded. A series that Exchange cannot have goes out as it came. */
export function writeAppointment(source: EventSource): readonly string[] {
  const { appointment, extra } = source;
  if (extra?.kind === 'verbatim') return extra.components.flatMap((component) => component.split('\n'));
  const series = seriesOf(appointment.time, appointment.occurrences ?? null, UTC);
  return series === null ? eventLines(source, timeLines(appointment)) : eventsOfSeries(source, series);
}
