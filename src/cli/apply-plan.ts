import type { Run, RunList } from '../api/resources.ts';
import type { ApiClient } from './api/client.ts';
import { confirm } from './confirm.ts';
import { followRun } from './output/follow-run.ts';
import { runText } from './output/run-text.ts';
import type { Terminal } from './terminal.ts';

/**
 * Carries out exactly the plan of a run, when somebody agrees: on the terminal, or beforehand.
 * @param runId the run that made it; its plan was shown before
 * @returns its run; `null` when nobody agreed, which is said
 */
export async function applyPlanWithConsent(
  terminal: Terminal,
  api: ApiClient,
  runId: string,
  { yes, silent }: { readonly yes: boolean; readonly silent: boolean },
): Promise<Run | null> {
  const { t } = terminal;
  if (!yes && !(await confirm(terminal, t('cli.plan.question')))) {
    terminal.say(t('cli.plan.notAgreed', { run: runId }));
    return null;
  }
  const { runs } = await api.post<RunList>(`/api/runs/${encodeURIComponent(runId)}/plan/apply`, {});
  const [started] = runs;
  if (started === undefined) return null;
  const run = await followRun(terminal, api, started.id);
  if (!silent) terminal.out(runText(terminal, run));
  return run;
}
