import { Command } from 'commander';
import type { Status } from '../../api/resources.ts';
import { withApi } from '../api/connection.ts';
import { globalOptions } from '../global-options.ts';
import { errorSentence, reasonSentence } from '../output/sentences.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../terminal.ts';

export function statusCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('status')
    .description(t('cli.help.status'))
    .addHelpText('after', t('cli.help.statusExamples'))
    .action(async (_options: unknown, command: Command) => {
      const { data, json } = globalOptions(command);
      const status = await withApi(data, (api) => api.get<Status>('/api/status'));
      terminal.out(json ? JSON.stringify(status, null, 2) : statusText(terminal, status));
    });
}

function statusText(terminal: Terminal, { accounts }: Status): string {
  const { t } = terminal;
  if (accounts.length === 0) return t('cli.status.noAccounts');
  const rows = [
    ['account', 'items', 'state', 'links', 'waiting', 'lastSuccess'].map((column) => t(`cli.status.${column}`)),
  ];
  const notes: string[] = [];
  for (const account of accounts) {
    for (const itemType of account.itemTypes) {
      const scope = account.scopes.find((candidate) => candidate.itemType === itemType);
      const state = !account.active
        ? 'inactive'
        : account.schedule.state === 'paused'
          ? 'paused'
          : (scope?.status ?? 'new');
      rows.push([
        account.name,
        t(`cli.sync.itemTypes.${itemType}`),
        t(`cli.status.states.${state}`),
        String(scope?.links.LINKED ?? 0),
        String(scope === undefined ? 0 : scope.unlinked.pending + scope.unlinked.review + scope.unlinked.wait),
        scope?.lastSuccessAt ? new Date(scope.lastSuccessAt).toLocaleString(terminal.language) : t('cli.status.never'),
      ]);
      const why = scope?.lastRun?.problem ?? null;
      if (scope?.statusReason)
        notes.push(
          `${account.name}: ${reasonSentence(terminal, { code: scope.statusReason.code, params: scope.statusReason.params })}`,
        );
      else if (scope?.lastRun?.outcome === 'failed' && why !== null)
        notes.push(`${account.name}: ${errorSentence(terminal, why.code, why.details)}`);
    }
  }
  return [table(rows), ...new Set(notes)].join('\n');
}
