import type { Command, Option } from 'commander';
import { describe, expect, test } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { createProgram } from '../../src/cli/program.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import { translatorFor } from '../../src/messages/index.ts';
import { bare, readDocument, sectionOf, tableRows } from './documents.ts';

const page = readDocument('docs/reference/cli.md');
const program = createProgram(createTerminal([], { LANG: 'C' }));
/** Every command with its full name. */
const commands = new Map(walk(program, 'raccordo').slice(1));
const GLOBAL = ['--data', '--database', '--json', '--lang'];

function walk(command: Command, name: string): readonly (readonly [string, Command])[] {
  return [[name, command], ...command.commands.flatMap((child) => walk(child, `${name} ${child.name()}`))];
}

function ownOptions(command: Command): readonly Option[] {
  return command.options.filter(({ long }) => !GLOBAL.includes(long ?? ''));
}

function optionRows(markdown: string): ReadonlyMap<string, string> {
  return new Map(tableRows(markdown, 'Option').map(([flags, shown]) => [bare(flags), bare(shown)]));
}

describe('docs/reference/cli.md', () => {
  test('has a section for every command, and for no other', () => {
    const documented = [...page.matchAll(/^### (raccordo .+)$/gm)].map(([, name]) => name);
    expect(documented).toEqual([...commands.keys()]);
  });

  test.each([...commands])('%s: options and arguments are those of the program', (name, command) => {
    const section = sectionOf(page, `### ${name}`);
    expect([...optionRows(section).keys()].sort()).toEqual(
      ownOptions(command)
        .map(({ flags }) => flags)
        .sort(),
    );
    const syntax = command.registeredArguments.map((argument) => {
      const shown = `${argument.name()}${argument.variadic ? '...' : ''}`;
      return argument.required ? `<${shown}>` : `[${shown}]`;
    });
    expect(tableRows(section, 'Argument').map(([argument]) => bare(argument))).toEqual(syntax);
  });

  test.each([...commands])('%s: defaults are those of the program', (name, command) => {
    const shown = optionRows(sectionOf(page, `### ${name}`));
    const expected = ownOptions(command).flatMap((option): (readonly [flags: string, shown: string])[] => {
      const { flags, mandatory, defaultValue } = option as Option & { readonly defaultValue: unknown };
      if (mandatory) return [[flags, 'required']];
      return defaultValue === undefined ? [] : [[flags, String(defaultValue)]];
    });
    expect(expected.map(([flags]) => [flags, shown.get(flags)])).toEqual(expected);
  });

  test('the options of every command are there, and every command takes them', () => {
    const shown = [...optionRows(sectionOf(page, '## Options of every command')).keys()];
    const global = program.options.filter(({ long }) => GLOBAL.includes(long ?? '')).map(({ flags }) => flags);
    expect(shown).toEqual([...global, '-h, --help']);
    for (const [, command] of commands) {
      const taken = command.options.map(({ flags }) => flags);
      expect(taken).toEqual(expect.arrayContaining(global));
    }
  });

  test('its examples use commands and options that exist', () => {
    const examples = [...page.matchAll(/^(?:\w+=\S+ )?raccordo (.+)$/gm)].map(([, words]) => words ?? '');
    expect(examples.length).toBeGreaterThan(15);
    for (const example of examples) {
      const words = example.split(' ');
      const name = [2, 1].map((count) => `raccordo ${words.slice(0, count).join(' ')}`).find((n) => commands.has(n));
      expect(name, example).toBeDefined();
      const options = commands.get(name ?? '')?.options ?? [];
      const unknown = words.filter(
        (word) => /^-./.test(word) && !options.some(({ short, long }) => word === short || word === long),
      );
      expect(unknown, example).toEqual([]);
    }
  });

  test('exit codes are those of the program, in the page and in the help of both languages', () => {
    const shown = tableRows(page, 'Exit code').map(([code, name]) => [bare(name), Number(bare(code))]);
    expect(Object.fromEntries(shown)).toEqual(EXIT);
    for (const language of ['en', 'it'] as const) {
      const help = translatorFor(language)('cli.help.exitCodes').replaceAll('\n', ' ');
      const numbers = [...help.matchAll(/(?:: |· )(\d)/g)].map(([, number]) => Number(number));
      expect(numbers).toEqual(Object.values(EXIT));
    }
  });

  test('names of JSON shapes are components of the API', () => {
    const api = readDocument('docs/reference/openapi.yaml');
    const names = [...page.matchAll(/^JSON: `(\w+)`/gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThanOrEqual(8);
    for (const name of names) expect(api).toContain(`\n    ${name}:\n`);
  });
});
