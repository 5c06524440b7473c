import type { ConnectorError } from '../../../model/index.ts';

/**
 * Complaints that are not about the budget of one account: the front end or a proxy turns requests away without looking
 * at them (503, 429), or the machine has no memory left.
 */
const WHOLE_SERVER: ReadonlySet<string> = new Set([
  'server_busy',
  'ErrorInsufficientResources',
  'ErrorNotEnoughMemory',
]);

export function meansWholeServer(error: ConnectorError): boolean {
  return WHOLE_SERVER.has(error.code);
}
