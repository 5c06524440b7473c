import type { EwsOptions } from '../../options.ts';
import { ldapValue, quoted } from './power-shell.ts';

type Credentials = EwsOptions['credentials'];

/** Who signs in, as cmdlets of Exchange take it: `DOMAIN\user`, an address, or the plain name. */
export function accountIdentity({ user, domain }: Credentials): string {
  const name = user.trim();
  const isComplete = name.includes('\\') || name.includes('@');
  return isComplete || domain === null || domain.trim() === '' ? name : `${domain.trim()}\\${name}`;
}

/** The same as the Active Directory module takes it: it knows no `DOMAIN\user` and no address. */
export function directoryUser({ user }: Credentials): string {
  const name = user.trim();
  return name.includes('@')
    ? `-LDAPFilter ${quoted(`(userPrincipalName=${ldapValue(name)})`)}`
    : `-Identity ${quoted(name.split('\\').at(-1) ?? name)}`;
}
