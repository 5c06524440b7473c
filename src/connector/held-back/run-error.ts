import type { RunEnd } from '../../jobs/index.ts';
import type { RunRecord } from '../../store/port.ts';
import type { RunReport } from '../../sync-run/index.ts';

type Problem = NonNullable<RunRecord['problem']>;

/**
 * Who fails with these has met something that nobody expected: a defect, an answer that is not understood, a write that is
 * refused. A server that is away or asks for a pause, and a password that is refused, have their own ways to be waited for.
 */
const UNEXPECTED: ReadonlySet<string> = new Set(['bug', 'quarantine']);
/** It is said of one item type, whatever the other one meets. */
const IN_A_ROW = 'errors_in_a_row';
/** Concern the connection: both item types would meet them. */
const OF_ACCOUNT: ReadonlySet<string> = new Set(['retry', 'backoff', 'reauth']);

/** What a run failed with, as far as two runs can fail with the same. */
export function errorNameOf({ code, details }: Problem): string {
  return code === IN_A_ROW ? `${code} ${String(details['errorCode'])}` : code;
}

/** Whether the failure says nothing of the account's other item type. */
export function isOfItemType({ problem, failure }: Pick<RunReport, 'problem' | 'failure'>): boolean {
  return problem?.code === IN_A_ROW || !OF_ACCOUNT.has(failure?.disposition ?? 'bug');
}

/**
 * A refused sign-in is not repeated for the second item type: a few wrong passwords lock the user out of the whole
 * domain. A server that asks for a pause gets it from both.
 */
export function concernsOtherItemType({ problem, failure }: Pick<RunReport, 'problem' | 'failure'>): boolean {
  return problem?.code === 'sign_in_refused' || (failure?.disposition === 'backoff' && problem?.code !== IN_A_ROW);
}

/** Whose fault it may be: the CRM names its errors so. */
export function isOfCrm({ code, details }: Problem): boolean {
  return (code === IN_A_ROW ? String(details['errorCode']) : code).startsWith('crm_');
}

/** What the run says of an error that is spreading. @param spreading the name of that error, where there is one */
export function runEndOf(report: RunReport, spreading: string | null): RunEnd {
  const { outcome, problem, failure, itemErrors } = report;
  if (outcome === 'failed' && problem !== null) {
    const isUnexpected = problem.code === IN_A_ROW || UNEXPECTED.has(failure?.disposition ?? 'bug');
    return isUnexpected ? { kind: 'failed', error: errorNameOf(problem) } : { kind: 'unclear' };
  }
  // It has put aside, item by item, what another mailbox fails with.
  const hasIt = itemErrors.some(({ code }) => code === spreading || `${IN_A_ROW} ${code}` === spreading);
  return { kind: outcome === 'done' && !hasIt ? 'well' : 'unclear' };
}
