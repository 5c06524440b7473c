import type { Command } from 'commander';

/**
 * For a command that does something by itself and has commands of its own: another word after its name is an unknown
 * command, whatever options stand behind it. The parser would complain about those options, or about too many words.
 */
export function refuseOtherWords(group: Command): Command {
  return group
    .allowExcessArguments()
    .allowUnknownOption()
    .hook('preAction', (_group, command) => {
      const [word] = command.args;
      if (command !== group || word === undefined) return;
      if (word.startsWith('-')) group.error(`unknown option '${word}'`, { code: 'commander.unknownOption' });
      const known = group.commands.map((own) => own.name()).join(', ');
      group.error(`unknown command '${group.name()} ${word}', known '${known}'`, { code: 'raccordo.unknownWord' });
    });
}
