import { Command, InvalidArgumentError, Option } from 'commander';
import type { AuthScheme, ExchangeVersion } from '../../../simulator/index.ts';
import { EXCHANGE_VERSIONS, readUsersFile } from '../../../simulator/index.ts';
import { globalOptions } from '../global-options.ts';
import { loginsText } from '../output/logins-text.ts';
import { parsePort } from '../port.ts';
import { asInvalidUsersFile, startSimulatorOrSay } from '../start-simulator.ts';
import type { Terminal } from '../terminal.ts';
import { untilInterrupted } from '../until-interrupted.ts';

interface Options {
  readonly port: number;
  readonly users?: string;
  readonly auth: readonly AuthScheme[];
  readonly exchangeVersion: ExchangeVersion;
  readonly state?: string;
}

export function simulatorCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('simulator')
    .description(t('cli.help.simulator'))
    .option('--port <number>', t('cli.help.port'), parsePort, 8301)
    .option('--users <file>', t('cli.help.simulatorUsers'))
    .option('--auth <list>', t('cli.help.simulatorAuth'), parseSchemes, ['basic', 'ntlm'])
    .addOption(
      new Option('--exchange-version <version>', t('cli.help.simulatorVersion'))
        .choices(EXCHANGE_VERSIONS)
        .default('Exchange2016'),
    )
    .option('--state <file>', t('cli.help.simulatorState'))
    .addHelpText('after', t('cli.help.simulatorExamples'))
    .action(async (options: Options, command: Command) => {
      const { json } = globalOptions(command);
      const simulator = await startSimulatorOrSay({
        port: options.port,
        auth: options.auth,
        exchangeVersion: options.exchangeVersion,
        ...(options.users === undefined ? {} : await readUsersFile(options.users).catch(asInvalidUsersFile)),
        ...(options.state === undefined ? {} : { stateFile: options.state }),
      });
      const users = simulator.users.map(({ user, password, smtp }) => ({ user, password, smtp }));
      if (json) terminal.out(JSON.stringify({ ews: simulator.ewsUrl, page: simulator.pageUrl, users }));
      else
        terminal.out(
          [
            t('cli.simulator.listening', { url: simulator.ewsUrl }),
            `${t('cli.page')}: ${simulator.pageUrl}`,
            '',
            loginsText(terminal, users),
          ].join('\n'),
        );
      await untilInterrupted();
      await simulator.close();
    });
}

function parseSchemes(text: string): readonly AuthScheme[] {
  const schemes = text.split(',').map((scheme) => scheme.trim().toLowerCase());
  if (
    schemes.length === 0 ||
    !schemes.every((scheme): scheme is AuthScheme => scheme === 'basic' || scheme === 'ntlm')
  ) {
    throw new InvalidArgumentError('basic, ntlm');
  }
  return schemes;
}
