import type { CalendarDate, Occurrences } from '../../../src/model/index.ts';
import type { AppointmentRecord } from '../api/records.ts';
import { request } from '../api/request.ts';

/** @param occurrences all that are not as the rule says; `null`: none */
export function saveOccurrences(
  user: string,
  { id, version }: AppointmentRecord,
  occurrences: Occurrences | null,
): Promise<AppointmentRecord> {
  const path = `/api/appointments/${encodeURIComponent(id)}?user=${encodeURIComponent(user)}`;
  return request('PATCH', path, { body: { fields: { occurrences } }, ifMatch: `"${version}"` });
}

/** Makes a series of its own of an occurrence and those that follow. @param fields what that one has otherwise */
export function splitSeriesOf(
  user: string,
  { id, version }: AppointmentRecord,
  day: CalendarDate,
  fields: object,
): Promise<unknown> {
  const path = `/api/appointments/${encodeURIComponent(id)}/split?user=${encodeURIComponent(user)}`;
  return request('POST', path, { body: { day, fields }, ifMatch: `"${version}"` });
}
