import { Command } from 'commander';
import type { Account } from '../../api/resources.ts';
import { withApi } from '../api/connection.ts';
import { globalOptions } from '../global-options.ts';
import type { Terminal } from '../terminal.ts';

/** `raccordo accounts grant NAME` and `… refuse NAME`: the decision that a claimed mailbox waits for. */
export function claimCommand(terminal: Terminal, decision: 'grant' | 'refuse'): Command {
  const { t } = terminal;
  return new Command(decision)
    .description(t(`cli.help.accounts_${decision}`))
    .argument('<name>', t('cli.help.accountName'))
    .action(async (name: string, _options: object, command: Command) => {
      const { data, json } = globalOptions(command);
      const path = `/api/accounts/${encodeURIComponent(name)}/claim`;
      const account = await withApi(data, (api) => api.post<Account>(path, { decision }));
      const facts = { account: account.name, user: account.user.name, mailbox: account.mailbox };
      terminal.out(json ? JSON.stringify(account, null, 2) : t(`cli.accounts.${account.claim.state}`, facts));
    });
}
