/** Why a token was not taken, as far as the server tells. */
export interface BearerChallenge {
  /** The server takes tokens at all, or does not say: Exchange Online offers no `Bearer` and takes them. */
  readonly takesTokens: boolean;
  /** `invalid_resource`, `invalid_token` …; `null` where nothing is told. */
  readonly reason: string | null;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads the refusal of a token: RFC 6750 section 3 has the error in `WWW-Authenticate`, Exchange a category in
 * `x-ms-diagnostics`, which says more.
 */
export function readBearerChallenge(headers: Headers): BearerChallenge {
  const offered = valuesOf(headers['www-authenticate']);
  const category = /error_category="(\w{1,60})"/i.exec(valuesOf(headers['x-ms-diagnostics']).join())?.[1];
  const bearer = offered.find((value) => /(^|,)\s*Bearer\b/i.test(value));
  const error = /\berror="(\w{1,60})"/i.exec(bearer ?? '')?.[1];
  return {
    takesTokens: offered.length === 0 || bearer !== undefined || category !== undefined,
    reason: category ?? error ?? null,
  };
}

function valuesOf(header: string | readonly string[] | undefined): readonly string[] {
  return header === undefined ? [] : typeof header === 'string' ? [header] : header;
}
