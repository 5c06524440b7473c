import type { Account, ImpersonationName, Profile } from './settings.ts';

/** [MS-DTYP] 2.4.2.1; Exchange knows no SIDs whose authority is written in hexadecimal. */
const SID = /^S-1-\d{1,13}(-\d{1,10}){1,15}$/i;
const PRINCIPAL_NAME = /^[^\s\p{C}@<>"\\/]+@[^\s\p{C}@<>"\\/]+$/u;

/** Whether it can be the principal name (`mrossi@ad.acme.example`) or the SID (`S-1-5-21-…`) of somebody. */
export function isImpersonatedName(text: string): boolean {
  return SID.test(text) || PRINCIPAL_NAME.test(text);
}

/** Of a profile in any form: with sealed secrets, with open ones, with none. */
interface ImpersonatingProfile extends Pick<Profile, 'impersonateBy'> {
  readonly oauth: object | null;
  readonly delegate: Pick<NonNullable<Profile['delegate']>, 'accessModel'> | null;
}

/** By which name a profile impersonates the owner of a mailbox; `null` where it impersonates nobody. */
export function impersonatesBy({ oauth, delegate, impersonateBy }: ImpersonatingProfile): ImpersonationName | null {
  return oauth !== null || delegate?.accessModel === 'impersonation' ? impersonateBy : null;
}

/**
 * The name by which the owner of a mailbox is impersonated; `null` where the account does not have it. Directories are
 * mostly kept so that the principal name is the address, so that is taken where none is said. Nothing leads to a SID.
 */
export function impersonatedName(
  by: ImpersonationName,
  { mailbox, impersonate }: Pick<Account, 'mailbox' | 'impersonate'>,
): string | null {
  const isSid = impersonate !== null && SID.test(impersonate);
  switch (by) {
    case 'primarySmtpAddress':
      return mailbox;
    case 'principalName':
      return isSid ? null : (impersonate ?? mailbox);
    case 'sid':
      return isSid ? impersonate : null;
  }
}
