import { ConnectorError } from '../../model/index.ts';
import { ApiError } from '../api/client.ts';
import { EXIT } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { errorSentence } from './sentences.ts';

/** What the person who typed the command can put right. */
const BAD_INPUT = new Set(['file_unreadable', 'file_unwritable', 'users_file_invalid', 'port_in_use']);

interface Problem {
  readonly path?: string;
  readonly code: string;
  readonly message: string;
}

/** Says what went wrong, on standard error; with a list where there is one. @returns the exit code */
export function reportProblem(terminal: Terminal, error: Error): number {
  if (!(error instanceof ConnectorError)) {
    terminal.say(`${terminal.t('errors.internal')} (${error.message})`);
    if (process.env['RACCORDO_DEBUG'] !== undefined) terminal.say(error.stack ?? '');
    return EXIT.failed;
  }
  terminal.say(errorSentence(terminal, error.code, error.details, error.disposition));
  for (const problem of problemsOf(error)) {
    terminal.say(`  ${[problem.path, problem.message].filter((part) => part !== undefined && part !== '').join(': ')}`);
  }
  if (process.env['RACCORDO_DEBUG'] !== undefined) terminal.say(error.stack ?? '');
  if (error instanceof ApiError) return error.status >= 500 || error.status === 401 ? EXIT.failed : EXIT.badInput;
  return BAD_INPUT.has(error.code) ? EXIT.badInput : EXIT.failed;
}

function problemsOf(error: ConnectorError): readonly Problem[] {
  const { problems } = error.details as { problems?: unknown };
  return Array.isArray(problems) ? (problems as Problem[]) : [];
}
