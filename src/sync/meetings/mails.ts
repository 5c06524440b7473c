import type { Fields } from '../../model/index.ts';
import type { PlanContext } from '../plan-context.ts';
import type { MailsAbout } from '../step.ts';
import type { LiveExchange } from '../table/steps.ts';
import { meetingObstacle } from './closed-by-meeting.ts';
import { isPast, mailedParts } from './mailed-parts.ts';

export interface MailsOfUpdate {
  readonly mails: number;
  readonly mailsAbout: MailsAbout;
}

/** M2: what Exchange mails about these changes, and how many mails that are at most. */
export function mailsOfUpdate(
  toExchange: Fields,
  { meeting, fields }: LiveExchange,
  context: PlanContext,
): MailsOfUpdate {
  if (!mayMail({ meeting }, context)) return { mails: 0, mailsAbout: { item: false, days: [] } };
  const mailsAbout = mailedParts(fields, toExchange, context);
  const parts = (mailsAbout.item ? 1 : 0) + mailsAbout.days.length;
  return { mails: parts * (meeting?.recipients ?? 0), mailsAbout };
}

/** M4: how many people get the cancellation when the meeting is deleted; 0 where it may not be called off. */
export function mailsOfCancellation({ meeting, fields }: LiveExchange, context: PlanContext): number {
  return mayMail({ meeting }, context) && !isPast(fields, context) ? (meeting?.recipients ?? 0) : 0;
}

/** Whether those who are invited may hear of what is written. */
export function mayMail({ meeting }: Pick<LiveExchange, 'meeting'>, { rules }: PlanContext): boolean {
  return rules.invitations === 'notify' && meeting !== null && meetingObstacle(meeting, rules) === null;
}
