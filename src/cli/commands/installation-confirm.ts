import { Command } from 'commander';
import type { Installation } from '../../api/resources.ts';
import type { ApiClient } from '../api/client.ts';
import { withApi } from '../api/connection.ts';
import { confirm } from '../confirm.ts';
import { EXIT } from '../exit-codes.ts';
import { globalOptions } from '../global-options.ts';
import type { Terminal } from '../terminal.ts';

interface Asking {
  readonly yes: boolean;
  readonly silent: boolean;
}

/** `raccordo installation confirm`: says what it means, asks, and goes on with the database as it is. */
export function confirmInstallationCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('confirm')
    .description(t('cli.help.installationConfirm'))
    .option('--yes', t('cli.help.installationYes'))
    .action(async ({ yes = false }: { readonly yes?: boolean }, command: Command) => {
      const { data, json } = globalOptions(command);
      const confirmed = await withApi(data, (api) => confirmWithConsent(terminal, api, { yes, silent: json }));
      if (confirmed === null) {
        terminal.say(t('installation.notAgreed'));
        process.exitCode = EXIT.held;
      } else terminal.out(json ? JSON.stringify(confirmed, null, 2) : t('installation.confirmed'));
    });
}

/** @returns `null` when nobody agreed */
async function confirmWithConsent(
  terminal: Terminal,
  api: ApiClient,
  { yes, silent }: Asking,
): Promise<Installation | null> {
  const { t } = terminal;
  const { doubt } = await api.get<Installation>('/api/installation');
  if (doubt !== null && !yes) {
    const sentences = [`doubt.${doubt}`, 'explain', 'consequences', 'other'];
    if (!silent) terminal.out(sentences.map((sentence) => t(`installation.${sentence}`)).join('\n'));
    if (!(await confirm(terminal, t('installation.question')))) return null;
  }
  return api.post<Installation>('/api/installation/confirmation', {});
}
