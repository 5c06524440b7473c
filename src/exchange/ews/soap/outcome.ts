import type { ConnectorError } from '../../../model/index.ts';

/** Who asks is over a budget, which Exchange looks at before it begins; within a batch each item has an answer of its own. */
const OVER_BUDGET = ['ErrorServerBusy', 'ErrorExceededConnectionCount'];

/** The server that was asked has found none that holds the mailbox and would take the request. */
const NOT_PASSED_ON = [
  'ErrorInvalidProxySecurityContext',
  'ErrorNoApplicableProxyCASServersAvailable',
  'ErrorNoDestinationCASDueToKerberosRequirements',
  'ErrorNoDestinationCASDueToSSLRequirements',
  'ErrorNoDestinationCASDueToVersionMismatch',
  'ErrorNoOAuthServerAvailableForRequest',
  'ErrorProxyGroupSidLimitExceeded',
  'ErrorProxyRequestNotAllowed',
  'ErrorProxyServiceDiscoveryFailed',
  'ErrorProxyTokenExpired',
  'ErrorServiceDiscoveryFailed',
];

const BEFORE_WORK: ReadonlySet<string> = new Set([...OVER_BUDGET, ...NOT_PASSED_ON]);

/**
 * Whether a write that failed with this error certainly changed nothing, although its body had left and
 * no 401 came back. A SOAP fault comes from a server that is well enough to refuse, so most faults are
 * refusals. Those that mean that something broke or ran out (dispositions `retry` and `backoff`: memory, open
 * objects, a store that went away) may have come in the middle of a batch, unless they are known to come before it.
 */
export function certainlyNotApplied(error: ConnectorError, isSoapAnswer: boolean): boolean {
  if (isSoapAnswer) {
    return BEFORE_WORK.has(error.code) || (error.disposition !== 'retry' && error.disposition !== 'backoff');
  }
  if (error.code === 'redirected') return true;
  // 4xx is sent instead of work. A 503 may also come from a proxy that gave up waiting for it.
  const status = error.details['status'];
  return typeof status === 'number' && status >= 400 && status < 500;
}
