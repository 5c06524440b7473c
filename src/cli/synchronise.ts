import type { AccountStatus, Run, RunList, Status } from '../api/resources.ts';
import type { ApiClient } from './api/client.ts';
import { EXIT } from './exit-codes.ts';
import { decisionText } from './output/decision-text.ts';
import { followRun } from './output/follow-run.ts';
import { approvalText, runText, stepsText } from './output/run-text.ts';
import type { Terminal } from './terminal.ts';

export interface SynchroniseOptions {
  /** All active ones without it. */
  readonly account?: string;
  readonly dryRun?: boolean;
  /** Plan hashes of held runs. */
  readonly approve?: readonly string[];
  /** Says nothing on standard output: the caller prints the runs. */
  readonly silent: boolean;
}

/** Runs accounts one after the other, showing progress, and returns their runs. */
export async function synchronise(
  terminal: Terminal,
  api: ApiClient,
  options: SynchroniseOptions,
): Promise<readonly Run[]> {
  const { t } = terminal;
  const names = options.account === undefined ? await runnableAccounts(terminal, api) : [options.account];
  if (names.length === 0) terminal.say(t('cli.sync.noAccounts'));
  const finished: Run[] = [];
  for (const name of names) {
    const body = { dryRun: options.dryRun === true, approve: options.approve ?? null };
    const started = await api.post<RunList>(`/api/accounts/${encodeURIComponent(name)}/runs`, body);
    if (!options.silent) terminal.out(t('cli.sync.account', { account: name }));
    const runs: Run[] = [];
    for (const { id } of started.runs) {
      const run = await followRun(terminal, api, id);
      runs.push(run);
      if (options.silent) continue;
      terminal.out(runText(terminal, run));
      if ((run.dryRun || run.outcome === 'held') && run.steps.length > 0) terminal.out(stepsText(terminal, run));
    }
    finished.push(...runs);
    const approval = approvalText(terminal, name, runs);
    if (!options.silent && approval !== null) terminal.out(approval);
  }
  if (options.dryRun === true && finished.length > 0) terminal.say(t('cli.sync.dryRun'));
  return finished;
}

/** Those whose mailbox is not allowed are said and passed over: they keep nobody else waiting. */
async function runnableAccounts(terminal: Terminal, api: ApiClient): Promise<readonly string[]> {
  const { accounts } = await api.get<Status>('/api/status');
  const active = accounts.filter((account) => account.active);
  const isAllowed = ({ claim }: AccountStatus) => claim === 'granted';
  for (const account of active) if (!isAllowed(account)) terminal.say(decisionText(terminal, account) ?? '');
  return active.filter(isAllowed).map(({ name }) => name);
}

export function exitCodeOf(runs: readonly Run[]): number {
  if (runs.some(({ outcome }) => outcome === 'failed' || outcome === 'busy')) return EXIT.runFailed;
  if (runs.some(({ outcome, dryRun }) => outcome === 'held' && !dryRun)) return EXIT.held;
  return runs.some(({ itemErrors }) => itemErrors.length > 0) ? EXIT.needsAttention : EXIT.done;
}
