import type { XmlElement } from '../../xml/element.ts';
import { childText } from '../../xml/element.ts';

/** xs:boolean knows four spellings. @returns `null` when the element is missing or says something else */
export function readBoolean(item: XmlElement, name: string): boolean | null {
  const text = childText(item, name)?.trim().toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : null;
}
