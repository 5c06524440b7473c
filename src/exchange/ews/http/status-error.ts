import type { ConnectorError } from '../../../model/index.ts';
import type { OwnCode } from '../errors/index.ts';
import { LONGEST_WAIT_MS, ownError } from '../errors/index.ts';

export interface AnswerHead {
  readonly status: number;
  header(name: string): string | null;
}

const CODES: Readonly<Record<number, OwnCode>> = {
  403: 'ews_forbidden',
  404: 'ews_not_found',
  405: 'not_ews',
  408: 'http_server_error',
  410: 'ews_not_found',
  425: 'http_server_error',
  429: 'server_busy',
  // IIS: the session behind the cookie is over.
  440: 'login_timeout',
  503: 'server_busy',
};

/** The error behind a status when no SOAP came with it. */
export function statusError(answer: AnswerHead, host: string): ConnectorError {
  const { status } = answer;
  const code = CODES[status] ?? (status >= 500 ? 'http_server_error' : status >= 400 ? 'http_rejected' : 'not_ews');
  const retryAfterMs = readRetryAfter(answer.header('retry-after'), Date.now());
  return ownError(code, `The server answered with HTTP status ${status} and no SOAP.`, {
    details: { host, status, ...describeAnswer(answer) },
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  });
}

/** What helps an administrator to find the request in the server's logs. */
export function describeAnswer(answer: AnswerHead): Record<string, string> {
  const facts: Record<string, string> = { contentType: (answer.header('content-type') ?? 'none').slice(0, 100) };
  for (const [detail, header] of [
    ['requestId', 'request-id'],
    ['casErrorCode', 'x-caserrorcode'],
  ] as const) {
    const value = answer.header(header);
    if (value !== null && /^[\w.-]{1,100}$/.test(value)) facts[detail] = value;
  }
  return facts;
}

/** Seconds or a date. @returns milliseconds, at most a quarter of an hour; `null` when absent or unreadable */
export function readRetryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  const ms = /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), LONGEST_WAIT_MS);
}
