/** What a server offers in `WWW-Authenticate`. `Negotiate` may carry bare NTLM messages, which IIS accepts. */
export type AuthScheme = 'NTLM' | 'Negotiate' | 'Basic';

/** Strongest first. Negotiate comes second: behind it may stand a Kerberos-only server. */
export const SCHEME_PREFERENCE: readonly AuthScheme[] = ['NTLM', 'Negotiate', 'Basic'];

export interface Offer {
  readonly scheme: string;
  /** A handshake token, base64. */
  readonly token: string | null;
}

/**
 * Reads one or several `WWW-Authenticate` values. Servers send one header a scheme or join them with
 * commas; parameters (`realm="a, b"`) are skipped.
 */
export function readOffers(header: string | readonly string[] | undefined): readonly Offer[] {
  const values = header === undefined ? [] : typeof header === 'string' ? [header] : header;
  return values.flatMap(splitOutsideQuotes).flatMap((part) => {
    const match = /^([A-Za-z][\w.-]*)(?:\s+(\S.*))?$/.exec(part);
    if (match === null || match[1] === undefined) return [];
    const rest = match[2] ?? '';
    const isToken = /^[A-Za-z0-9+/]+={0,2}$/.test(rest);
    return [{ scheme: match[1], token: isToken ? rest : null }];
  });
}

export function isOffered(offers: readonly Offer[], scheme: AuthScheme): boolean {
  return findOffer(offers, scheme) !== undefined;
}

export function findOffer(offers: readonly Offer[], scheme: AuthScheme): Offer | undefined {
  const named = offers.filter((offer) => offer.scheme.toLowerCase() === scheme.toLowerCase());
  return named.find((offer) => offer.token !== null) ?? named[0];
}

function splitOutsideQuotes(value: string): readonly string[] {
  const parts = value.match(/(?:"(?:\\.|[^"\\])*"|[^,"])+/g) ?? [];
  // A parameter (`charset="UTF-8"`) belongs to the scheme before it and is no offer of its own.
  return parts.map((part) => part.trim()).filter((part) => part !== '' && !/^[\w-]+\s*=\s*["\w]/.test(part));
}
