import type { PasswordCost } from '../index.ts';

/** The least that argon2 does: for tests of what happens around the hashes. */
export const CHEAP_PASSWORDS: PasswordCost = { memoryKib: 8, passes: 1, lanes: 1 };
