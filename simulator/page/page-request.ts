import type { IncomingMessage } from 'node:http';
import type { Language } from './texts.ts';

/** What the page needs of an HTTP request. */
export interface PageRequest {
  readonly method: string;
  readonly url: URL;
  /** Decoded parts of the path: an item id contains slashes, which arrive encoded. */
  readonly parts: readonly string[];
  readonly language: Language;
}

export function readPageRequest(request: IncomingMessage): PageRequest {
  const url = new URL(request.url ?? '/', 'http://simulator');
  const parts = url.pathname.split('/').filter(Boolean).map(decoded);
  return { method: request.method ?? 'GET', url, parts, language: languageOf(request, url) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The link on the page decides and is remembered; before that the browser's preference does. */
function languageOf(request: IncomingMessage, url: URL): Language {
  const chosen = url.searchParams.get('lang') ?? /\blang=(it|en)\b/.exec(request.headers.cookie ?? '')?.[1];
  if (chosen === 'it' || chosen === 'en') return chosen;
  const preferred = (request.headers['accept-language'] ?? '')
    .toLowerCase()
    .split(',')
    .map((tag) => tag.trim().slice(0, 2));
  return preferred.find((tag) => tag === 'it' || tag === 'en') === 'it' ? 'it' : 'en';
}

/**
 * The page has no login: it serves this machine only, by its own names (so that no foreign name can be
 * pointed at it), and takes writes only from itself.
 */
export function isAllowed(request: IncomingMessage): boolean {
  const remote = request.socket.remoteAddress ?? '';
  const host = request.headers.host ?? '';
  const local =
    /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(remote) && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
  const { origin } = request.headers;
  const own = request.method === 'GET' || origin === undefined || origin.replace(/^https?:\/\//, '') === host;
  return local && own;
}
