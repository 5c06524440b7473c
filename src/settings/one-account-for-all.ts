import type { Profile } from './settings.ts';

/**
 * Whether one account opens all mailboxes, so that users give only the name of theirs: the delegate account, or an
 * application that signs in with OAuth.
 */
export function hasServiceAccount({ delegate, oauth }: ServiceAccounts): boolean {
  return delegate !== null || oauth !== null;
}

/** Of a profile in any form: with sealed secrets, with open ones, with none. */
type ServiceAccounts = { readonly [Key in keyof Pick<Profile, 'delegate' | 'oauth'>]: object | null };
