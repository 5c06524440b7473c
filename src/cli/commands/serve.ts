import { Command } from 'commander';
import { globalOptions } from '../global-options.ts';
import { parsePort } from '../port.ts';
import type { Terminal } from '../terminal.ts';
import { untilInterrupted } from '../until-interrupted.ts';

export function serveCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('serve')
    .description(t('cli.help.serve'))
    .option('--port <number>', t('cli.help.port'), parsePort, 8300)
    .addHelpText('after', t('cli.help.serveExamples'))
    .action(async ({ port }: { readonly port: number }, command: Command) => {
      const { data, json } = globalOptions(command);
      // Loaded only here: the other commands start without the whole program.
      const { hostConnector } = await import('../host.ts');
      const host = await hostConnector({ dataDirectory: data, port, logTo: 'stderr', env: process.env });
      await host.connector.startSchedule();
      const page = pageAddress(host.server.url, host.connector.token);
      terminal.out(
        json ? JSON.stringify({ url: host.server.url, page }) : `${t('cli.page')}: ${page}\n${t('cli.running')}`,
      );
      await untilInterrupted();
      terminal.say(t('cli.stopping'));
      await host.close();
      terminal.say(t('cli.stopped'));
    });
}

/** The token travels in the fragment, which a browser never sends to a server. */
export function pageAddress(url: string, token: string): string {
  return `${url}/#token=${token}`;
}
