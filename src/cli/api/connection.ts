import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readLock } from '../../database/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type { ApiClient } from './client.ts';
import { createApiClient } from './client.ts';

/**
 * Lends the API of this data directory: the running server's, else one that lives in this process for as long
 * as `use` takes. A data directory belongs to one process, so there is no third way.
 */
export async function withApi<T>(dataDirectory: string, use: (api: ApiClient) => Promise<T>): Promise<T> {
  const port = readLock(dataDirectory)?.details?.['port'];
  if (typeof port === 'number') return use(createApiClient(`http://127.0.0.1:${port}`, await readToken(dataDirectory)));
  // Loaded only here: a command that talks to a running server starts without the whole program.
  const { hostConnector } = await import('../host.ts');
  const host = await hostConnector({ dataDirectory, port: 0, logTo: 'quiet', env: process.env });
  try {
    return await use(createApiClient(host.server.url, host.connector.token));
  } finally {
    await host.close();
  }
}

async function readToken(dataDirectory: string): Promise<string> {
  try {
    return (await readFile(join(dataDirectory, 'token'), 'utf8')).trim();
  } catch (cause) {
    throw new ConnectorError({
      code: 'token_unreadable',
      disposition: 'reauth',
      message: 'the token of the running server cannot be read',
      cause,
    });
  }
}
