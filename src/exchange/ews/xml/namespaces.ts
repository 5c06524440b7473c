/** A name as it is meant: local part and namespace. */
export interface ResolvedName {
  readonly local: string;
  readonly namespace: string;
}

/** The prefixes that are bound at one place of a document. Elements that bind none share the scope of their parent. */
export interface NamespaceScope {
  /** @returns `null` for a prefix that nobody bound */
  resolve(qualified: string): ResolvedName | null;
  /** @param declared prefix → namespace; the prefix of the default namespace is empty */
  within(declared: ReadonlyMap<string, string>): NamespaceScope;
}

const XML = 'http://www.w3.org/XML/1998/namespace';

export const ROOT_SCOPE = scopeOf(new Map([['xml', XML]]));

function scopeOf(bound: ReadonlyMap<string, string>): NamespaceScope {
  // A document has a few dozen names and many thousands of elements.
  const resolved = new Map<string, ResolvedName | null>();
  return {
    resolve(qualified) {
      let name = resolved.get(qualified);
      if (name === undefined) {
        name = resolve(bound, qualified);
        if (resolved.size < 1_000) resolved.set(qualified, name);
      }
      return name;
    },
    within: (declared) => scopeOf(new Map([...bound, ...declared])),
  };
}

function resolve(bound: ReadonlyMap<string, string>, qualified: string): ResolvedName | null {
  const colon = qualified.indexOf(':');
  const prefix = colon < 0 ? '' : qualified.slice(0, colon);
  const namespace = bound.get(prefix);
  if (namespace === undefined && colon >= 0) return null;
  return { local: qualified.slice(colon + 1), namespace: namespace ?? '' };
}
