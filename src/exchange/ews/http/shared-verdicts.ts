import { createHash } from 'node:crypto';
import { readAccountName } from '../auth/index.ts';
import type { EwsOptions, PasswordCredentials } from '../options.ts';
import type { PasswordVerdict } from './password-verdict.ts';
import { createPasswordVerdict } from './password-verdict.ts';

/** Where each mailbox has its own password there are as many as mailboxes; drafts in forms come and go. */
const MOST_PASSWORDS = 4_096;

const shared = new Map<string, { readonly password: string; readonly verdict: PasswordVerdict }>();

/**
 * What this server thinks of this password, the same for all channels of the process that would show it in the same
 * way: another password or way to sign in is tried at once.
 * @param origin of the server
 */
export function verdictOn(
  credentials: PasswordCredentials,
  origin: string,
  signIn: EwsOptions['signIn'],
): PasswordVerdict {
  const password = digestOf(credentials);
  const key = `${password} ${signIn} ${origin}`;
  const entry = shared.get(key) ?? { password, verdict: createPasswordVerdict() };
  // To the end of the map: what is forgotten first is what was used longest ago.
  shared.delete(key);
  shared.set(key, entry);
  const [oldest] = shared.keys();
  if (shared.size > MOST_PASSWORDS && oldest !== undefined) shared.delete(oldest);
  return entry.verdict;
}

/** Whoever tests a connection wants to know what the server says now. Counts for every server and way to sign in. */
export function forgetRefusals(credentials: PasswordCredentials): void {
  const wanted = digestOf(credentials);
  for (const { password, verdict } of shared.values()) if (password === wanted) verdict.forgetRefusal();
}

/** Windows knows accounts in any case. */
function digestOf({ user, domain, password }: PasswordCredentials): string {
  const name = readAccountName(user, domain);
  return createHash('sha256')
    .update(JSON.stringify([name.user.toLowerCase(), name.domain.toLowerCase(), password]))
    .digest('base64');
}
