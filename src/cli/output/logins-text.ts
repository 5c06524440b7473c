import type { Terminal } from '../terminal.ts';
import { table } from './table.ts';

interface Login {
  readonly user: string;
  readonly password: string;
  readonly smtp: string;
}

/** Logins of simulated mailboxes, which are no secrets. */
export function loginsText({ t }: Terminal, users: readonly Login[]): string {
  const head = [t('cli.mailbox'), t('cli.user'), t('cli.password')];
  return table([head, ...users.map(({ smtp, user, password }) => [smtp, user, password])]);
}
