import { ConnectorError } from '../../../model/index.ts';

/**
 * How a server refuses an operation that it does not have. Exchange names a code of its own for whatever passes by
 * itself, so a bare SOAP code, after the channel's retries, is not that.
 */
export function isNotOffered(error: unknown): boolean {
  if (!(error instanceof ConnectorError)) return false;
  return error.code === 'Server' || error.code === 'Receiver' || error.details['status'] === 501;
}
