import type { XmlElement } from '../xml/element.ts';
import { readExtendedProperty, SEARCH_KEY } from './extended-property.ts';

/** @returns lower-case hex, as the port speaks it; on the wire it is base64 */
export function readSearchKey(item: XmlElement): string | null {
  const base64 = readExtendedProperty(item, SEARCH_KEY);
  if (base64 === null) return null;
  const hex = Buffer.from(base64, 'base64').toString('hex');
  return hex === '' ? null : hex;
}

export function searchKeyToWire(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64');
}
