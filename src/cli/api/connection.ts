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
  const { host, port, pageUrl } = readLock(dataDirectory)?.details ?? {};
  if (typeof host === 'string' && typeof port === 'number') {
    const url = `http://${host}:${port}`;
    return use(createApiClient(url, await readToken(dataDirectory), typeof pageUrl === 'string' ? pageUrl : url));
  }
  // Loaded only here: a command that talks to a running server starts without the whole program.
  const { hostConnector } = await import('../host.ts');
  const hosted = await hostConnector({ dataDirectory, port: 0, logTo: 'quiet', env: process.env });
  try {
    return await use(createApiClient(hosted.server.url, hosted.connector.token));
  } finally {
    await hosted.close();
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
