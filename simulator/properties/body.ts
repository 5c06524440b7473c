import type { StoredItem } from '../state/item.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, escapeText } from '../xml/node.ts';

export type BodyType = 'Best' | 'HTML' | 'Text';

/** The body in the wanted type; an item without one shows an empty body, as Exchange does. */
export function bodyNode(name: string, item: StoredItem, wanted: BodyType): XmlNode {
  const stored = item.values['Body'];
  const node = stored !== undefined && typeof stored === 'object' && 'name' in stored ? stored : undefined;
  const text = node?.text ?? '';
  const type = node?.attributes?.['BodyType'] ?? 'Text';
  if (wanted === 'Best' || wanted === type || text === '') {
    return element(name, { BodyType: wanted === 'Best' ? type : wanted }, text);
  }
  return element(name, { BodyType: wanted }, wanted === 'Text' ? textOfHtml(text) : htmlOfText(text));
}

function htmlOfText(text: string): string {
  const lines = escapeText(text).replaceAll('&#xD;', '').split('\n').join('<br>\n');
  return `<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n</head>\n<body>\n<div class="PlainText">${lines}</div>\n</body>\n</html>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function textOfHtml(html: string): string {
  return html
    .replace(/<(head|style|script)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/[\r\n]+/g, ' ')
    .replace(/<br\s*\/?>\s*|<\/(p|div|li|tr|h[1-6])\s*>\s*/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => decodeEntity(name) ?? whole)
    .trim();
}

function decodeEntity(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()];
  const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0x1f && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
