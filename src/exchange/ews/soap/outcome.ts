import { type ConnectorError } from '../../../model/index.ts';

/** Our own codes that say: the server never came to the point of acting on the body. */
const REFUSED_BEFORE: ReadonlySet<string> = new Set([
  'backing_off',
  'channel_closed',
  'ews_forbidden',
  'ews_not_found',
  'http_rejected',
  'login_timeout',
  'redirected',
  'sign_in_malformed',
  'sign_in_refused',
  'sign_in_unsupported',
]);

/**
 * Whether a write that failed with this error certainly changed nothing, although its body had left.
 * A SOAP fault comes from a server that is well enough to refuse, so most faults are refusals; those that
 * mean "something broke" (disposition `retry`) may have come in the middle of a batch.
 */
export function certainlyNotApplied(error: ConnectorError, isSoapAnswer: boolean): boolean {
  if (REFUSED_BEFORE.has(error.code)) return true;
  // A 429 is sent instead of work. A 503 without SOAP may also be a proxy that gave up waiting.
  if (error.code === 'server_busy') return error.details['status'] === 429;
  return isSoapAnswer && error.disposition !== 'retry';
}
