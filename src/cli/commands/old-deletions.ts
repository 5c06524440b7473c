import { Command } from 'commander';
import type { OldDeletions, OldDeletionsLeft, Run, RunList } from '../../api/resources.ts';
import type { ApiClient } from '../api/client.ts';
import { withApi } from '../api/connection.ts';
import { applyPlanWithConsent } from '../apply-plan.ts';
import { confirm } from '../confirm.ts';
import { EXIT } from '../exit-codes.ts';
import { globalOptions } from '../global-options.ts';
import { followRun } from '../output/follow-run.ts';
import { planText } from '../output/plan-text.ts';
import { runText } from '../output/run-text.ts';
import { readPlan } from '../read-plan.ts';
import { exitCodeOf } from '../synchronise.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly account: string;
  readonly leave?: boolean;
  readonly yes?: boolean;
}

interface Asked {
  /** Address of the old deletions of the account. */
  readonly path: string;
  readonly yes: boolean;
  readonly json: boolean;
}

/** `raccordo old-deletions`: what deletions from before their rule was switched on have left, and making up for them. */
export function oldDeletionsCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('old-deletions')
    .description(t('cli.help.oldDeletions'))
    .requiredOption('--account <name>', t('cli.help.oldDeletionsAccount'))
    .option('--leave', t('cli.help.oldDeletionsLeave'))
    .option('--yes', t('cli.help.planYes'))
    .addHelpText('after', t('cli.help.oldDeletionsExamples'))
    .action(async (options: Options, command: Command) => {
      const { data, json } = globalOptions(command);
      const path = `/api/accounts/${encodeURIComponent(options.account)}/old-deletions`;
      const asked = { path, yes: options.yes === true, json };
      process.exitCode = await withApi(data, async (api) => {
        const { oldDeletions } = await api.get<OldDeletions>(path);
        const some = oldDeletions.filter(({ inExchange, inCrm }) => inExchange + inCrm > 0);
        if (!json) for (const one of some) terminal.out(countText(terminal, one));
        if (some.length === 0) return nothingLeft(terminal, json);
        return options.leave === true ? leave(terminal, api, asked) : makeUpFor(terminal, api, asked);
      });
    });
}

function nothingLeft(terminal: Terminal, json: boolean): number {
  terminal.out(json ? JSON.stringify({ runs: [] }, null, 2) : terminal.t('cli.oldDeletions.none'));
  return EXIT.done;
}

function countText({ t }: Terminal, { itemType, ...counts }: OldDeletions['oldDeletions'][number]): string {
  return t('cli.oldDeletions.some', { itemType: t(`cli.sync.itemTypes.${itemType}`), ...counts });
}

async function leave(terminal: Terminal, api: ApiClient, { path, yes, json }: Asked): Promise<number> {
  const { t } = terminal;
  if (!yes && !(await confirm(terminal, t('cli.oldDeletions.leave')))) {
    terminal.say(t('cli.oldDeletions.notLeft'));
    return EXIT.held;
  }
  const { left } = await api.post<OldDeletionsLeft>(`${path}/leave`, {});
  terminal.out(json ? JSON.stringify({ left }, null, 2) : t('cli.oldDeletions.left', { count: left }));
  return EXIT.done;
}

/** Plan by plan: each is shown, asked about and carried out. */
async function makeUpFor(terminal: Terminal, api: ApiClient, { path, yes, json }: Asked): Promise<number> {
  const planned: Run[] = [];
  const applied: Run[] = [];
  let refused = 0;
  for (const { id } of (await api.post<RunList>(`${path}/plan`, {})).runs) {
    const run = await followRun(terminal, api, id);
    planned.push(run);
    if (run.planRunId === null) {
      if (!json) terminal.out(runText(terminal, run));
      continue;
    }
    const read = await readPlan(api, run.planRunId, { all: false });
    if (!json) terminal.out(planText(terminal, read, undefined));
    if (read.plan.counts.deletedInCrm + read.plan.counts.deletedInExchange === 0) continue;
    const done = await applyPlanWithConsent(terminal, api, run.planRunId, { yes, silent: json });
    if (done === null) refused += 1;
    else applied.push(done);
  }
  if (json) terminal.out(JSON.stringify({ runs: [...planned, ...applied] }, null, 2));
  const unplanned = planned.filter(({ planRunId }) => planRunId === null);
  if (applied.length + unplanned.length > 0) return exitCodeOf([...applied, ...unplanned]);
  return refused > 0 ? EXIT.held : EXIT.done;
}
