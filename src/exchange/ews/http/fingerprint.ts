import { createHmac, randomBytes } from 'node:crypto';

const KEY = randomBytes(32);

/** The same for the same value while this process lives; without its key nobody tries passwords on it. */
export function fingerprintOf(value: unknown): string {
  return createHmac('sha256', KEY).update(JSON.stringify(value)).digest('base64');
}
