import type { AppointmentTime, Fields } from '../../../../model/index.ts';
import { valueOf } from '../../../../model/index.ts';

/** Whether these fields say of an appointment that it is a series. */
export function recurs(fields: Fields): boolean {
  const time = valueOf(fields, 'time') as AppointmentTime | null;
  return (time?.recurrence ?? null) !== null;
}
