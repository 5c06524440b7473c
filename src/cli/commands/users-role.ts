import { Argument, Command } from 'commander';
import type { Person } from '../../api/resources.ts';
import { ROLES } from '../../people/index.ts';
import { withApi } from '../api/connection.ts';
import { globalOptions } from '../global-options.ts';
import type { Terminal } from '../terminal.ts';

export function roleCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('role')
    .description(t('cli.help.usersRole'))
    .argument('<name>', t('cli.help.userName'))
    .addArgument(new Argument('<role>', t('cli.help.userRole')).choices(ROLES))
    .action(async (name: string, role: Person['role'], _options: object, command: Command) => {
      const { data, json } = globalOptions(command);
      const path = `/api/users/${encodeURIComponent(name)}`;
      const person = await withApi(data, async (api) => {
        const { etag } = await api.get<Person>(path);
        return api.patch<Person>(path, etag, { role });
      });
      terminal.out(
        json ? JSON.stringify(person, null, 2) : t(`cli.users.became.${person.role}`, { name: person.name }),
      );
    });
}
