import { Command } from 'commander';
import type { IssuedLink } from '../../api/resources.ts';
import { withApi } from '../api/connection.ts';
import { globalOptions } from '../global-options.ts';
import { linkText, linkWithUrl } from '../output/link-text.ts';
import type { Terminal } from '../terminal.ts';

export function linkCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('link')
    .description(t('cli.help.usersLink'))
    .argument('<name>', t('cli.help.userName'))
    .action(async (name: string, _options: object, command: Command) => {
      const { data, json } = globalOptions(command);
      const link = await withApi(data, async (api) => {
        const path = `/api/users/${encodeURIComponent(name)}/password-link`;
        return linkWithUrl(await api.post<IssuedLink>(path, {}), api.pageUrl);
      });
      terminal.out(json ? JSON.stringify(link, null, 2) : linkText(terminal, name, link));
    });
}
