import type { Person } from '../../api/resources.ts';
import { localeOf } from '../../messages/index.ts';
import type { Terminal } from '../terminal.ts';
import { table } from './table.ts';

const COLUMNS = ['name', 'role', 'active', 'password', 'emailConfirmed', 'lastSignIn'] as const;

export function usersText(terminal: Terminal, users: readonly Person[]): string {
  const { t, language } = terminal;
  if (users.length === 0) return t('cli.users.none');
  const word = (yes: boolean) => t(yes ? 'cli.yes' : 'cli.no');
  const rows = users.map(({ name, role, active, hasPassword, emailVerified, lastSignInAt }) => [
    name,
    t(`cli.users.roles.${role}`),
    word(active),
    word(hasPassword),
    word(emailVerified),
    lastSignInAt === null ? t('cli.status.never') : new Date(lastSignInAt).toLocaleString(localeOf(language)),
  ]);
  return table([COLUMNS.map((column) => t(`cli.users.${column}`)), ...rows]);
}
