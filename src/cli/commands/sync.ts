import { Command } from 'commander';
import { withApi } from '../api/connection.ts';
import { globalOptions } from '../global-options.ts';
import { exitCodeOf, synchronise } from '../synchronise.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly account?: string;
  readonly dryRun?: boolean;
  readonly approve?: readonly string[];
}

export function syncCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('sync')
    .description(t('cli.help.sync'))
    .option('--account <name>', t('cli.help.syncAccount'))
    .option('--dry-run', t('cli.help.syncDryRun'))
    .option('--approve <hash>', t('cli.help.syncApprove'), (hash: string, before?: readonly string[]) => [
      ...(before ?? []),
      hash,
    ])
    .addHelpText('after', t('cli.help.syncExamples'))
    .action(async (options: Options, command: Command) => {
      const { data, json } = globalOptions(command);
      const runs = await withApi(data, (api) => synchronise(terminal, api, { ...options, silent: json }));
      if (json) terminal.out(JSON.stringify({ runs }, null, 2));
      process.exitCode = exitCodeOf(runs);
    });
}
