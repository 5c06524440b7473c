import type { Account, AccountStatus } from '../../api/resources.ts';
import { scopeStateOf } from '../../api/scope-state.ts';
import { localeOf } from '../../messages/index.ts';
import type { Terminal } from '../terminal.ts';
import { table } from './table.ts';

const COLUMNS = ['account', 'user', 'mailbox', 'claim', 'state', 'lastSuccess'] as const;

/** One line for each account, and below them what waits for an administrator. */
export function accountsText(
  terminal: Terminal,
  accounts: readonly Account[],
  statuses: readonly AccountStatus[],
): string {
  const { t } = terminal;
  const statusOf = new Map(statuses.map((status) => [status.name, status]));
  const rows = accounts.map((account) => [
    account.name,
    account.user.name,
    account.mailbox,
    t(`cli.accounts.claims.${account.claim.state}`),
    stateText(terminal, statusOf.get(account.name)),
    freshnessText(terminal, statusOf.get(account.name)),
  ]);
  const waiting = accounts
    .filter(({ claim }) => claim.state === 'waiting')
    .map((account) => waitingText(terminal, account));
  const hint = waiting.length > 0 ? ['', ...waiting, t('cli.accounts.hint')] : [];
  return [table([COLUMNS.map((column) => t(`cli.accounts.${column}`)), ...rows]), ...hint].join('\n');
}

/** One word where both item types stand the same. */
function stateText({ t }: Terminal, status: AccountStatus | undefined): string {
  if (status === undefined) return '';
  const states = [...new Set(status.itemTypes.map((itemType) => scopeStateOf(status, itemType)))];
  return states.map((state) => t(`page.state.${state}`)).join(', ');
}

/** The older of the two: an account is as fresh as its staler half. */
function freshnessText({ t, language }: Terminal, status: AccountStatus | undefined): string {
  if (status === undefined) return '';
  const successes = status.itemTypes.map(
    (itemType) => status.scopes.find((scope) => scope.itemType === itemType)?.lastSuccessAt ?? null,
  );
  const known = successes.filter((at) => at !== null).sort();
  const oldest = known.length < successes.length ? undefined : known[0];
  return oldest === undefined ? t('cli.status.never') : new Date(oldest).toLocaleString(localeOf(language));
}

function waitingText({ t }: Terminal, { name, mailbox, claim }: Account): string {
  const why = t(`cli.accounts.reasons.${claim.reason ?? 'notResolved'}`, {
    mailbox: claim.resolvedSmtp ?? mailbox,
  });
  return `${name}: ${why}`;
}
