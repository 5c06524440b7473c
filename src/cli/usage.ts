import type { Command, CommanderError, Option } from 'commander';
import { hasMessage } from '../messages/index.ts';
import type { Terminal } from './terminal.ts';

/** Makes help and complaints of the argument parser speak the language of the rest. */
export function speakLanguage(command: Command, { t }: Terminal): void {
  const title = (text: string) => {
    const key = `cli.usage.titles.${text.toLowerCase().replaceAll(/[^a-z]/g, '')}`;
    return hasMessage(key) ? t(key) : text;
  };
  if (command.commands.length > 0) command.helpCommand(`help ${t('cli.usage.anyCommand')}`, t('cli.usage.helpCommand'));
  command
    .helpOption('-h, --help', t('cli.usage.helpOption'))
    .configureHelp({
      styleTitle: title,
      styleOptionText: (text) => (text === '[options]' ? t('cli.usage.anyOptions') : text),
      styleSubcommandText: (text) => (text === '[command]' ? t('cli.usage.anyCommand') : text),
      optionDescription: (option) => describeOption(option, t),
      argumentDescription: ({ description, argChoices }) => described(description, [choicesText(t, argChoices)]),
    })
    // What is wrong is said once, by whoever catches the error.
    .configureOutput({ outputError: () => undefined });
}

function describeOption({ description, argChoices, defaultValue, envVar }: Option, t: Terminal['t']): string {
  return described(description, [
    choicesText(t, argChoices),
    defaultValue === undefined ? null : t('cli.usage.default', { value: String(defaultValue) }),
    envVar === undefined ? null : t('cli.usage.environment', { variable: envVar }),
  ]);
}

function choicesText(t: Terminal['t'], choices: readonly string[] | undefined): string | null {
  return choices === undefined ? null : t('cli.usage.choices', { values: choices.join(', ') });
}

function described(description: string, facts: readonly (string | null)[]): string {
  const known = facts.filter((fact) => fact !== null);
  return known.length === 0 ? description : `${description} (${known.join('; ')})`;
}

/**
 * What is wrong with the arguments. The parser gives a code and an English sentence; the sentence is looked at
 * only for the names that it quotes.
 * @returns `null` when nothing is: help or the version was asked for, and has been shown
 */
export function usageSentence({ t }: Terminal, { code, message }: CommanderError): string | null {
  const problem = code.replace(/^\w+\./, '');
  // The parser has one code for both, and quotes the two the other way round.
  if (problem === 'invalidArgument' && message.includes('command-argument value')) return operandSentence(t, message);
  const key = `cli.usage.problems.${problem}`;
  if (!hasMessage(key)) return null;
  const [subject = '', value = ''] = [...message.matchAll(/'([^']*)'/g)].map(([, quoted]) => quoted);
  const allowed = /is invalid\. (?:Allowed choices are )?(.*?)\.?$/.exec(message)?.[1] ?? '';
  const meant = /\(Did you mean (?:one of )?(.*)\?\)/.exec(message)?.[1];
  return [
    t(key, { subject, value, allowed }),
    ...(meant === undefined ? [] : [t('cli.usage.meant', { meant })]),
    t('cli.usage.seeHelp'),
  ].join(' ');
}

function operandSentence(t: Terminal['t'], message: string): string {
  const [value = '', subject = ''] = [...message.matchAll(/'([^']*)'/g)].map(([, quoted]) => quoted);
  const allowed = /Allowed choices are (.*?)\.?$/.exec(message)?.[1] ?? '';
  return `${t('cli.usage.problems.invalidOperand', { subject, value, allowed })} ${t('cli.usage.seeHelp')}`;
}
