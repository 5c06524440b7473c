import { Command } from 'commander';
import { type Run, type RunList, type Status } from '../../api/resources.ts';
import { type ApiClient } from '../api/client.ts';
import { withApi } from '../api/connection.ts';
import { EXIT } from '../exit-codes.ts';
import { globalOptions } from '../global-options.ts';
import { followRun } from '../output/follow-run.ts';
import { runText, stepsText } from '../output/run-text.ts';
import { type Terminal } from '../terminal.ts';

interface Options {
  readonly account?: string;
  readonly dryRun?: boolean;
  readonly approve?: string;
}

export function syncCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('sync')
    .description(t('cli.help.sync'))
    .option('--account <name>', t('cli.help.syncAccount'))
    .option('--dry-run', t('cli.help.syncDryRun'))
    .option('--approve <hash>', t('cli.help.syncApprove'))
    .addHelpText('after', t('cli.help.syncExamples'))
    .action(async (options: Options, command: Command) => {
      const { data, json } = globalOptions(command);
      const runs = await withApi(data, (api) => synchronise(terminal, api, options, json));
      if (json) terminal.out(JSON.stringify({ runs }, null, 2));
      process.exitCode = exitCodeOf(runs);
    });
}

async function synchronise(
  terminal: Terminal,
  api: ApiClient,
  options: Options,
  json: boolean,
): Promise<readonly Run[]> {
  const { accounts } = await api.get<Status>('/api/status');
  const names =
    options.account === undefined ? accounts.filter(({ active }) => active).map(({ name }) => name) : [options.account];
  if (names.length === 0) terminal.say(terminal.t('cli.sync.noAccounts'));
  const finished: Run[] = [];
  for (const name of names) {
    const body = {
      dryRun: options.dryRun === true,
      ...(options.approve === undefined ? {} : { approve: options.approve }),
    };
    const started = await api.post<RunList>(`/api/accounts/${encodeURIComponent(name)}/runs`, body);
    if (!json) terminal.out(terminal.t('cli.sync.account', { account: name }));
    for (const { id } of started.runs) {
      const run = await followRun(terminal, api, id);
      finished.push(run);
      if (json) continue;
      terminal.out(runText(terminal, run));
      if (run.dryRun || run.outcome === 'held') terminal.out(stepsText(terminal, run));
    }
  }
  if (options.dryRun === true && finished.length > 0) terminal.say(terminal.t('cli.sync.dryRun'));
  return finished;
}

function exitCodeOf(runs: readonly Run[]): number {
  if (runs.some(({ outcome }) => outcome === 'failed' || outcome === 'busy')) return EXIT.runFailed;
  if (runs.some(({ outcome, dryRun }) => outcome === 'held' && !dryRun)) return EXIT.held;
  return runs.some(({ itemErrors }) => itemErrors.length > 0) ? EXIT.needsAttention : EXIT.done;
}
