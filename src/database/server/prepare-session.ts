import type { ClientBase } from 'pg';
import { ConnectorError } from '../../model/index.ts';
import { STATEMENT_DEADLINE_MS } from '../run-transaction.ts';
import type { ServerAddress } from './server-address.ts';
import { nameOf } from './server-address.ts';
import { readOnly } from './server-error.ts';

/** Long enough for the transactions that others may hold open, short enough to be told as what it is. */
const LOCK_TIMEOUT_MS = 30_000;
/** After our own limit for a transaction that does nothing; this one ends what a paused process left open. */
const IDLE_TRANSACTION_MS = 75_000;

/** Whatever the server, the database or the user have as their defaults: what we rely on is said in each session. */
const SETTINGS = `
  SET TIME ZONE 'UTC';
  SET DateStyle = 'ISO';
  SET default_transaction_isolation = 'read committed';
  SET default_transaction_deferrable = off;
  SET statement_timeout = ${STATEMENT_DEADLINE_MS};
  SET lock_timeout = ${LOCK_TIMEOUT_MS};
  SET idle_in_transaction_session_timeout = ${IDLE_TRANSACTION_MS};
  SET jit = off;
  SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';`;

const FACTS = `SELECT current_setting('server_version_num')::integer AS version, current_setting('fsync') AS fsync,
  current_setting('server_encoding') AS encoding, current_setting('transaction_read_only') AS "readOnly"`;

/** The oldest major version that the migrations and statements are tested with. */
const OLDEST_VERSION = 15;

interface Facts {
  readonly version: number;
  readonly fsync: string;
  readonly encoding: string;
  readonly readOnly: string;
}

/**
 * Makes a new session one that we can rely on, or refuses the server. Asked of each session: behind one name there may be
 * another server after a failover.
 * @throws ConnectorError `database_too_old`, `database_not_durable`, `database_encoding_unsupported` (disposition `halt`),
 *   `database_read_only` (disposition `backoff`)
 */
export async function prepareSession(client: ClientBase, address: ServerAddress): Promise<void> {
  await client.query(SETTINGS);
  const { rows } = await client.query<Facts>(FACTS);
  const [facts] = rows;
  const server = nameOf(address);
  const version = Math.floor((facts?.version ?? 0) / 10_000);
  if (version < OLDEST_VERSION) throw tooOld(server, version);
  if (facts?.encoding !== 'UTF8') throw encodingUnsupported(server, facts?.encoding ?? '');
  if (facts.fsync !== 'on') throw notDurable(server);
  if (facts.readOnly === 'on') throw readOnly(server);
}

function tooOld(server: string, version: number): ConnectorError {
  return new ConnectorError({
    code: 'database_too_old',
    disposition: 'halt',
    message: `the database server ${server} is PostgreSQL ${version}, at least ${OLDEST_VERSION} is needed`,
    details: { server, version, oldest: OLDEST_VERSION },
  });
}

function encodingUnsupported(server: string, encoding: string): ConnectorError {
  return new ConnectorError({
    code: 'database_encoding_unsupported',
    disposition: 'halt',
    message: `the database ${server} stores texts as ${encoding}, which cannot hold every name`,
    details: { server, encoding },
  });
}

function notDurable(server: string): ConnectorError {
  return new ConnectorError({
    code: 'database_not_durable',
    disposition: 'halt',
    message: `the database server ${server} does not force its writes to the disk (fsync is off): refusing to trust it`,
  });
}
