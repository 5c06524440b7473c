import { Command } from 'commander';
import type { Installation } from '../../api/resources.ts';
import { withApi } from '../api/connection.ts';
import { refuseOtherWords } from '../command-group.ts';
import { globalOptions } from '../global-options.ts';
import { doubtText } from '../output/doubt-text.ts';
import type { Terminal } from '../terminal.ts';
import { confirmInstallationCommand } from './installation-confirm.ts';

/** `raccordo installation`: whether the database is still the one that Raccordo worked with. */
export function installationCommand(terminal: Terminal): Command {
  const { t } = terminal;
  const group = new Command('installation')
    .description(t('cli.help.installation'))
    .addHelpText('after', t('cli.help.installationExamples'))
    .action(async (_options: object, command: Command) => {
      const { data, json } = globalOptions(command);
      const installation = await withApi(data, (api) => api.get<Installation>('/api/installation'));
      const text = () =>
        installation.doubt === null ? t('installation.certain') : doubtText(terminal, installation.doubt);
      terminal.out(json ? JSON.stringify(installation, null, 2) : text());
    })
    .addCommand(confirmInstallationCommand(terminal));
  return refuseOtherWords(group);
}
