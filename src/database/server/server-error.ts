import { ConnectorError } from '../../model/index.ts';
import { engineErrorFrom, sqlError } from '../sql-error.ts';
import type { ServerAddress } from './server-address.ts';
import { nameOf } from './server-address.ts';

/** What the certificate or the handshake has against it: Node's and OpenSSL's codes. */
const TLS_CODE = /^(ERR_SSL_|ERR_TLS_|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$)/;

/** The session is over with these, whatever was asked: broken connections (08), ended sessions (57P). */
const SESSION_ENDED = /^(08...|57P0[1-5]|25P03)$/;

/**
 * What the server or the network says, in our words.
 * @param lost the connection broke off: what was under way may have happened or not
 */
export function serverError(thrown: unknown, address: ServerAddress, lost: boolean): ConnectorError {
  if (thrown instanceof ConnectorError) return thrown;
  const engine = engineErrorFrom(thrown);
  const server = nameOf(address);
  const { sqlState } = engine;
  if (sqlState === null) {
    const reason = codeOf(thrown);
    if (reason !== null && TLS_CODE.test(reason)) return tlsRefused(server, reason);
    return lost ? unreachable(server, reason ?? 'lost') : sqlError(engine);
  }
  if (SESSION_ENDED.test(sqlState)) return unreachable(server, sqlState);
  if (sqlState === '28P01' || sqlState === '28000') return signInRefused(server, address.user);
  if (sqlState === '3D000') return unknownDatabase(server);
  if (sqlState === '53300') return exhausted(server);
  if (sqlState === '42501') return rightsMissing(server, engine.table ?? engine.routine ?? '');
  if (sqlState === '25006') return readOnly(server);
  if (sqlState === '57014' || sqlState === '55P03') return tooSlow(server, sqlState);
  return sqlError(engine);
}

/** @param reason code of the system or of the server; `lost`, `silent` are ours */
export function unreachable(server: string, reason: string): ConnectorError {
  return new ConnectorError({
    code: 'database_unreachable',
    disposition: 'backoff',
    message: `the database server ${server} cannot be reached (${reason})`,
    details: { server, reason },
  });
}

export function tlsRefused(server: string, reason: string): ConnectorError {
  return new ConnectorError({
    code: 'database_tls_refused',
    disposition: 'halt',
    message: `no secure connection to the database server ${server} (${reason})`,
    details: { server, reason },
  });
}

export function signInRefused(server: string, user: string): ConnectorError {
  return new ConnectorError({
    code: 'database_sign_in_refused',
    disposition: 'halt',
    message: `the database server ${server} does not let ${user} in`,
    details: { server, user },
  });
}

export function readOnly(server: string): ConnectorError {
  return new ConnectorError({
    code: 'database_read_only',
    disposition: 'backoff',
    message: `the database server ${server} takes no writes: it is a replica, or set so`,
    details: { server },
  });
}

function unknownDatabase(server: string): ConnectorError {
  return new ConnectorError({
    code: 'database_missing',
    disposition: 'halt',
    message: `there is no such database: ${server}`,
    details: { server },
  });
}

function exhausted(server: string): ConnectorError {
  return new ConnectorError({
    code: 'database_connections_exhausted',
    disposition: 'backoff',
    message: `the database server ${server} has no connection left`,
    details: { server },
  });
}

function rightsMissing(server: string, object: string): ConnectorError {
  return new ConnectorError({
    code: 'database_rights_missing',
    disposition: 'halt',
    message: `the user of the database ${server} may not do what is needed`,
    details: { server, object },
  });
}

function tooSlow(server: string, sqlState: string): ConnectorError {
  return new ConnectorError({
    code: 'database_too_slow',
    disposition: 'backoff',
    message: `the database server ${server} ended a statement that took or waited too long (SQLSTATE ${sqlState})`,
    details: { server, sqlState },
  });
}

function codeOf(thrown: unknown): string | null {
  const code = typeof thrown === 'object' && thrown !== null ? (thrown as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' && code !== '' ? code : null;
}
