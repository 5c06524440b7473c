import type { AccountSchedule } from '../../jobs/index.ts';
import type { Connector } from '../connector.ts';

const UNCONFIRMED: AccountSchedule = {
  state: 'paused',
  nextRunAt: null,
  reason: { code: 'installation_unconfirmed', disposition: 'halt' },
  failures: 0,
};

/** What people are told of the schedule of an account. Nothing is scheduled while nobody has confirmed the database, and why is the same for all. */
export function scheduleOf(
  { parts, scheduler }: Pick<Connector, 'parts' | 'scheduler'>,
  accountId: string,
): AccountSchedule {
  return parts.installation.doubt() === null ? scheduler.scheduleOf(accountId) : UNCONFIRMED;
}
