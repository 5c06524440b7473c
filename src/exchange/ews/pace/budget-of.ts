import type { EwsOptions } from '../options.ts';

/**
 * Whom a server charges for the requests of these options. Who impersonates spends the budget of the mailbox, whoever
 * signs in; who acts as itself spends its own, in whatever mailboxes.
 */
export function budgetOf(options: Pick<EwsOptions, 'access' | 'mailbox' | 'impersonateAs' | 'credentials'>): string {
  const { access, mailbox, impersonateAs, credentials } = options;
  if (access === 'impersonation') return `mailbox ${(impersonateAs?.value ?? mailbox).toLowerCase()}`;
  if (credentials.kind === 'oauthClient') return `application ${credentials.clientId.toLowerCase()}`;
  return `account ${credentials.domain ?? ''}\\${credentials.user}`.toLowerCase();
}
