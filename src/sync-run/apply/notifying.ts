import type { ExchangeDelete, ExchangeUpdate } from '../../exchange/port.ts';
import type { Step } from '../../sync/index.ts';
import { mailsOf } from '../../sync/index.ts';

type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** Tells Exchange to mail the people in a meeting about exactly those parts of it that the step announced. */
export function notifyingOfParts({ mailsAbout }: StepOf<'merge'>): Pick<ExchangeUpdate, 'notifies' | 'notifiesOfDays'> {
  if (mailsAbout === undefined) return {};
  const { item, days } = mailsAbout;
  return { ...(item ? { notifies: true } : {}), ...(days.length === 0 ? {} : { notifiesOfDays: days }) };
}

/** Tells Exchange to mail the people in a meeting that it was called off, exactly where the step announced it. */
export function notifying(step: Step): Pick<ExchangeDelete, 'notifies'> {
  return mailsOf(step) === 0 ? {} : { notifies: true };
}
