import type { ContactPhoto } from '../../contact-photos.ts';

const BEGINNINGS: readonly (readonly [ContactPhoto['contentType'], string])[] = [
  ['image/jpeg', 'ffd8ff'],
  ['image/png', '89504e470d0a1a0a'],
  ['image/gif', '47494638'],
  ['image/bmp', '424d'],
];

/** What kind of picture the bytes are; servers label photos as anything. @returns `null` for what is no picture that we know */
export function photoTypeOf(bytes: Uint8Array): ContactPhoto['contentType'] | null {
  const beginning = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  return BEGINNINGS.find(([, start]) => beginning.startsWith(start))?.[0] ?? null;
}
