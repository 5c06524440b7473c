import { CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import type { Language } from '../messages/index.ts';
import { createProgram } from './program.ts';
import { createTerminal } from './terminal.ts';
import { usageSentence } from './usage.ts';

/** What a person reads who types these words. */
async function complaint(language: Language, words: string): Promise<string | null> {
  const terminal = createTerminal(['--lang', language], {});
  try {
    await createProgram(terminal).parseAsync(words.split(' '), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return usageSentence(terminal, error);
    throw error;
  }
  throw new Error(`"${words}" was accepted`);
}

describe('wrong arguments are said in the language of the person, with the names that were typed', () => {
  test.each([
    ['frobnicate', 'There is no command frobnicate.', 'Non c’è nessun comando frobnicate.'],
    ['statsu', 'There is no command statsu. Did you mean status?', 'Intendevi status?'],
    ['sync --foo', 'There is no option --foo.', 'Non c’è nessuna opzione --foo.'],
    ['sync --acount x', 'Did you mean --account?', 'Intendevi --account?'],
    ['explain', 'The argument <query> is missing.', 'Manca l’argomento <query>.'],
    ['apply', 'The option -f, --file <file> is required.', 'L’opzione -f, --file <file> è obbligatoria.'],
    ['status --data', 'The option --data <directory> needs a value.', 'L’opzione --data <directory> vuole un valore.'],
    ['serve --port 99999', 'does not take 99999. Possible: 0 … 65535.', 'non accetta 99999. Possibili: 0 … 65535.'],
    ['status --lang fr', 'does not take fr. Possible: en, it.', 'non accetta fr. Possibili: en, it.'],
    [
      'users role anna boss',
      'The argument <role> cannot be boss. Possible: administrator, user.',
      'non può essere boss.',
    ],
    ['users add anna', 'The option --email <address> is required.', 'L’opzione --email <address> è obbligatoria.'],
    ['users remove anna', 'There is no command users remove. Known: add, link, role.', 'Conosciuti: add, link, role.'],
    ['users ad anna --email a@x.example', 'There is no command users ad.', 'Non c’è nessun comando users ad.'],
    ['accounts bogus', 'There is no command accounts bogus. Known: grant, refuse.', 'Conosciuti: grant, refuse.'],
    ['users --foo', 'There is no option --foo.', 'Non c’è nessuna opzione --foo.'],
    ['users role anna user --foo', 'There is no option --foo.', 'Non c’è nessuna opzione --foo.'],
    ['sync a b', 'There are more arguments', 'Ci sono più argomenti'],
  ])('raccordo %s', async (words, english, italian) => {
    expect(await complaint('en', words)).toContain(english);
    expect(await complaint('it', words)).toContain(italian);
  });
});

test('the help has no English words left in Italian', () => {
  const program = createProgram(createTerminal(['--lang', 'it'], {}));
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    expect(command.helpInformation()).not.toMatch(
      /\b(Usage|Options|Arguments|Commands|display help|choices|default|env)\b:?|\[options\]|\[command\]/,
    );
  }
});
