import type { CalendarDate } from '../../model/index.ts';
import type { ClosedDays, DayWrite } from '../merge/closed-days.ts';
import type { PlanContext } from '../plan-context.ts';
import type { PendingBecause } from '../step.ts';
import type { LiveCrm, LiveExchange } from '../table/steps.ts';
import { concernsOthers } from './closed-by-meeting.ts';
import { isDayToCome } from './mailed-parts.ts';
import { mayMail } from './mails.ts';

/** Which single occurrences of a pair are not written, although the others are. */
export function closedDays(crm: LiveCrm, exchange: LiveExchange, context: PlanContext): ClosedDays {
  return (write) => (write.to === 'crm' ? keptInCrm(write, crm, exchange) : keptInExchange(write, exchange, context));
}

function keptInExchange(write: DayWrite, exchange: LiveExchange, context: PlanContext): PendingBecause | null {
  // R2: nothing but the rule, written anew, brings an occurrence back.
  if (write.now?.kind === 'deleted') return exchange.occurrencesHoldMore === true ? 'occurrencesWouldLose' : null;
  return write.wished?.kind === 'deleted' && isDayKept(write.day, exchange, context) ? 'occurrenceKept' : null;
}

/** M4: whether an occurrence stays in the calendar whatever the CRM says. As a whole meeting, it is called off with mail or not at all. */
export function isDayKept(
  day: string,
  { meeting, fields }: Pick<LiveExchange, 'meeting' | 'fields'>,
  context: PlanContext,
): boolean {
  if (!concernsOthers(meeting)) return false;
  const mayCallOff = context.rules.deleteCrmToExchange && mayMail({ meeting }, context);
  return !mayCallOff || !isDayToCome(fields, day as CalendarDate, context);
}

/** M5: what one attendee throws away still takes place for the others. */
function keptInCrm(
  { day, wished }: DayWrite,
  { isShared }: Pick<LiveCrm, 'isShared'>,
  { meeting, calledOffDays = [] }: LiveExchange,
): PendingBecause | null {
  if (wished?.kind !== 'deleted' || meeting?.role !== 'attendee' || isShared !== true) return null;
  return calledOffDays.some((each) => each === day) ? null : 'occurrenceShared';
}
