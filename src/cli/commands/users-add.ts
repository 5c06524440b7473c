import { Command, Option } from 'commander';
import type { IssuedLink, Person } from '../../api/resources.ts';
import { ROLES } from '../../people/index.ts';
import { withApi } from '../api/connection.ts';
import { globalOptions } from '../global-options.ts';
import { linkText, linkWithUrl } from '../output/link-text.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly email: string;
  readonly displayName?: string;
  readonly timeZone?: string;
  readonly role: Person['role'];
}

export function addUserCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('add')
    .description(t('cli.help.usersAdd'))
    .argument('<name>', t('cli.help.userName'))
    .requiredOption('--email <address>', t('cli.help.userEmail'))
    .option('--display-name <text>', t('cli.help.userDisplayName'))
    .option('--time-zone <zone>', t('cli.help.userTimeZone'))
    .addOption(new Option('--role <role>', t('cli.help.userRole')).choices(ROLES).default('user'))
    .action(async (name: string, options: Options, command: Command) => {
      const { data, json } = globalOptions(command);
      const { email, displayName = name, timeZone, role } = options;
      const body = { name, displayName, email, role, ...(timeZone === undefined ? {} : { timeZone }) };
      const added = await withApi(data, async (api) => {
        const user = await api.post<Person>('/api/users', body);
        const path = `/api/users/${encodeURIComponent(user.name)}/password-link`;
        return { user, link: linkWithUrl(await api.post<IssuedLink>(path, {}), api.pageUrl) };
      });
      const text = () =>
        `${t('cli.users.added', { name: added.user.name })}\n${linkText(terminal, added.user.name, added.link)}`;
      terminal.out(json ? JSON.stringify(added, null, 2) : text());
    });
}
