import { Command } from 'commander';
import type { Run, RunList } from '../../api/resources.ts';
import type { ApiClient } from '../api/client.ts';
import { withApi } from '../api/connection.ts';
import { applyPlanWithConsent } from '../apply-plan.ts';
import { EXIT } from '../exit-codes.ts';
import { globalOptions } from '../global-options.ts';
import { followRun } from '../output/follow-run.ts';
import { planText } from '../output/plan-text.ts';
import { recentRunsText } from '../output/recent-runs-text.ts';
import { runText } from '../output/run-text.ts';
import { readPlan } from '../read-plan.ts';
import { exitCodeOf } from '../synchronise.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly yes?: boolean;
}

/** `raccordo undo RUN`: shows what would take the run back, asks, and carries out exactly that. */
export function undoCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('undo')
    .description(t('cli.help.undo'))
    .argument('[run]', t('cli.help.undoRun'))
    .option('--yes', t('cli.help.planYes'))
    .addHelpText('after', t('cli.help.undoExamples'))
    .action(async (run: string | undefined, options: Options, command: Command) => {
      const { data, json } = globalOptions(command);
      if (run === undefined) return listRuns(terminal, data, json);
      const runs = await withApi(data, (api) => takeBack(terminal, api, run, { yes: options.yes === true, json }));
      if (json) terminal.out(JSON.stringify({ runs }, null, 2));
      const [applied] = runs.filter(({ dryRun }) => !dryRun);
      process.exitCode = applied === undefined ? notApplied(runs) : exitCodeOf([applied]);
    });
}

/** @returns the run that planned and, where somebody agreed, the one that carried it out */
async function takeBack(
  terminal: Terminal,
  api: ApiClient,
  runId: string,
  { yes, json }: { readonly yes: boolean; readonly json: boolean },
): Promise<readonly Run[]> {
  const started = await api.post<RunList>(`/api/runs/${encodeURIComponent(runId)}/undo`, {});
  const planned: Run[] = [];
  for (const { id } of started.runs) planned.push(await followRun(terminal, api, id));
  const [plan] = planned;
  if (plan === undefined || plan.planRunId === null) {
    if (!json) for (const run of planned) terminal.out(runText(terminal, run));
    return planned;
  }
  const read = await readPlan(api, plan.planRunId, { all: false });
  if (!json) terminal.out(planText(terminal, read, undefined));
  if (read.plan.steps === 0) return planned;
  const applied = await applyPlanWithConsent(terminal, api, plan.planRunId, { yes, silent: json });
  return applied === null ? planned : [...planned, applied];
}

function notApplied(runs: readonly Run[]): number {
  return runs.some(({ outcome }) => outcome === 'failed' || outcome === 'busy') ? EXIT.runFailed : EXIT.held;
}

/** A held run counts what it would have done. */
function mayHaveWritten({ kind, dryRun, outcome }: Run): boolean {
  return kind !== 'verify' && !dryRun && (outcome === 'done' || outcome === 'failed');
}

async function listRuns(terminal: Terminal, data: string, json: boolean): Promise<void> {
  const { runs } = await withApi(data, (api) => api.get<RunList>('/api/runs?limit=50'));
  const undoable = runs.filter(mayHaveWritten);
  terminal.out(json ? JSON.stringify({ runs: undoable }, null, 2) : recentRunsText(terminal, undoable));
}
