import { Pool } from 'pg';
import { prepareSession } from './prepare-session.ts';
import type { ServerAddress } from './server-address.ts';
import { nameOf } from './server-address.ts';
import { signInRefused } from './server-error.ts';
import { tlsOptions } from './server-tls.ts';
import { SERVER_TYPES } from './server-values.ts';

const IDLE_MS = 60_000;
/** A session keeps what it ever needed of memory. */
const SESSION_LIFETIME_SECONDS = 3_600;

/**
 * A pool that connects when it is first asked.
 * @param sessions at one time, at most
 * @throws ConnectorError as `tlsOptions`
 */
export async function openPool(address: ServerAddress, sessions: number): Promise<Pool> {
  const { host, port, database, user, password, connectTimeoutMs } = address;
  return new Pool({
    host,
    port,
    database,
    user,
    // Asked for only where the server wants one. Given as it is, node-postgres would fall back to files of its own.
    password: () => {
      if (password === null) throw signInRefused(nameOf(address), user);
      return password;
    },
    ssl: await tlsOptions(address),
    enableChannelBinding: true,
    application_name: 'raccordo',
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    connectionTimeoutMillis: connectTimeoutMs,
    max: sessions,
    idleTimeoutMillis: IDLE_MS,
    maxLifetimeSeconds: SESSION_LIFETIME_SECONDS,
    types: SERVER_TYPES,
    // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it, its type does not say so
    onConnect: (client) => prepareSession(client, address),
  });
}
