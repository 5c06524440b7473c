import type { PlainCredentials } from '../../config/index.ts';
import type { Credentials, SealedSecret, SecretBox } from '../../settings/settings.ts';

/** In place of a password that was taken away: nothing opens it, so it asks to be entered again. */
export const FORGOTTEN_PASSWORD: SealedSecret = { sealed: '' };

export function sealCredentials(
  wanted: PlainCredentials,
  before: Credentials | null,
  identity: string,
  secrets: SecretBox,
): Credentials {
  const { user, domain, password } = wanted;
  return { user, domain, password: sealSecret(password ?? '', before?.password ?? null, identity, secrets) };
}

/** An unchanged secret keeps its ciphertext, so that the connection made with it is kept too. */
export function sealSecret(
  plain: string,
  before: SealedSecret | null,
  identity: string,
  secrets: SecretBox,
): SealedSecret {
  return before !== null && opens(before, identity, plain, secrets) ? before : secrets.seal(plain, identity);
}

function opens(before: SealedSecret, identity: string, plain: string, secrets: SecretBox): boolean {
  try {
    return secrets.open(before, identity) === plain;
  } catch {
    return false;
  }
}
