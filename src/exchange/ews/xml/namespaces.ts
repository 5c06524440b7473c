/** A name as it is meant: local part and namespace. */
export interface ResolvedName {
  readonly local: string;
  readonly namespace: string;
}

/** The prefixes that are bound at one place of a document. Elements that bind none share the scope of their parent. */
export interface NamespaceScope {
  /** The namespace of a prefix that nobody bound is empty: some servers forget to, and mean what the name says. */
  resolve(qualified: string): ResolvedName;
  /** @param prefix the empty one for the default namespace */
  namespaceOf(prefix: string): string;
  /** @param declared prefix → namespace */
  within(declared: ReadonlyMap<string, string>): NamespaceScope;
}

const XML = 'http://www.w3.org/XML/1998/namespace';

/** Around every document. It remembers no names: they are parts of the texts of documents, and would keep them. */
export const ROOT_SCOPE: NamespaceScope = {
  resolve: (qualified) => resolve(qualified, ROOT_SCOPE),
  namespaceOf: (prefix) => (prefix === 'xml' ? XML : ''),
  within: (declared) => scopeWithin(ROOT_SCOPE, declared),
};

/** Asks the scope around for what is not declared here: a copy of all that is bound could be made ever anew. */
function scopeWithin(outer: NamespaceScope, declared: ReadonlyMap<string, string>): NamespaceScope {
  // A document has a few dozen names and many thousands of elements.
  const resolved = new Map<string, ResolvedName>();
  const scope: NamespaceScope = {
    resolve(qualified) {
      let name = resolved.get(qualified);
      if (name === undefined) {
        name = resolve(qualified, scope);
        if (resolved.size < 1_000) resolved.set(qualified, name);
      }
      return name;
    },
    namespaceOf: (prefix) => declared.get(prefix) ?? outer.namespaceOf(prefix),
    within: (further) => scopeWithin(scope, further),
  };
  return scope;
}

function resolve(qualified: string, scope: NamespaceScope): ResolvedName {
  const colon = qualified.indexOf(':');
  const prefix = colon < 0 ? '' : qualified.slice(0, colon);
  return { local: qualified.slice(colon + 1), namespace: scope.namespaceOf(prefix) };
}
