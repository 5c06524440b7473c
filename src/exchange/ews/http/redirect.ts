import { ownError } from '../errors/index.ts';
import type { AnswerHead } from './status-error.ts';
import { describeAnswer } from './status-error.ts';

/**
 * Where a 3xx leads: another path of the same server over https may be followed, anything else is an
 * error that names the target. Credentials never go to a host that was not typed.
 * @returns path and query to try instead
 * @throws ConnectorError `redirected`; `http_server_error` for Exchange's own "something went wrong" page
 */
export function redirectTarget(answer: AnswerHead, url: URL, mayFollow: boolean): string {
  const location = answer.header('location');
  const target = location !== null && URL.canParse(location, url.href) ? new URL(location, url) : null;
  const details = { host: url.host, status: answer.status, ...describeAnswer(answer) };

  // @OBSERVED by other clients: the front end sends a failing request there, and the next one works.
  if (target !== null && /\/genericerrorpage\.htm$/i.test(target.pathname)) {
    throw ownError('http_server_error', 'The server redirects to its error page.', { details });
  }
  if (mayFollow && target !== null && target.protocol === 'https:' && target.origin === url.origin) {
    return `${target.pathname}${target.search}`;
  }
  throw ownError('redirected', 'The server redirects, and credentials do not follow.', {
    details: { ...details, targetHost: target?.host ?? 'none' },
  });
}
