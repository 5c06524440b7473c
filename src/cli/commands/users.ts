import { Command } from 'commander';
import type { Person, PersonPage } from '../../api/resources.ts';
import { allPages } from '../api/all-pages.ts';
import { withApi } from '../api/connection.ts';
import { refuseOtherWords } from '../command-group.ts';
import { globalOptions } from '../global-options.ts';
import { usersText } from '../output/users-text.ts';
import type { Terminal } from '../terminal.ts';
import { addUserCommand } from './users-add.ts';
import { linkCommand } from './users-link.ts';
import { roleCommand } from './users-role.ts';

/** `raccordo users …`: who may sign in, and as what. Without a further word it lists them. */
export function usersCommand(terminal: Terminal): Command {
  const { t } = terminal;
  const group = new Command('users')
    .description(t('cli.help.users'))
    .addHelpText('after', t('cli.help.usersExamples'))
    .action(async (_options: object, command: Command) => {
      const { data, json } = globalOptions(command);
      const users = await withApi(data, (api) => allPages<PersonPage, Person>(api, '/api/users', (page) => page.users));
      terminal.out(json ? JSON.stringify({ users, cursor: null }, null, 2) : usersText(terminal, users));
    })
    .addCommand(addUserCommand(terminal))
    .addCommand(linkCommand(terminal))
    .addCommand(roleCommand(terminal));
  return refuseOtherWords(group);
}
