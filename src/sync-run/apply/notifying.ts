import type { ExchangeDelete } from '../../exchange/port.ts';
import type { Step } from '../../sync/index.ts';
import { mailsOf } from '../../sync/index.ts';

/** Tells Exchange to mail the people in a meeting exactly where the step announced it. */
export function notifying(step: Step): Pick<ExchangeDelete, 'notifies'> {
  return mailsOf(step) === 0 ? {} : { notifies: true };
}
