import { CommanderError } from 'commander';
import { ConnectorError } from '../model/index.ts';
import { reportProblem } from './output/report-problem.ts';
import { createProgram } from './program.ts';
import { createTerminal } from './terminal.ts';

const terminal = createTerminal(process.argv, process.env);
try {
  await createProgram(terminal).parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCodeFor(error);
}

function exitCodeFor(error: unknown): number {
  // Commander has already said what is wrong with the arguments, or has shown the help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ConnectorError || error instanceof Error) return reportProblem(terminal, error);
  throw error;
}
