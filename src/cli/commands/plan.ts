import { Command, Option } from 'commander';
import { withApi } from '../api/connection.ts';
import { applyPlanWithConsent } from '../apply-plan.ts';
import { EXIT } from '../exit-codes.ts';
import { globalOptions } from '../global-options.ts';
import { planText } from '../output/plan-text.ts';
import { readPlan } from '../read-plan.ts';
import { exitCodeOf } from '../synchronise.ts';
import type { Terminal } from '../terminal.ts';

/** What a step may do, in the order in which the page shows it. */
const STEP_KINDS: readonly string[] = [
  'deleteInExchange',
  'deleteInCrm',
  'createInExchange',
  'createInCrm',
  'link',
  'merge',
  'detach',
  'hold',
  'close',
  'suppress',
];

/** `raccordo plan …`: what a preview or a held run would do, and doing exactly that. */
export function planCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('plan')
    .description(t('cli.help.plan'))
    .addHelpText('after', t('cli.help.planExamples'))
    .addCommand(showCommand(terminal))
    .addCommand(applyCommand(terminal));
}

function showCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('show')
    .description(t('cli.help.planShow'))
    .argument('<run>', t('cli.help.planRun'))
    .addOption(new Option('--kind <kind>', t('cli.help.planKind')).choices(STEP_KINDS))
    .option('--all', t('cli.help.planAll'))
    .action(async (run: string, options: { readonly kind?: string; readonly all?: boolean }, command: Command) => {
      const { data, json } = globalOptions(command);
      const { kind } = options;
      const wanted = { all: options.all === true, ...(kind === undefined ? {} : { kind }) };
      const read = await withApi(data, (api) => readPlan(api, run, wanted));
      terminal.out(json ? JSON.stringify(read, null, 2) : planText(terminal, read, kind));
    });
}

function applyCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('apply')
    .description(t('cli.help.planApply'))
    .argument('<run>', t('cli.help.planRun'))
    .option('--yes', t('cli.help.planYes'))
    .action(async (runId: string, options: { readonly yes?: boolean }, command: Command) => {
      const { data, json } = globalOptions(command);
      const yes = options.yes === true;
      const run = await withApi(data, async (api) => {
        const read = await readPlan(api, runId, { all: false });
        if (!json) terminal.out(planText(terminal, read, undefined));
        return applyPlanWithConsent(terminal, api, read.plan.runId, { yes, silent: json });
      });
      if (json && run !== null) terminal.out(JSON.stringify({ runs: [run] }, null, 2));
      process.exitCode = run === null ? EXIT.held : exitCodeOf([run]);
    });
}
