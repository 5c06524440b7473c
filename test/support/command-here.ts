import { exitCodeFor } from '../../src/cli/exit-code-for.ts';
import { createProgram } from '../../src/cli/program.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import type { CommandOptions, CommandResult } from './command.ts';
import { expectExit } from './command.ts';

/**
 * The `raccordo` command in this process, for a data directory whose service or connector is open: it finds that by the
 * lock and talks to its API, as a process of its own does. Starting a process takes most of a second of a core. One at
 * a time.
 * @throws Error with everything that was printed, when it ends with another exit code than expected
 */
export async function runCommandHere(
  args: readonly string[],
  { exitCode }: Pick<CommandOptions, 'exitCode'> = {},
): Promise<CommandResult> {
  const begun = performance.now();
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const terminal: Terminal = {
    ...createTerminal(args, { RACCORDO_LANG: 'en' }),
    out: (text) => void stdout.push(`${text}\n`),
    say: (text) => void stderr.push(`${text}\n`),
    interactive: false,
  };
  const result: CommandResult = {
    exitCode: await ended(terminal, args),
    signal: null,
    stdout: stdout.join(''),
    stderr: stderr.join(''),
    durationMs: Math.round(performance.now() - begun),
    json: <T>() => JSON.parse(stdout.join('')) as T,
  };
  expectExit(args, result, exitCode);
  return result;
}

async function ended(terminal: Terminal, args: readonly string[]): Promise<number> {
  // Commands say it by the exit code of the process, which is here that of the tests.
  const ofTests = process.exitCode;
  try {
    process.exitCode = 0;
    await createProgram(terminal).parseAsync(['node', 'raccordo', ...args]);
    return process.exitCode;
  } catch (error) {
    return exitCodeFor(terminal, error);
  } finally {
    process.exitCode = ofTests;
  }
}
