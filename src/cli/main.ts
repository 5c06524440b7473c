import { CommanderError } from 'commander';
import { ConnectorError } from '../model/index.ts';
import { EXIT } from './exit-codes.ts';
import { reportProblem } from './output/report-problem.ts';
import { createProgram } from './program.ts';
import { createTerminal } from './terminal.ts';
import { usageSentence } from './usage.ts';

// `raccordo sync | head`: who reads no further does not want the work to stop in the middle.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
const terminal = createTerminal(process.argv, process.env);
try {
  await createProgram(terminal).parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCodeFor(error);
}

function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) {
    const sentence = usageSentence(terminal, error);
    if (sentence !== null) terminal.say(sentence);
    return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  }
  if (error instanceof ConnectorError || error instanceof Error) return reportProblem(terminal, error);
  throw error;
}
