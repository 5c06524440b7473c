import { Command } from 'commander';
import type { ServerStopList } from '../../api/resources.ts';
import { withApi } from '../api/connection.ts';
import { confirm } from '../confirm.ts';
import { EXIT } from '../exit-codes.ts';
import { globalOptions } from '../global-options.ts';
import type { Terminal } from '../terminal.ts';

/** `raccordo stops try`: says what it means, asks, and has one of the mailboxes that wait tried. */
export function tryStopCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('try')
    .argument('<id>', t('cli.help.stopsTryId'))
    .description(t('cli.help.stopsTry'))
    .option('--yes', t('cli.help.stopsTryYes'))
    .action(async (id: string, { yes = false }: { readonly yes?: boolean }, command: Command) => {
      const { data, json } = globalOptions(command);
      if (!yes) {
        if (!json) terminal.out(t('stops.consequences'));
        if (!(await confirm(terminal, t('stops.question')))) {
          terminal.say(t('stops.notAgreed', { id }));
          process.exitCode = EXIT.held;
          return;
        }
      }
      const path = `/api/stops/${encodeURIComponent(id)}/trial`;
      const list = await withApi(data, (api) => api.post<ServerStopList>(path, {}));
      terminal.out(json ? JSON.stringify(list, null, 2) : t('stops.tried'));
    });
}
