import { currentToken } from '../access/token.ts';
import { ApiProblem } from './problem.ts';

const TIMEOUT_MS = 30_000;

/** One call of the connector's API. @throws ApiProblem with the code of the API, or `offline` */
export async function request<T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  options: { readonly body?: unknown; readonly ifMatch?: string } = {},
): Promise<T> {
  const headers: Record<string, string> = { authorization: `Bearer ${currentToken() ?? ''}` };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.ifMatch !== undefined) headers['if-match'] = options.ifMatch;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new ApiProblem(0, 'offline', {});
  }
  if (response.status === 204) return undefined as T;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as T;
  const problem = (answer ?? {}) as { code?: string; details?: Record<string, unknown> };
  throw new ApiProblem(response.status, problem.code ?? 'internal', problem.details ?? {});
}
