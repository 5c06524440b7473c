import type { ExchangeDelete, ExchangeUpdate } from '../../exchange/port.ts';
import type { CalendarDate } from '../../model/index.ts';

/** What is mailed about a write to an occurrence: that one, never the series that it is written to. */
export function mailingOf(
  { notifies }: Pick<ExchangeDelete, 'notifies'>,
  day: CalendarDate,
): Pick<ExchangeUpdate, 'notifiesOfDays'> {
  return notifies === undefined ? {} : { notifiesOfDays: [day] };
}
