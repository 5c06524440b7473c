/** What a stored password is bound to: moved to another row it does not open. */
export function delegatePasswordIdentity(profileId: string): string {
  return `profile/${profileId}/delegate.password`;
}

export function accountPasswordIdentity(accountId: string): string {
  return `account/${accountId}/credentials.password`;
}
