import type { AppointmentTime, Fields, Occurrences } from '../../model/index.ts';
import { extentOf, seriesOf, startOfDay } from '../../model/index.ts';
import type { PlanContext } from '../plan-context.ts';
import type { LiveExchange } from '../table/steps.ts';
import { isPersonal, meetingObstacle } from './closed-by-meeting.ts';

/** M2: how many people Exchange mails about these changes. Nobody about what is over, or about what they never see. */
export function mailsOfUpdate(toExchange: Fields, { meeting, fields }: LiveExchange, context: PlanContext): number {
  if (!mayMail({ meeting }, context) || !Object.keys(toExchange).some((field) => !isPersonal(field))) return 0;
  const isOver = isPast(fields, context) && isPast({ ...fields, ...toExchange }, context);
  return isOver ? 0 : (meeting?.recipients ?? 0);
}

/** M4: how many people get the cancellation when the meeting is deleted; 0 where it may not be called off. */
export function mailsOfCancellation({ meeting, fields }: LiveExchange, context: PlanContext): number {
  return mayMail({ meeting }, context) && !isPast(fields, context) ? (meeting?.recipients ?? 0) : 0;
}

function mayMail({ meeting }: Pick<LiveExchange, 'meeting'>, { rules }: PlanContext): boolean {
  return rules.invitations === 'notify' && meeting !== null && meetingObstacle(meeting, rules) === null;
}

/** Whether it has begun, of a series the last time. Without a readable time it is not known to be over. */
function isPast(fields: Fields, { now, zone }: PlanContext): boolean {
  const time = fields['time'] as unknown as AppointmentTime | null | undefined;
  if (time === null || time === undefined) return false;
  const occurrences = (fields['occurrences'] ?? null) as unknown as Occurrences | null;
  const series = seriesOf(time, occurrences, zone);
  if (series === null) return (time.kind === 'allDay' ? startOfDay(time.startDate, zone) : time.start) <= now;
  const extent = extentOf(series, zone);
  return extent === null || (extent.last !== null && extent.last.start <= now);
}
