import { readAccountName } from '../auth/index.ts';
import type { EwsOptions, PasswordCredentials } from '../options.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { PasswordVerdict } from './password-verdict.ts';
import { createPasswordVerdict } from './password-verdict.ts';

/** Where each mailbox has its own password there are as many as mailboxes; drafts in forms come and go. */
const MOST_PASSWORDS = 4_096;

const shared = new Map<string, { readonly password: string; readonly verdict: PasswordVerdict }>();

/**
 * What is thought of this password at this address, the same for all channels of the process that would show it in the
 * same way: another password or way to sign in is tried at once. One host may ask different directories behind
 * different paths.
 */
export function verdictOn(credentials: PasswordCredentials, url: URL, signIn: EwsOptions['signIn']): PasswordVerdict {
  const password = fingerprintOf(identityOf(credentials));
  const key = `${password} ${signIn} ${url.origin}${url.pathname}`;
  const entry = shared.get(key) ?? { password, verdict: createPasswordVerdict() };
  // To the end of the map: what is forgotten first is what was used longest ago.
  shared.delete(key);
  shared.set(key, entry);
  const [oldest] = shared.keys();
  if (shared.size > MOST_PASSWORDS && oldest !== undefined) shared.delete(oldest);
  return entry.verdict;
}

/**
 * For whoever may have mended the account and wants to know what the server says now. Counts for every server and way
 * to sign in, for each password once a minute.
 */
export function forgetRefusals(credentials: EwsOptions['credentials']): void {
  if (credentials.kind !== 'password') return;
  const wanted = fingerprintOf(identityOf(credentials));
  for (const { password, verdict } of shared.values()) if (password === wanted) verdict.forgetRefusals();
}

/** Windows knows accounts in any case. A name without domain may be that of another system, which does not. */
function identityOf({ user, domain, password }: PasswordCredentials): readonly string[] {
  const name = readAccountName(user, domain);
  const isOfWindows = name.domain !== '' || name.user.includes('@');
  const account = [name.user, name.domain].map((part) => (isOfWindows ? part.toLowerCase() : part));
  return [...account, password];
}
