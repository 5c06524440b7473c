import type { Language, Translate } from '../messages/index.ts';
import { LANGUAGES, languageOf, translatorFor } from '../messages/index.ts';

/** Where a command speaks, and how. */
export interface Terminal {
  readonly language: Language;
  readonly t: Translate;
  /** Results only. */
  out(text: string): void;
  /** Progress, warnings, errors. */
  say(text: string): void;
  /** Standard error is a terminal: progress may be drawn over. */
  readonly interactive: boolean;
}

/** The language is needed before the arguments are parsed, because the help speaks it too. */
export function createTerminal(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Terminal {
  const language =
    languageArgument(argv) ?? languageOf(env['RACCORDO_LANG'] ?? env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG']);
  return {
    language,
    t: translatorFor(language),
    out: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    interactive: process.stderr.isTTY && env['CI'] === undefined,
  };
}

function languageArgument(argv: readonly string[]): Language | undefined {
  const index = argv.indexOf('--lang');
  const value =
    index >= 0 ? argv[index + 1] : argv.find((argument) => argument.startsWith('--lang='))?.slice('--lang='.length);
  return LANGUAGES.find((language) => language === value);
}
