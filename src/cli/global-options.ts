import type { Command } from 'commander';
import { Option } from 'commander';
import { LANGUAGES } from '../messages/index.ts';
import type { Terminal } from './terminal.ts';

const DEFAULT_DATA_DIRECTORY = '.raccordo/data';

/** Options that every command takes, before or after its name. */
export interface GlobalOptions {
  readonly data: string;
  readonly json: boolean;
}

export function addGlobalOptions(command: Command, { t }: Terminal): void {
  command
    .addOption(new Option('--data <directory>', t('cli.help.data')).env('RACCORDO_DATA'))
    .option('--json', t('cli.help.json'))
    .addOption(new Option('--lang <language>', t('cli.help.lang')).choices(LANGUAGES))
    .exitOverride();
}

/** The global options, wherever on the command line they stood. */
export function globalOptions(command: Command, defaultData: string = DEFAULT_DATA_DIRECTORY): GlobalOptions {
  const options = command.optsWithGlobals<{ data?: string; json?: boolean }>();
  return { data: options.data ?? defaultData, json: options.json === true };
}
