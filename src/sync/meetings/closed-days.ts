import type { CalendarDate, FieldSpecs } from '../../model/index.ts';
import { specEntries, valueOf } from '../../model/index.ts';
import { DAYS_OF_SERIES } from '../ended-series.ts';
import type { ClosedDays, DayWrite } from '../merge/closed-days.ts';
import { hasDayApart } from '../merge/days-apart.ts';
import type { PlanContext } from '../plan-context.ts';
import type { Link } from '../state.ts';
import type { PendingBecause } from '../step.ts';
import type { LiveCrm, LiveExchange } from '../table/steps.ts';
import { concernsOthers } from './closed-by-meeting.ts';
import { isDayToCome } from './mailed-parts.ts';
import { mayMail } from './mails.ts';

/** Which single occurrences of a pair are not written, although the others are. */
export function closedDays(crm: LiveCrm, exchange: LiveExchange, context: PlanContext): ClosedDays {
  return {
    waits: (write) => (write.to === 'crm' ? keptInCrm(write, crm, exchange) : keptDeleted(write, exchange)),
    stays: (day) => !isUntold(crm, exchange) && isDayKept(day, exchange, context),
  };
}

/** R2: nothing but the rule, written anew, brings an occurrence back. */
function keptDeleted({ now }: DayWrite, { occurrencesHoldMore }: LiveExchange): PendingBecause | null {
  return now?.kind === 'deleted' && occurrencesHoldMore === true ? 'occurrencesWouldLose' : null;
}

/** Of a series whose days a side does not tell, nobody knows which of them were deleted, or are to come. */
export function isUntold({ withheld: ofRecord = [] }: LiveCrm, { withheld: ofItem = [] }: LiveExchange): boolean {
  return DAYS_OF_SERIES.some((name) => [...ofRecord, ...ofItem].includes(name));
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

/** Whether an occurrence was deleted in the CRM and stayed in Exchange. */
export function hasKeptDay(link: Pick<Link, 'baseCrm' | 'baseExchange'>, specs: FieldSpecs): boolean {
  return specEntries(specs).some(([name, spec]) =>
    hasDayApart(spec, { baseCrm: valueOf(link.baseCrm, name), baseExchange: valueOf(link.baseExchange, name) }),
  );
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
