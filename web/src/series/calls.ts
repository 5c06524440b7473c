import type { Occurrences } from '../../../src/model/index.ts';
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
