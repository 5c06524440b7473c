import { ConnectorError } from '../../../model/index.ts';
import { isNotOffered } from '../side/not-offered.ts';

/** The subscription is gone, and so may be what it had to tell. Another one is made, and the folders are looked through. */
const LOST: ReadonlySet<string> = new Set([
  'ErrorExpiredSubscription',
  'ErrorInvalidSubscription',
  'ErrorInvalidWatermark',
  'ErrorMissedNotificationEvents',
  'ErrorReadEventsFailed',
  'ErrorSubscriptionAccessDenied',
  'ErrorSubscriptionNotFound',
]);

/** No stream is to be had here; asking again and again may be allowed all the same. */
const NO_STREAM: ReadonlySet<string> = new Set([
  'ErrorExceededConnectionCount',
  'ErrorInvalidRequest',
  'ErrorInvalidServerVersion',
  'ErrorInvalidSubscriptionRequest',
  'ErrorSchemaValidation',
]);

/** What happens to connections that are open for long. */
const BROKEN: ReadonlySet<string> = new Set([
  'connection_reset',
  'response_truncated',
  'timeout',
  'http_server_error',
  'response_empty',
  // One envelope that cannot be read. What it told is asked for in another way, and the next may be readable.
  'response_not_xml',
  'response_too_large',
]);

export function isLost(error: unknown): boolean {
  return error instanceof ConnectorError && LOST.has(error.code);
}

export function isNoStream(error: unknown): boolean {
  return isNotOffered(error) || (error instanceof ConnectorError && NO_STREAM.has(error.code));
}

export function isBroken(error: unknown): boolean {
  return error instanceof ConnectorError && BROKEN.has(error.code);
}
