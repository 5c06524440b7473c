import { ConnectorError } from '../model/index.ts';
import type { LogFacts } from './log.ts';

/** Code and disposition of an error, and for what should not happen the place. Messages and details stay out. */
export function errorFacts(error: unknown): Pick<LogFacts, 'code' | 'disposition' | 'retryAfterMs' | 'stack'> {
  const known = error instanceof ConnectorError;
  return {
    code: known ? error.code : 'unexpected_error',
    disposition: known ? error.disposition : 'bug',
    ...(known && error.retryAfterMs !== undefined ? { retryAfterMs: error.retryAfterMs } : {}),
    ...(known && error.disposition !== 'bug' ? {} : { stack: placeOf(error) }),
  };
}

/** The frames only: the first lines of a stack repeat the message, which may quote what it failed on. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error) || error.stack === undefined) return 'unknown';
  const frames = error.stack.split('\n').filter((line) => /^\s+at /.test(line));
  return frames
    .slice(0, 12)
    .map((line) => line.trim())
    .join(' < ');
}
