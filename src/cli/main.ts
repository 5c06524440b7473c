import { exitCodeFor } from './exit-code-for.ts';
import { createProgram } from './program.ts';
import { createTerminal } from './terminal.ts';

// `raccordo sync | head`: who reads no further does not want the work to stop in the middle.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
const terminal = createTerminal(process.argv, process.env);
try {
  await createProgram(terminal).parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCodeFor(terminal, error);
}
