import { mkdtemp, rm } from 'node:fs/promises';
import { request as rawRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenConnector, RunningServer } from '../../main.ts';
import { openConnector, startServer } from '../../main.ts';
import { createLog } from '../../observability/index.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed JSON of any shape; tests say what they expect of it. */
  // oxlint-disable-next-line no-explicit-any
  readonly json: any;
}

/** The whole product on a memory database, reached over real HTTP. */
export interface ApiWorld {
  readonly connector: OpenConnector;
  readonly server: RunningServer;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** `null` sends none. */
  readonly token?: string | null;
}

export async function openApiWorld(): Promise<ApiWorld> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'raccordo-api-'));
  const connector = await openConnector({
    dataDirectory,
    database: 'memory',
    environment: {},
    log: createLog({ level: 'silent', file: null }, { write: () => undefined }),
    tuning: { exchangeTimeoutMs: 2_000 },
  });
  const server = await startServer(connector, { port: 0 });
  return {
    connector,
    server,
    call: async (method, path, { body, headers = {}, token = connector.token } = {}) => {
      const isFile = typeof body === 'string' || body instanceof Uint8Array;
      const response = await fetch(`${server.url}${path}`, {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined || isFile ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? null : isFile ? (body as string) : JSON.stringify(body),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') ?? false;
      return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
    },
    close: async () => {
      await server.close();
      await connector.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** A request whose headers a browser or `fetch` would not let us choose. */
export function callRaw(
  server: RunningServer,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const request = rawRequest({ host: '127.0.0.1', port: server.port, path, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on('error', reject);
    request.end();
  });
}
