import type { TFunction } from 'i18next';
import type { Account } from '../api/accounts.ts';

/** Why the mailbox is not granted, and who can do something about it. @param me login name of the reader */
export function claimSentence(t: TFunction, account: Account, email: string, me: string): string {
  const { state, reason } = account.claim;
  const who = account.user.name === me ? 'own' : 'other';
  const why = state === 'refused' ? 'refused' : (reason ?? 'notResolved');
  return t(`accounts.claim.${who}.${why}`, claimFacts(account, email));
}

/** What the sentences about a claim name. @param email of the person */
export function claimFacts({ user, mailbox, claim }: Account, email: string) {
  return { user: user.displayName, email, mailbox, resolved: claim.resolvedSmtp ?? mailbox };
}
