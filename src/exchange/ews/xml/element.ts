/**
 * An element as it was read. Servers differ in prefixes, order and decoration, so everything is looked
 * up by local name; unknown elements and attributes are simply not asked for.
 */
export interface XmlElement {
  /** Local name, without prefix. */
  readonly name: string;
  readonly namespace: string;
  /** Attribute values by local name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All character data directly inside the element, untrimmed. */
  readonly text: string;
}

/** The first child of that name, wherever it stands among its siblings. */
export function findChild(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** @returns the text of the first child of that name, `null` when there is none */
export function childText(element: XmlElement | undefined, name: string): string | null {
  return findChild(element, name)?.text ?? null;
}

/** Depth-first search for the first descendant (or the element itself) of that name. */
export function findDescendant(element: XmlElement | undefined, name: string): XmlElement | undefined {
  if (element === undefined || element.name === name) return element;
  for (const child of element.children) {
    const found = findDescendant(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
