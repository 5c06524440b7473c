import { hasMessage } from '../../messages/index.ts';
import { ConnectorError } from '../../model/index.ts';
import { ApiError } from '../api/client.ts';
import { EXIT } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { errorSentence } from './sentences.ts';

/** What the person who typed the command can put right. */
const BAD_INPUT = new Set([
  'address_unavailable',
  'file_unreadable',
  'file_unwritable',
  'insecure_listen_refused',
  'port_in_use',
  'users_file_invalid',
]);

interface Problem {
  readonly path?: string;
  /** A sentence of the catalogue; problems of other requests bring only their English message. */
  readonly sentence?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly message: string;
}

/** Says what went wrong, on standard error; with a list where there is one. @returns the exit code */
export function reportProblem(terminal: Terminal, error: Error): number {
  if (!(error instanceof ConnectorError)) {
    terminal.say(`${terminal.t('errors.internal')} (${error.message})`);
    if (process.env['RACCORDO_DEBUG'] !== undefined) terminal.say(error.stack ?? '');
    return EXIT.failed;
  }
  terminal.say(errorSentence(terminal, error.code, detailsInWords(terminal, error), error.disposition));
  const next = `cli.next.${error.code}`;
  if (hasMessage(next)) terminal.say(terminal.t(next, error.details));
  for (const problem of problemsOf(error)) {
    const said = sentenceOf(terminal, problem);
    terminal.say(`  ${[problem.path, said].filter((part) => part !== undefined && part !== '').join(': ')}`);
  }
  if (process.env['RACCORDO_DEBUG'] !== undefined) terminal.say(error.stack ?? '');
  if (error instanceof ApiError) return error.status >= 500 || error.status === 401 ? EXIT.failed : EXIT.badInput;
  return BAD_INPUT.has(error.code) ? EXIT.badInput : EXIT.failed;
}

function sentenceOf({ t }: Terminal, { sentence, params, message }: Problem): string {
  return sentence !== undefined && hasMessage(`configuration.${sentence}`)
    ? t(`configuration.${sentence}`, params)
    : message;
}

/** What the file system says (`ENOENT`), in words where there are some. */
function detailsInWords({ t }: Terminal, { details }: ConnectorError): ConnectorError['details'] {
  const { reason } = details;
  return typeof reason === 'string' && hasMessage(`errors.file.${reason}`)
    ? { ...details, reason: t(`errors.file.${reason}`) }
    : details;
}

function problemsOf(error: ConnectorError): readonly Problem[] {
  const { problems } = error.details as { problems?: unknown };
  return Array.isArray(problems) ? (problems as Problem[]) : [];
}
