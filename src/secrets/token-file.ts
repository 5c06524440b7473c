import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readOrCreateOwnerOnly } from './owner-only-file.ts';

/**
 * The bearer token of the local API: 256 random bits in a file that only its owner can read.
 * @throws ConnectorError `token_exposed`, `secret_file_unusable`; disposition `halt`
 */
export function readOrCreateToken(path: string): string {
  return readOrCreateOwnerOnly(path, 'token_exposed', () => `${randomBytes(32).toString('base64url')}\n`).trim();
}

/** Compares in a time that tells nothing about where the two differ. An empty token equals nothing. */
export function sameToken(left: string, right: string): boolean {
  // Digests have one length: the comparison itself does not tell how long the token is.
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(left), digest(right)) && left !== '';
}
