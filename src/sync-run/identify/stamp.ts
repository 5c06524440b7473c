import { createHmac } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const STAMP_BYTES = 16;

/**
 * Stamp of an item: deterministic, so that two workers that race write the same one and the loser's item is
 * recognised as ours. Lower case, because some servers compare extended properties without regard to case.
 * @param itemId id of the item that the create starts from
 */
export function stampOf(key: Uint8Array, scopeId: string, itemId: string, generation: number): string {
  const mac = createHmac('sha256', key).update(`${scopeId}|${itemId}|${generation}`).digest();
  return base32(mac.subarray(0, STAMP_BYTES));
}

/** In place of a scope's id, for what is the same in all of them. */
const EVERYWHERE = 'everywhere';

/**
 * External key of the record that is made anew for one that was deleted, or lost by the CRM: the same from whichever mailbox it is made,
 * so that the second of them finds the record of the first.
 * @param crmId id of the lost record
 * @param count how many of this record's keys are used up
 */
export function stampOfLost(key: Uint8Array, crmId: string, count = 0): string {
  return stampOf(key, EVERYWHERE, crmId, count);
}

/** RFC 4648 alphabet, without padding. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(value >>> bits) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text;
}
