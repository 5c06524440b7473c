import { Command } from 'commander';
import type { Conflict, ConflictDecision, ConflictPage } from '../../api/resources.ts';
import { withApi } from '../api/connection.ts';
import { refuseOtherWords } from '../command-group.ts';
import { globalOptions } from '../global-options.ts';
import { conflictsText, conflictText } from '../output/conflicts-text.ts';
import type { Terminal } from '../terminal.ts';

/** `raccordo conflicts …`: fields that both sides had changed. Without a further word it lists what nobody has decided. */
export function conflictsCommand(terminal: Terminal): Command {
  const { t } = terminal;
  const group = new Command('conflicts')
    .description(t('cli.help.conflicts'))
    .addHelpText('after', t('cli.help.conflictsExamples'))
    .action((_options: object, command: Command) => list(terminal, command, {}))
    .addCommand(listCommand(terminal))
    .addCommand(showCommand(terminal))
    .addCommand(decisionCommand(terminal, 'keep'))
    .addCommand(decisionCommand(terminal, 'take'))
    .addCommand(editCommand(terminal));
  return refuseOtherWords(group);
}

interface ListOptions {
  readonly account?: string;
  readonly all?: boolean;
}

function listCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('list')
    .description(t('cli.help.conflictsList'))
    .option('--account <name>', t('cli.help.conflictsAccount'))
    .option('--all', t('cli.help.conflictsAll'))
    .action((options: ListOptions, command: Command) => list(terminal, command, options));
}

async function list(terminal: Terminal, command: Command, { account, all }: ListOptions): Promise<void> {
  const { data, json } = globalOptions(command);
  const query = new URLSearchParams({ limit: '200' });
  if (all !== true) query.set('state', 'open');
  if (account !== undefined) query.set('account', account);
  const page = await withApi(data, (api) => api.get<ConflictPage>(`/api/conflicts?${query.toString()}`));
  terminal.out(json ? JSON.stringify(page, null, 2) : conflictsText(terminal, page));
}

function showCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('show')
    .description(t('cli.help.conflictsShow'))
    .argument('<id>', t('cli.help.conflictsId'))
    .action(async (id: string, _options: object, command: Command) => {
      const { data, json } = globalOptions(command);
      const conflict = await withApi(data, (api) => api.get<Conflict>(`/api/conflicts/${encodeURIComponent(id)}`));
      terminal.out(json ? JSON.stringify(conflict, null, 2) : conflictText(terminal, conflict));
    });
}

function decisionCommand(terminal: Terminal, decision: 'keep' | 'take'): Command {
  const { t } = terminal;
  return new Command(decision)
    .description(t(`cli.help.conflicts_${decision}`))
    .argument('<id>', t('cli.help.conflictsId'))
    .action((id: string, _options: object, command: Command) => decide(terminal, command, id, { decision }));
}

function editCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('edit')
    .description(t('cli.help.conflicts_edit'))
    .argument('<id>', t('cli.help.conflictsId'))
    .requiredOption('--value <json-or-text>', t('cli.help.conflictsValue'))
    .action((id: string, { value }: { readonly value: string }, command: Command) =>
      decide(terminal, command, id, { decision: 'edit', value: valueOf(value) }),
    );
}

async function decide(terminal: Terminal, command: Command, id: string, decision: ConflictDecision): Promise<void> {
  const { data, json } = globalOptions(command);
  const path = `/api/conflicts/${encodeURIComponent(id)}/decision`;
  const conflict = await withApi(data, (api) => api.post<Conflict>(path, decision));
  terminal.out(json ? JSON.stringify(conflict, null, 2) : terminal.t(`conflicts.decide.done.${conflict.state}`));
}

/** JSON where it is some (an address, a time, `null`), else the text as it stands: a phone number is no number. */
function valueOf(typed: string): unknown {
  if (!/^\s*(?:[[{"]|null\s*$)/.test(typed)) return typed;
  try {
    return JSON.parse(typed) as unknown;
  } catch {
    return typed;
  }
}
