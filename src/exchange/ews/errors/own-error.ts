import type { ConnectorErrorOptions } from '../../../model/index.ts';
import { ConnectorError } from '../../../model/index.ts';
import type { OwnCode } from './own-codes.ts';
import { OWN_CODES } from './own-codes.ts';

/** An error under one of our own codes, with the disposition that the catalogue gives it. */
export function ownError(
  code: OwnCode,
  message: string,
  rest: Pick<ConnectorErrorOptions, 'cause' | 'details' | 'retryAfterMs'> = {},
): ConnectorError {
  return new ConnectorError({ code, disposition: OWN_CODES[code], message, ...rest });
}

/** The same error with more parameters. Present ones win, so the place nearest to the cause is heard. */
export function withDetails(
  error: ConnectorError,
  details: Readonly<Record<string, string | number | boolean>>,
  retryAfterMs: number | undefined = error.retryAfterMs,
): ConnectorError {
  return new ConnectorError({
    code: error.code,
    disposition: error.disposition,
    message: error.message,
    cause: error.cause ?? error,
    details: { ...details, ...error.details },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(error.itemRef === undefined ? {} : { itemRef: error.itemRef }),
  });
}
