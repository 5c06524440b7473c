import { request as rawRequest } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed JSON of any shape; tests say what they expect of it. */
  // oxlint-disable-next-line no-explicit-any
  readonly json: any;
}

export interface CallOptions {
  readonly body?: unknown;
  /** Written over the headers that the caller sends anyway. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type Call = (method: string, path: string, options?: CallOptions) => Promise<Answer>;

/** Calls a server with the same headers each time: those of nobody, of the token, of a session. */
export function callerWith(url: string, own: Readonly<Record<string, string>>): Call {
  return async (method, path, { body, headers = {} } = {}) => {
    const isFile = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...own,
        ...(body === undefined || isFile ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : isFile ? (body as string) : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
  };
}

/** A request whose headers a browser or `fetch` would not let us choose. */
export function callRaw(
  { port, host = '127.0.0.1' }: { readonly port: number; readonly host?: string },
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly headers: NodeJS.Dict<string | string[]>; readonly body: string }> {
  return sendRaw({ port, host }, 'GET', path, headers);
}

/** As `callRaw`, with any method and a body. */
export function sendRaw(
  { port, host = '127.0.0.1' }: { readonly port: number; readonly host?: string },
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  content?: string,
): Promise<{ readonly status: number; readonly headers: NodeJS.Dict<string | string[]>; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const request = rawRequest({ host, port, method, path, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', reject);
    request.end(content);
  });
}
