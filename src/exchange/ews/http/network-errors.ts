import { ConnectorError } from '../../../model/index.ts';
import type { OwnCode } from '../errors/index.ts';
import { ownError } from '../errors/index.ts';

const CODES: Readonly<Record<string, OwnCode>> = {
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_reset',
  ECONNABORTED: 'connection_reset',
  EPIPE: 'connection_reset',
  ENOTFOUND: 'dns_not_found',
  EAI_AGAIN: 'dns_not_found',
  EAI_FAIL: 'dns_not_found',
  EAI_NODATA: 'dns_not_found',
  ETIMEDOUT: 'timeout',
  // The server refuses our version of TLS, or answers with one of its own that is older.
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'tls_too_old',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'tls_too_old',
  // Of zlib: the compressed body stops in the middle, or is none.
  Z_BUF_ERROR: 'response_truncated',
  Z_DATA_ERROR: 'response_not_xml',
};

/** What the HTTP parser of Node calls all of its refusals, a header that is too long among them. */
const PARSER_ERROR = 'HPE_';

const MESSAGES: Partial<Record<OwnCode, string>> = {
  connection_refused: 'The server refuses connections on this port.',
  connection_reset: 'The connection was closed before the answer came.',
  dns_not_found: 'This host name is not known.',
  tls_too_old: 'The server speaks only versions of TLS that nobody should speak any more.',
  timeout: 'The network did not answer in time.',
  response_truncated: 'The connection was closed in the middle of the answer.',
  response_not_xml: 'The answer is compressed in a way that cannot be read.',
};

/** The typed error for what Node or zlib throw. Typed ones pass through. */
export function networkError(cause: unknown, host: string): ConnectorError {
  if (cause instanceof ConnectorError) return cause;
  const wireCode = codeOf(cause);
  if (wireCode.startsWith(PARSER_ERROR)) {
    // Not kept as the cause: it carries what the server sent.
    return ownError('response_not_http', 'What answers on this port does not speak HTTP.', { details: { host } });
  }
  const code = CODES[wireCode] ?? fallback(wireCode);
  return ownError(code, MESSAGES[code] ?? 'The connection failed.', {
    cause,
    details: wireCode === '' ? { host } : { host, reason: wireCode },
  });
}

function fallback(wireCode: string): OwnCode {
  return /^(ERR_SSL_|ERR_TLS_|EPROTO)/.test(wireCode) ? 'tls_failed' : 'connection_failed';
}

/**
 * Several addresses are tried for one name. One that answered with a refusal tells more than one that this network does
 * not reach, IPv6 for instance, and that more than silence.
 */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    const codes = error.errors.map(codeOf);
    const spoken = codes.filter((code) => code !== 'ETIMEDOUT');
    return spoken.find((code) => code in CODES) ?? spoken[0] ?? 'ETIMEDOUT';
  }
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
