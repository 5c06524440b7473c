import { join } from 'node:path';
import type { Tuning } from '../connector/index.ts';
import type { OpenConnector, RunningServer, ServerOptions } from '../main.ts';
import { openConnector, startServer } from '../main.ts';
import { createLog, logLevelOf } from '../observability/index.ts';
import { databaseAddressFrom } from './database-address.ts';

/** The connector and its API, living in this process. */
export interface HostedConnector {
  readonly connector: OpenConnector;
  readonly server: RunningServer;
  close(): Promise<void>;
}

export interface HostOptions extends ServerOptions {
  readonly dataDirectory: string;
  /**
   * `raccordo.log` in the data directory, or standard error. `quiet` is standard error with defects only: a command
   * that ends soon says itself what went wrong.
   */
  readonly logTo: 'file' | 'stderr' | 'quiet';
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whatever the environment says: the database is embedded. */
  readonly embedded?: boolean;
}

const DEFAULT_LEVELS = { file: 'info', stderr: 'warn', quiet: 'error' } as const;

/** @throws ConnectorError `database_locked`, `database_address_invalid`, those of `startServer`, or what the data directory has against it */
export async function hostConnector(options: HostOptions): Promise<HostedConnector> {
  const level = logLevelOf(options.env['RACCORDO_LOG_LEVEL'], DEFAULT_LEVELS[options.logTo]);
  const server = options.embedded === true ? null : await databaseAddressFrom(options.env);
  const connector = await openConnector({
    dataDirectory: options.dataDirectory,
    ...(server === null ? {} : { database: server }),
    log: createLog({ level, file: options.logTo === 'file' ? join(options.dataDirectory, 'raccordo.log') : null }),
    tuning: tuningOf(options.env),
  });
  try {
    const server = await startServer(connector, options);
    return {
      connector,
      server,
      close: async () => {
        await server.close();
        await connector.close();
      },
    };
  } catch (error) {
    await connector.close();
    throw error;
  }
}

function tuningOf(env: HostOptions['env']): Partial<Tuning> {
  const waitOutSeconds = positiveNumber(env['RACCORDO_WAIT_OUT_SECONDS']);
  const exchangeTimeoutSeconds = positiveNumber(env['RACCORDO_EXCHANGE_TIMEOUT_SECONDS']);
  return {
    ...(waitOutSeconds === null ? {} : { waitOutSeconds }),
    ...(exchangeTimeoutSeconds === null ? {} : { exchangeTimeoutMs: exchangeTimeoutSeconds * 1000 }),
  };
}

function positiveNumber(text: string | undefined): number | null {
  const number = Number(text);
  return Number.isFinite(number) && number > 0 ? number : null;
}
