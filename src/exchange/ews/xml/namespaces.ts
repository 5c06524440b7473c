/** A name as it is meant: local part and namespace. */
export interface ResolvedName {
  readonly local: string;
  readonly namespace: string;
}

/** The prefixes that are bound at one place of a document. Elements that bind none share the scope of their parent. */
export interface NamespaceScope {
  /** The namespace of a prefix that nobody bound is empty: some servers forget to, and mean what the name says. */
  resolve(qualified: string): ResolvedName;
  /** @param declared prefix → namespace; the prefix of the default namespace is empty */
  within(declared: ReadonlyMap<string, string>): NamespaceScope;
}

const XML = 'http://www.w3.org/XML/1998/namespace';

export const ROOT_SCOPE = scopeOf(new Map([['xml', XML]]));

function scopeOf(bound: ReadonlyMap<string, string>): NamespaceScope {
  // A document has a few dozen names and many thousands of elements.
  const resolved = new Map<string, ResolvedName>();
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

function resolve(bound: ReadonlyMap<string, string>, qualified: string): ResolvedName {
  const colon = qualified.indexOf(':');
  const prefix = colon < 0 ? '' : qualified.slice(0, colon);
  return { local: qualified.slice(colon + 1), namespace: bound.get(prefix) ?? '' };
}
