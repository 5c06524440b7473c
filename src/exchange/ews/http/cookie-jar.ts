/**
 * Cookies of one server for one user. Exchange's front end names the back end in `X-BackEndCookie`;
 * without it every request is looked up and routed anew. Nothing here is ever sent to another host.
 */
export interface CookieJar {
  store(setCookie: string | readonly string[] | undefined, now: number): void;
  /** Value of the `Cookie` header, `null` when there is none. */
  header(path: string, now: number): string | null;
  clear(): void;
}

interface Cookie {
  readonly value: string;
  readonly path: string;
  readonly expiresAt: number;
}

const MOST_COOKIES = 50;
const LONGEST_COOKIE = 8_192;
/** In one request. Common servers refuse a line of header that has more than 8 KB. */
const MOST_CHARACTERS = 8_000;

export function createCookieJar(url: { readonly hostname: string; readonly protocol: string }): CookieJar {
  const cookies = new Map<string, Cookie>();

  return {
    store(setCookie, now) {
      const lines = setCookie === undefined ? [] : typeof setCookie === 'string' ? [setCookie] : setCookie;
      for (const line of lines) {
        const [pair = '', ...attributeTexts] = line.split(';');
        const equals = pair.indexOf('=');
        if (equals < 1 || line.length > LONGEST_COOKIE) continue;
        const attributes = readAttributes(attributeTexts);
        if (!belongsTo(url, attributes)) continue;

        const name = pair.slice(0, equals).trim();
        const expiresAt = expiry(attributes, now);
        cookies.delete(name);
        if (expiresAt <= now) continue;
        cookies.set(name, { value: pair.slice(equals + 1).trim(), path: attributes.get('path') ?? '/', expiresAt });
        makeRoom();
      }
    },
    header(path, now) {
      const fitting = [...cookies].filter(([, cookie]) => cookie.expiresAt > now && coversPath(cookie.path, path));
      return fitting.length === 0 ? null : fitting.map(([name, cookie]) => `${name}=${cookie.value}`).join('; ');
    },
    clear: () => cookies.clear(),
  };

  /** What was set longest ago goes first. */
  function makeRoom(): void {
    let characters = 0;
    let count = 0;
    for (const [name, { value }] of [...cookies].toReversed()) {
      characters += name.length + value.length + 3;
      count += 1;
      if (count > MOST_COOKIES || characters > MOST_CHARACTERS) cookies.delete(name);
    }
  }
}

function readAttributes(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const [name = '', ...value] = text.split('=');
      return [name.trim().toLowerCase(), value.join('=').trim()];
    }),
  );
}

function belongsTo(url: { hostname: string; protocol: string }, attributes: ReadonlyMap<string, string>): boolean {
  const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase();
  const isOurHost =
    domain === undefined || domain === '' || url.hostname === domain || url.hostname.endsWith(`.${domain}`);
  return isOurHost && (!attributes.has('secure') || url.protocol === 'https:');
}

function expiry(attributes: ReadonlyMap<string, string>, now: number): number {
  const maxAge = attributes.get('max-age');
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return now + Number(maxAge) * 1000;
  const expires = Date.parse(attributes.get('expires') ?? '');
  return Number.isNaN(expires) ? Number.POSITIVE_INFINITY : expires;
}

/** IIS serves its paths in any case, and sets `/EWS` for requests to `/ews`. */
function coversPath(cookiePath: string, requestPath: string): boolean {
  const prefix = cookiePath.toLowerCase().replace(/\/$/, '');
  const path = requestPath.toLowerCase();
  return path === prefix || path.startsWith(`${prefix}/`);
}
