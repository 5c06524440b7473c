import type { Installation } from '../../api/resources.ts';
import type { Terminal } from '../terminal.ts';

/** That nothing is synchronised, why, and what to do. */
export function doubtText({ t }: Pick<Terminal, 't'>, doubt: NonNullable<Installation['doubt']>): string {
  return [t('installation.heading'), t(`installation.doubt.${doubt}`), t('cli.next.installation_unconfirmed')].join(
    '\n',
  );
}
