import type { DemoLogin } from '../demo/demo-logins.ts';
import type { Terminal } from '../terminal.ts';
import { table } from './table.ts';

export interface ReadyDemo {
  readonly seconds: number;
  /** Signs the administrator in, once. */
  readonly page: string;
  readonly pageUrl: string;
  readonly simulatorPage: string;
  readonly logins: readonly DemoLogin[];
  /** Table of the simulated mailboxes. */
  readonly mailboxes: string;
}

/** What a person needs to look around: where, and as whom. */
export function readyText({ t }: Terminal, demo: ReadyDemo): string {
  const head = [t('cli.user'), t('cli.password'), t('cli.users.role')];
  const rows = demo.logins.map(({ name, password, role }) => [name, password, t(`cli.users.roles.${role}`)]);
  return [
    '',
    t('cli.demo.ready', { seconds: demo.seconds }),
    '',
    `${t('cli.page')}: ${demo.pageUrl}`,
    t('cli.demo.signInLink'),
    `  ${demo.page}`,
    `${t('cli.simulatorPage')}: ${demo.simulatorPage}`,
    '',
    `${t('cli.demo.logins')}:`,
    table([head, ...rows]),
    '',
    `${t('cli.logins')}:`,
    demo.mailboxes,
    '',
    t('cli.running'),
  ].join('\n');
}
