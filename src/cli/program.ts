import { Command } from 'commander';
import { findProgramFiles } from '../program-files.ts';
import { accountsCommand } from './commands/accounts.ts';
import { applyCommand } from './commands/apply.ts';
import { conflictsCommand } from './commands/conflicts.ts';
import { demoCommand } from './commands/demo.ts';
import { explainCommand } from './commands/explain.ts';
import { installationCommand } from './commands/installation.ts';
import { oldDeletionsCommand } from './commands/old-deletions.ts';
import { planCommand } from './commands/plan.ts';
import { recordsCommand } from './commands/records.ts';
import { serveCommand } from './commands/serve.ts';
import { simulatorCommand } from './commands/simulator.ts';
import { statusCommand } from './commands/status.ts';
import { stopsCommand } from './commands/stops.ts';
import { syncCommand } from './commands/sync.ts';
import { testConnectionCommand } from './commands/test-connection.ts';
import { undoCommand } from './commands/undo.ts';
import { usersCommand } from './commands/users.ts';
import { verifyCommand } from './commands/verify.ts';
import { addGlobalOptions } from './global-options.ts';
import type { Terminal } from './terminal.ts';
import { speakLanguage } from './usage.ts';

export function createProgram(terminal: Terminal): Command {
  const { t } = terminal;
  const commands = [
    demoCommand(terminal),
    serveCommand(terminal),
    simulatorCommand(terminal),
    applyCommand(terminal),
    usersCommand(terminal),
    accountsCommand(terminal),
    testConnectionCommand(terminal),
    syncCommand(terminal),
    planCommand(terminal),
    undoCommand(terminal),
    oldDeletionsCommand(terminal),
    statusCommand(terminal),
    conflictsCommand(terminal),
    explainCommand(terminal),
    verifyCommand(terminal),
    installationCommand(terminal),
    stopsCommand(terminal),
    recordsCommand(terminal, 'contacts'),
    recordsCommand(terminal, 'appointments'),
  ];
  const program = new Command('raccordo')
    .description(t('cli.help.raccordo'))
    .version(findProgramFiles().version, '-V, --version', t('cli.usage.versionOption'))
    .addHelpText('after', `\n${t('cli.help.exitCodes')}`);
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...commands, ...commands.flatMap((parent) => parent.commands)]) {
    addGlobalOptions(command, terminal);
    speakLanguage(command, terminal);
  }
  return program;
}
