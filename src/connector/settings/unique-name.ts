import { createHash } from 'node:crypto';

const LONGEST = 64;

/** Lower case letters, digits and hyphens: what may stand in a file and in an address without escaping. */
export function slugOf(text: string, otherwise: string): string {
  const ascii = text.normalize('NFKD').replaceAll(/[^\p{ASCII}]/gu, '');
  const slug = ascii
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' ? otherwise : slug;
}

/** `wanted`, or with a number behind it; names that differ only in case are equal. */
export function uniqueName(wanted: string, taken: readonly string[]): string {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `-${number}`;
    const name = `${wanted.slice(0, LONGEST - suffix.length).replace(/-+$/, '')}${suffix}`;
    if (!used.has(name.toLowerCase())) return name;
  }
}

/**
 * The same user's account of the same name is the same account, also after it was deleted: that is how its memory
 * finds it again.
 */
export function accountIdOf(userId: string, accountName: string): string {
  const hex = createHash('sha256').update(`${userId}\n${accountName.toLowerCase()}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
