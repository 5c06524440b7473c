import type { PlainCredentials } from '../../config/index.ts';
import type { Credentials, SealedSecret, SecretBox } from '../../settings/settings.ts';

/** In place of a password that was taken away: nothing opens it, so it asks to be entered again. */
export const FORGOTTEN_PASSWORD: SealedSecret = { sealed: '' };

/** An unchanged password keeps its ciphertext, so that the connection made with it is kept too. */
export function sealCredentials(
  wanted: PlainCredentials,
  before: Credentials | null,
  identity: string,
  secrets: SecretBox,
): Credentials {
  const { user, domain } = wanted;
  const password = wanted.password ?? '';
  const kept = before !== null && opens(before, identity, password, secrets) ? before.password : null;
  return { user, domain, password: kept ?? secrets.seal(password, identity) };
}

function opens(before: Credentials, identity: string, password: string, secrets: SecretBox): boolean {
  try {
    return secrets.open(before.password, identity) === password;
  } catch {
    return false;
  }
}
