import { isXmlCharacter } from './xml-character.ts';

/** An element to be written. `text` and `children` exclude each other, as in all of Exchange's messages. */
export interface XmlNode {
  /** With prefix: `t:Subject`, `m:ItemId`. */
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly XmlNode[];
  readonly text?: string;
}

type Content = string | readonly (XmlNode | undefined)[];

/** `undefined` children and attributes are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  content?: Content,
): XmlNode {
  const present = Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    name,
    ...(present.length > 0 ? { attributes: Object.fromEntries(present) } : {}),
    ...(typeof content === 'string' ? { text: content } : {}),
    ...(Array.isArray(content)
      ? { children: (content as readonly (XmlNode | undefined)[]).filter((child) => child !== undefined) }
      : {}),
  };
}

export function textElement(name: string, text: string): XmlNode {
  return { name, text };
}

export function serialise(node: XmlNode): string {
  let attributes = '';
  for (const name in node.attributes) attributes += ` ${name}="${escapeText(node.attributes[name] ?? '')}"`;
  let content = '';
  if (node.text !== undefined) content = escapeText(node.text);
  else if (node.children !== undefined) for (const child of node.children) content += serialise(child);
  return content === '' ? `<${node.name}${attributes}/>` : `<${node.name}${attributes}>${content}</${node.name}>`;
}

const NEEDS_ESCAPE = /[&<>"\p{Cc}\ufffe\uffff]/u;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

/** Characters that XML 1.0 cannot carry become a question mark. */
export function escapeText(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text;
  return text.replace(/[&<>"\p{Cc}\ufffe\uffff]/gu, (character) => {
    const escape = ESCAPES[character];
    if (escape !== undefined) return escape;
    return isXmlCharacter(character.codePointAt(0) ?? 0) ? character : '?';
  });
}
