import type { Element } from '@xmldom/xmldom';
import { DOMParser } from '@xmldom/xmldom';
import { assertWellFormedText, NotWellFormed } from './well-formed.ts';

/** An element of a request. Names carry the simulator's own prefixes, whatever the client wrote. */
export interface ReceivedElement {
  /** `t:Subject`, `m:GetItem`, `s:Body`; `?:Name` in a namespace that Exchange does not know. */
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly ReceivedElement[];
  /** All character data directly inside the element. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

export const NAMESPACES = {
  s: 'http://schemas.xmlsoap.org/soap/envelope/',
  m: 'http://schemas.microsoft.com/exchange/services/2006/messages',
  t: 'http://schemas.microsoft.com/exchange/services/2006/types',
} as const;

const PREFIXES = new Map<string, string>(Object.entries(NAMESPACES).map(([prefix, uri]) => [uri, prefix]));
/** Deeper than any request that the schema allows, nested restrictions included. */
const MAX_DEPTH = 120;

/** @throws NotWellFormed */
export function readXml(source: string): ReceivedElement {
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  assertWellFormedText(text);
  const parser = new DOMParser({
    locator: true,
    onError: (_level, message) => {
      throw new NotWellFormed(message, 1, 1);
    },
  });
  let root: Element | null;
  try {
    root = parser.parseFromString(text, 'text/xml').documentElement;
  } catch (error) {
    if (error instanceof NotWellFormed) throw error;
    throw new NotWellFormed(error instanceof Error ? error.message : 'not well-formed', 1, 1);
  }
  if (root === null) throw new NotWellFormed('Root element is missing.', 1, 1);
  return convert(root, 0);
}

function convert(source: Element, depth: number): ReceivedElement {
  const line = source.lineNumber ?? 1;
  const column = source.columnNumber ?? 1;
  if (depth > MAX_DEPTH) throw new NotWellFormed('The request is nested too deeply.', line, column);
  const attributes: Record<string, string> = {};
  for (const attribute of Array.from(source.attributes)) {
    if (attribute.name === 'xmlns' || attribute.prefix === 'xmlns') continue;
    attributes[attribute.prefix ? `${attribute.prefix}:${attribute.localName}` : attribute.name] = attribute.value;
  }
  const children: ReceivedElement[] = [];
  let text = '';
  for (const node of Array.from(source.childNodes)) {
    if (node.nodeType === node.ELEMENT_NODE) children.push(convert(node as Element, depth + 1));
    else if (node.nodeType === node.TEXT_NODE || node.nodeType === node.CDATA_SECTION_NODE)
      text += node.nodeValue ?? '';
  }
  const namespace = source.namespaceURI ?? '';
  const name = `${PREFIXES.get(namespace) ?? '?'}:${source.localName ?? source.nodeName}`;
  return { name, namespace, attributes, children, text, line, column };
}

export function childOf(parent: ReceivedElement | undefined, name: string): ReceivedElement | undefined {
  return parent?.children.find((child) => child.name === name);
}

/** Only for children that the schema check has already found to be there. */
export function childOrThrow(parent: ReceivedElement, name: string): ReceivedElement {
  const child = childOf(parent, name);
  if (child === undefined) throw new Error(`${parent.name} has no ${name}`);
  return child;
}

export function attributeOf(source: ReceivedElement, name: string): string {
  return source.attributes[name] ?? '';
}

/** Local name, without prefix. */
export function localName(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1);
}
