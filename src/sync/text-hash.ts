import type { Fields } from '../model/index.ts';
import { canonicalText } from '../model/index.ts';

const OFFSET = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x0000000001000000000000000000013bn;
const MASK = (1n << 128n) - 1n;

/**
 * FNV-1a with 128 bits over the UTF-16 units of a text, as 32 hex digits. Tells apart, does not protect:
 * nobody gains by making two plans that hash alike, for both would be their own.
 */
export function textHash(text: string): string {
  let hash = OFFSET;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    hash = ((hash ^ BigInt(unit & 0xff)) * PRIME) & MASK;
    hash = ((hash ^ BigInt(unit >> 8)) * PRIME) & MASK;
  }
  return hash.toString(16).padStart(32, '0');
}

/** Names the content of an item: the same values give the same hash, whatever their order. */
export function contentHash(fields: Fields): string {
  return textHash(canonicalText(fields));
}
