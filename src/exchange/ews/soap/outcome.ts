import type { ConnectorError } from '../../../model/index.ts';

/**
 * Whether a write that failed with this error certainly changed nothing, although its body had left and
 * no 401 came back. A SOAP fault comes from a server that is well enough to refuse, so most faults are
 * refusals; those that mean "something broke" (disposition `retry`) may have come in the middle of a batch.
 */
export function certainlyNotApplied(error: ConnectorError, isSoapAnswer: boolean): boolean {
  if (isSoapAnswer) return error.disposition !== 'retry';
  if (error.code === 'redirected') return true;
  // 4xx is sent instead of work. A 503 may also come from a proxy that gave up waiting for it.
  const status = error.details['status'];
  return typeof status === 'number' && status >= 400 && status < 500;
}
