import { ConnectorError } from '../../../model/index.ts';
import { ownError } from '../errors/index.ts';
import type { Deadline } from './deadline.ts';
import { inTime } from './in-time.ts';

/**
 * Waits for a token that others may be waiting for as well, each no longer than it may.
 * @param tokenHost is named by the error: it, not the Exchange server, gave no answer
 */
export async function tokenInTime<T>(waiting: Promise<T>, { signal }: Deadline, tokenHost: string): Promise<T> {
  try {
    return await inTime(waiting, signal);
  } catch (error) {
    throw error === signal.reason && error instanceof ConnectorError ? unreachable(tokenHost, error) : error;
  }
}

/** That the endpoint could not be reached in time; `reason` is the code of the failure below. */
export function unreachable(host: string, cause: ConnectorError): ConnectorError {
  return ownError('token_endpoint_unreachable', 'The token endpoint gave no answer.', {
    cause,
    details: { host, reason: cause.code },
  });
}
