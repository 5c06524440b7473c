import { ConnectorError } from '../../../model/index.ts';
import { ownError } from '../errors/index.ts';
import type { Deadline } from './deadline.ts';
import { reasonOf } from './deadline.ts';

/**
 * Waits for a token that others may be waiting for as well, each no longer than it may.
 * @param tokenHost is named by the error: it, not the Exchange server, gave no answer
 */
export function tokenInTime<T>(waiting: Promise<T>, { signal }: Deadline, tokenHost: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      const reason = reasonOf(signal);
      reject(reason instanceof ConnectorError ? unreachable(tokenHost, reason) : reason);
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    void waiting.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** That the endpoint could not be reached in time; `reason` is the code of the failure below. */
export function unreachable(host: string, cause: ConnectorError): ConnectorError {
  return ownError('token_endpoint_unreachable', 'The token endpoint gave no answer.', {
    cause,
    details: { host, reason: cause.code },
  });
}
