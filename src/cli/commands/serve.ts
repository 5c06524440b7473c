import { Command, Option } from 'commander';
import type { IssuedLink } from '../../people/index.ts';
import { globalOptions } from '../global-options.ts';
import type { HostedConnector } from '../host.ts';
import { parseIpAddress } from '../ip-address.ts';
import { doubtText } from '../output/doubt-text.ts';
import { parsePort } from '../port.ts';
import { parsePublicOrigin } from '../public-origin.ts';
import type { Terminal } from '../terminal.ts';
import { untilInterrupted } from '../until-interrupted.ts';

interface Options {
  readonly port: number;
  readonly host: string;
  readonly publicUrl?: string;
  readonly trustedProxy?: string;
}

export function serveCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('serve')
    .description(t('cli.help.serve'))
    .option('--port <number>', t('cli.help.servePort'), parsePort, 8300)
    .option('--host <address>', t('cli.help.serveHost'), parseIpAddress, '127.0.0.1')
    .addOption(
      new Option('--public-url <url>', t('cli.help.servePublicUrl'))
        .env('RACCORDO_PUBLIC_URL')
        .argParser(parsePublicOrigin),
    )
    .option('--trusted-proxy <address>', t('cli.help.serveTrustedProxy'), parseIpAddress)
    .addHelpText('after', t('cli.help.serveExamples'))
    .action(async ({ port, host, publicUrl, trustedProxy }: Options, command: Command) => {
      const { data, json } = globalOptions(command);
      // Loaded only here: the other commands start without the whole program.
      const { hostConnector } = await import('../host.ts');
      const hosted = await hostConnector({
        dataDirectory: data,
        port,
        host,
        publicOrigin: publicUrl ?? null,
        trustedProxy: trustedProxy ?? null,
        logTo: 'stderr',
        env: process.env,
      });
      await hosted.connector.startSchedule();
      const { url, pageUrl } = hosted.server;
      const setup = await setupLink(hosted);
      const page = setup === null ? pageUrl : `${pageUrl}/#link=${setup.token}`;
      if (json) terminal.out(JSON.stringify({ url, page, setupUntil: setup?.expiresAt ?? null }));
      else terminal.out(startedText(terminal, page, setup !== null));
      const doubt = hosted.connector.parts.installation.doubt();
      if (doubt !== null) terminal.say(doubtText(terminal, doubt));
      await untilInterrupted();
      terminal.say(t('cli.stopping'));
      await hosted.close();
      terminal.say(t('cli.stopped'));
    });
}

/** Long enough for a person to be fetched, short enough for a forgotten terminal. */
const SETUP_LINK_MS = 24 * 3_600_000;

/**
 * Lets whoever sees the output of this command make the first administrator. It travels in the fragment, which a
 * browser never sends to a server.
 * @returns `null` when there is an administrator already
 */
async function setupLink({ connector }: HostedConnector): Promise<IssuedLink | null> {
  const { people } = connector.parts;
  return (await people.hasAdministrator()) ? null : people.issueLink('setup', null, SETUP_LINK_MS);
}

function startedText({ t }: Terminal, page: string, needsSetup: boolean): string {
  const lines = needsSetup ? [t('cli.serve.setup'), '', page, ''] : [`${t('cli.page')}: ${page}`];
  return [...lines, t('cli.running')].join('\n');
}
