import { ConnectorError } from '../../../model/index.ts';
import type { OwnCode } from '../errors/index.ts';
import { ownError } from '../errors/index.ts';
import { HTTPParserError } from './undici-client.ts';

const CODES: Readonly<Record<string, OwnCode>> = {
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_reset',
  ECONNABORTED: 'connection_reset',
  EPIPE: 'connection_reset',
  UND_ERR_SOCKET: 'connection_reset',
  ENOTFOUND: 'dns_not_found',
  EAI_AGAIN: 'dns_not_found',
  EAI_FAIL: 'dns_not_found',
  EAI_NODATA: 'dns_not_found',
  ETIMEDOUT: 'timeout',
  UND_ERR_CLOSED: 'channel_closed',
  UND_ERR_DESTROYED: 'channel_closed',
  UND_ERR_HEADERS_OVERFLOW: 'response_not_http',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'response_truncated',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'response_too_large',
  // Of zlib: the compressed body stops in the middle, or is none.
  Z_BUF_ERROR: 'response_truncated',
  Z_DATA_ERROR: 'response_not_xml',
};

const MESSAGES: Partial<Record<OwnCode, string>> = {
  channel_closed: 'The channel was closed.',
  connection_refused: 'The server refuses connections on this port.',
  connection_reset: 'The connection was closed before the answer came.',
  dns_not_found: 'This host name is not known.',
  timeout: 'The network did not answer in time.',
  response_not_http: 'The header of the answer is longer than HTTP allows.',
  response_truncated: 'The connection was closed in the middle of the answer.',
  response_not_xml: 'The answer is compressed in a way that cannot be read.',
};

/** The typed error for what Node, undici or zlib throw. Typed ones pass through. */
export function networkError(cause: unknown, host: string): ConnectorError {
  if (cause instanceof ConnectorError) return cause;
  if (cause instanceof HTTPParserError) {
    // Not kept as the cause: it carries what the server sent.
    return ownError('response_not_http', 'What answers on this port does not speak HTTP.', { details: { host } });
  }
  const wireCode = codeOf(cause);
  const code = CODES[wireCode] ?? fallback(wireCode);
  return ownError(code, MESSAGES[code] ?? 'The connection failed.', {
    cause,
    details: wireCode === '' ? { host } : { host, reason: wireCode },
  });
}

function fallback(wireCode: string): OwnCode {
  return /^(ERR_SSL_|ERR_TLS_|EPROTO)/.test(wireCode) ? 'tls_failed' : 'connection_failed';
}

/** Several addresses are tried for one name; the first failure speaks for all. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
