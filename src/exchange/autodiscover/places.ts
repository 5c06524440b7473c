/** Where Autodiscover is looked for in a mail domain. */
export type Place =
  /** All protocols that the credentials allow, one after the other. */
  | { readonly kind: 'host'; readonly origin: string; readonly poxPath?: string }
  /** An unauthenticated GET over http that is answered with where to go. */
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'srv'; readonly name: string };

/**
 * In the order that Microsoft documents for clients that read no directory (MS-OXDISCO; "Autodiscover for Exchange"):
 * the domain itself, its `autodiscover` host, what redirects from there, the SRV record.
 */
export function placesOf(domain: string): readonly Place[] {
  return [
    { kind: 'host', origin: `https://${domain}` },
    { kind: 'host', origin: `https://autodiscover.${domain}` },
    { kind: 'redirect', url: `http://autodiscover.${domain}/autodiscover/autodiscover.xml` },
    { kind: 'srv', name: `_autodiscover._tcp.${domain}` },
  ];
}
