import { createHash, createHmac, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;
const TOKEN_FORM = /^[A-Za-z0-9_-]{43}$/;

/** 256 random bits: nobody guesses it, so a plain digest of it is as good as a slow one. */
export function newSecretToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is stored instead of the token; `null` for what cannot be one of ours. */
export function digestOf(token: string): Buffer | null {
  return TOKEN_FORM.test(token) ? createHash('sha256').update(token, 'ascii').digest() : null;
}

/**
 * Follows from the token, so nothing more is stored; the token does not follow from it, so the page may hold it where
 * scripts can read it.
 */
export function csrfTokenOf(token: string): string {
  return createHmac('sha256', token).update('raccordo csrf').digest('base64url');
}
