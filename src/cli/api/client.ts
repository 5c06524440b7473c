import { ConnectorError } from '../../model/index.ts';
import type { StreamedEvent } from './event-stream.ts';
import { readEvents } from './event-stream.ts';

/** An answer of the API that is a problem. `status` is HTTP's. */
export class ApiError extends ConnectorError {
  readonly status: number;

  constructor(status: number, code: string, details: Readonly<Record<string, unknown>>, message: string) {
    super({ code, disposition: 'halt', message, details: details as Record<string, string> });
    this.status = status;
  }
}

export interface ApiClient {
  /** Address under which people open the page of the running server; `null` when this command runs without one. */
  readonly pageUrl: string | null;
  /** Path and query below the API's root: `/api/status`. */
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** @param etag of the object as it was read: a change that somebody made since then is not overwritten */
  patch<T>(path: string, etag: string, body: unknown): Promise<T>;
  /** Sends and receives text that is not JSON: vCards, iCalendar. */
  postText<T>(path: string, contentType: string, text: string): Promise<T>;
  getText(path: string): Promise<string>;
  /** Bytes that are no text: pictures. @param etag as of `patch` */
  getFile(path: string): Promise<Uint8Array>;
  putFile<T>(path: string, etag: string, content: Uint8Array): Promise<T>;
  /** @param etag as of `patch` */
  remove<T>(path: string, etag: string): Promise<T>;
  /** The events of an answer as they come. A stream that breaks off ends without its last event. */
  postForEvents(path: string, body: unknown): AsyncGenerator<StreamedEvent, void>;
}

/** An import of a large file may take long; everything else answers within seconds. */
const TIMEOUT_MS = 600_000;

const FILE_BODY = { 'content-type': 'application/octet-stream' } as const;
const JSON_BODY = { 'content-type': 'application/json' } as const;

export function createApiClient(baseUrl: string, token: string, pageUrl: string | null = null): ApiClient {
  const call = async (
    method: string,
    path: string,
    body?: string | Uint8Array,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> => {
    let response: Response;
    try {
      response = await fetch(`${baseUrl}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...headers },
        body: typeof body === 'object' ? new Uint8Array(body) : (body ?? null),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw unreachable(cause);
    }
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as {
      code?: string;
      title?: string;
      details?: Record<string, unknown>;
    };
    throw new ApiError(
      response.status,
      problem.code ?? 'internal',
      problem.details ?? {},
      problem.title ?? `HTTP ${response.status}`,
    );
  };
  const json = async <T>(response: Promise<Response>): Promise<T> => (await (await response).json()) as T;
  return {
    pageUrl,
    get: (path) => json(call('GET', path)),
    post: (path, body) => json(call('POST', path, JSON.stringify(body), JSON_BODY)),
    patch: (path, etag, body) => json(call('PATCH', path, JSON.stringify(body), { ...JSON_BODY, 'if-match': etag })),
    postText: (path, contentType, text) => json(call('POST', path, text, { 'content-type': contentType })),
    getText: async (path) => (await call('GET', path)).text(),
    getFile: async (path) => new Uint8Array(await (await call('GET', path)).arrayBuffer()),
    putFile: (path, etag, content) => json(call('PUT', path, content, { ...FILE_BODY, 'if-match': etag })),
    remove: (path, etag) => json(call('DELETE', path, undefined, { 'if-match': etag })),
    async *postForEvents(path, body) {
      const response = await call('POST', path, JSON.stringify(body), JSON_BODY);
      try {
        if (response.body !== null) yield* readEvents(response.body);
      } catch (cause) {
        throw unreachable(cause);
      }
    },
  };
}

function unreachable(cause: unknown): ConnectorError {
  return new ConnectorError({
    code: 'server_unreachable',
    disposition: 'retry',
    message: 'The API does not answer.',
    cause,
  });
}
