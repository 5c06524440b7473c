import { ConnectorError } from '../../model/index.ts';

/** An answer of the API that is a problem. `status` is HTTP's. */
export class ApiError extends ConnectorError {
  readonly status: number;

  constructor(status: number, code: string, details: Readonly<Record<string, unknown>>, message: string) {
    super({ code, disposition: 'halt', message, details: details as Record<string, string> });
    this.status = status;
  }
}

export interface ApiClient {
  /** Path and query below the API's root: `/api/status`. */
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** Sends and receives text that is not JSON: vCards, iCalendar. */
  postText<T>(path: string, contentType: string, text: string): Promise<T>;
  getText(path: string): Promise<string>;
}

/** An import of a large file may take long; everything else answers within seconds. */
const TIMEOUT_MS = 600_000;

export function createApiClient(baseUrl: string, token: string): ApiClient {
  const call = async (method: string, path: string, body?: string, contentType?: string): Promise<Response> => {
    let response: Response;
    try {
      response = await fetch(`${baseUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(contentType === undefined ? {} : { 'content-type': contentType }),
        },
        body: body ?? null,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw new ConnectorError({
        code: 'server_unreachable',
        disposition: 'retry',
        message: 'The API does not answer.',
        cause,
      });
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
    get: (path) => json(call('GET', path)),
    post: (path, body) => json(call('POST', path, JSON.stringify(body), 'application/json')),
    postText: (path, contentType, text) => json(call('POST', path, text, contentType)),
    getText: async (path) => (await call('GET', path)).text(),
  };
}
