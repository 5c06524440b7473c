import { ConnectorError } from '../../../model/index.ts';
import { blamesServer } from '../soap/bare-fault.ts';

/** How a server refuses an operation that it does not have: by blaming itself, still after the channel's retries. */
export function isNotOffered(error: unknown): boolean {
  return error instanceof ConnectorError && (blamesServer(error.code) || error.details['status'] === 501);
}
