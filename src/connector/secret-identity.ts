/** What a stored secret is bound to: moved to another row it does not open. */
export function delegatePasswordIdentity(profileId: string): string {
  return `profile/${profileId}/delegate.password`;
}

export function clientSecretIdentity(profileId: string): string {
  return `profile/${profileId}/oauth.clientSecret`;
}

export function privateKeyIdentity(profileId: string): string {
  return `profile/${profileId}/oauth.privateKey`;
}

export function accountPasswordIdentity(accountId: string): string {
  return `account/${accountId}/credentials.password`;
}
