import type { Disposition } from '../../../model/index.ts';
import { OWN_CODES } from './own-codes.ts';
import { WIRE_CODES } from './wire-codes.ts';

export { dispositionOf, errorFromResponseCode } from './error-from-response-code.ts';
export { LONGEST_WAIT_MS } from './longest-wait.ts';
export { isOwnCode, type OwnCode } from './own-codes.ts';
export { ownError, withDetails } from './own-error.ts';
export { withPrimaryAddress } from './primary-address.ts';

/** Every code that an `ExchangeSide` over EWS may throw or return by name, ours and the wire's. */
export const ERROR_CATALOGUE: readonly { readonly code: string; readonly disposition: Disposition }[] = [
  ...Object.entries(OWN_CODES),
  ...Object.entries(WIRE_CODES),
].map(([code, disposition]) => ({ code, disposition }));
