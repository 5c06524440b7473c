import { randomUUID } from 'node:crypto';
import { ConnectorError } from '../../../model/index.ts';
import { withDetails } from '../errors/index.ts';
import type { EwsOptions } from '../options.ts';

/** One request under a name of its own, by which the logs of both sides know it. */
export interface NamedRequest {
  readonly clientRequestId: string;
  readonly headers: Readonly<Record<string, string>>;
  /** To be set as soon as it is known. */
  httpStatus: number | null;
}

/**
 * Gives a request its name, tells how it ended, and puts the name into the error that it ends with.
 * @param operation wire name, for logs and errors
 */
export async function namedRequest<T>(
  operation: string,
  onRequest: EwsOptions['onRequest'],
  send: (request: NamedRequest) => Promise<T>,
): Promise<T> {
  const clientRequestId = randomUUID();
  const headers = { 'client-request-id': clientRequestId, 'return-client-request-id': 'true' };
  const request: NamedRequest = { clientRequestId, headers, httpStatus: null };
  const startedAt = performance.now();
  let errorCode: string | null = null;
  try {
    return await send(request);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    errorCode = error.code;
    // No server has ever seen the name of a request that an earlier answer keeps back.
    const isSent = error.details['remembered'] !== true;
    throw withDetails(error, { operation, ...(isSent ? { clientRequestId } : {}) });
  } finally {
    const durationMs = Math.round(performance.now() - startedAt);
    onRequest?.({ operation, clientRequestId, durationMs, httpStatus: request.httpStatus, errorCode });
  }
}
