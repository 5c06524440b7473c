import { Command } from 'commander';
import type { ServerStopList } from '../../api/resources.ts';
import { withApi } from '../api/connection.ts';
import { refuseOtherWords } from '../command-group.ts';
import { globalOptions } from '../global-options.ts';
import { stopText } from '../output/stop-text.ts';
import type { Terminal } from '../terminal.ts';
import { tryStopCommand } from './stops-try.ts';

/** `raccordo stops`: servers whose mailboxes wait, because several began to fail in the same way. */
export function stopsCommand(terminal: Terminal): Command {
  const { t } = terminal;
  const group = new Command('stops')
    .description(t('cli.help.stops'))
    .addHelpText('after', t('cli.help.stopsExamples'))
    .action(async (_options: object, command: Command) => {
      const { data, json } = globalOptions(command);
      const list = await withApi(data, (api) => api.get<ServerStopList>('/api/stops'));
      const texts = list.stops.map((stop) => stopText(terminal, stop));
      terminal.out(json ? JSON.stringify(list, null, 2) : texts.length === 0 ? t('stops.none') : texts.join('\n\n'));
    })
    .addCommand(tryStopCommand(terminal));
  return refuseOtherWords(group);
}
