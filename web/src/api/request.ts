import { ApiProblem } from './problem.ts';
import { currentCsrfToken, doubtSession } from './session-facts.ts';

const TIMEOUT_MS = 30_000;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface RequestOptions {
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly file?: Blob;
  /** The `etag` of what was read: the API refuses with 412 when it has changed since. */
  readonly ifMatch?: string;
}

/**
 * One call of the connector's API, as whoever is signed in.
 * @throws ApiProblem with the code of the API, or `offline`
 */
export async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options, AbortSignal.timeout(TIMEOUT_MS));
  if (response.status === 204) return undefined as T;
  return (await response.json().catch(() => null)) as T;
}

/**
 * The answer, once it is clear that it is one.
 * @throws ApiProblem with the code of the API, or `offline`
 */
export async function send(
  method: Method,
  path: string,
  { body, file, ifMatch }: RequestOptions,
  signal: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = {};
  const csrfToken = currentCsrfToken();
  if (method !== 'GET' && csrfToken !== null) headers['x-csrf-token'] = csrfToken;
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (file !== undefined) headers['content-type'] = file.type || 'application/octet-stream';
  if (ifMatch !== undefined) headers['if-match'] = quoted(ifMatch);
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(file === undefined ? {} : { body: file }),
      signal,
    });
  } catch {
    throw new ApiProblem(0, 'offline', {});
  }
  if (response.ok) return response;
  const answer: unknown = await response.json().catch(() => null);
  const { code = 'internal', details = {} } = (answer ?? {}) as Partial<ApiProblem>;
  if (response.status === 401 || code === 'csrf_refused') doubtSession();
  throw new ApiProblem(response.status, code, details);
}

function quoted(etag: string): string {
  return /^(W\/)?"|^\*$/.test(etag) ? etag : `"${etag}"`;
}
