import type { EwsOptions, PasswordCredentials } from '../../options.ts';
import { ldapValue, quoted } from './power-shell.ts';

/** Who signs in, as cmdlets of Exchange take it: `DOMAIN\user`, an address, the plain name; an application by its id. */
export function accountIdentity(credentials: EwsOptions['credentials']): string {
  if (credentials.kind === 'oauthClient') return credentials.clientId;
  const { user, domain } = credentials;
  const name = user.trim();
  const isComplete = name.includes('\\') || name.includes('@');
  return isComplete || domain === null || domain.trim() === '' ? name : `${domain.trim()}\\${name}`;
}

/** The same as the Active Directory module takes it: it knows no `DOMAIN\user` and no address. */
export function directoryUser({ user }: PasswordCredentials): string {
  const name = user.trim();
  return name.includes('@')
    ? `-LDAPFilter ${quoted(`(userPrincipalName=${ldapValue(name)})`)}`
    : `-Identity ${quoted(name.split('\\').at(-1) ?? name)}`;
}
