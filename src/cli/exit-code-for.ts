import { CommanderError } from 'commander';
import { EXIT } from './exit-codes.ts';
import { reportProblem } from './output/report-problem.ts';
import type { Terminal } from './terminal.ts';
import { usageSentence } from './usage.ts';

/** Says on standard error what a command threw. @returns the exit code @throws what is no error */
export function exitCodeFor(terminal: Terminal, error: unknown): number {
  if (error instanceof CommanderError) {
    const sentence = usageSentence(terminal, error);
    if (sentence !== null) terminal.say(sentence);
    return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  }
  if (error instanceof Error) return reportProblem(terminal, error);
  throw error;
}
