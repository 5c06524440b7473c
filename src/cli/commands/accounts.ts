import { Command } from 'commander';
import type { Account, AccountList, Status } from '../../api/resources.ts';
import { allPages } from '../api/all-pages.ts';
import { withApi } from '../api/connection.ts';
import { refuseOtherWords } from '../command-group.ts';
import { globalOptions } from '../global-options.ts';
import { accountsText } from '../output/accounts-text.ts';
import type { Terminal } from '../terminal.ts';
import { claimCommand } from './accounts-claim.ts';

/** `raccordo accounts …`: who synchronises which mailbox, and who may. Without a further word it lists them. */
export function accountsCommand(terminal: Terminal): Command {
  const { t } = terminal;
  const group = new Command('accounts')
    .description(t('cli.help.accounts'))
    .addHelpText('after', t('cli.help.accountsExamples'))
    .action(async (_options: object, command: Command) => {
      const { data, json } = globalOptions(command);
      const { accounts, status } = await withApi(data, async (api) => ({
        accounts: await allPages<AccountList, Account>(api, '/api/accounts', (page) => page.accounts),
        status: await api.get<Status>('/api/status'),
      }));
      const text = () =>
        accounts.length === 0
          ? t('cli.status.noAccounts', { directory: data })
          : accountsText(terminal, accounts, status.accounts);
      terminal.out(json ? JSON.stringify({ accounts, cursor: null }, null, 2) : text());
    })
    .addCommand(claimCommand(terminal, 'grant'))
    .addCommand(claimCommand(terminal, 'refuse'));
  return refuseOtherWords(group);
}
