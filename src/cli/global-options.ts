import type { Command } from 'commander';
import { Option } from 'commander';
import { LANGUAGES } from '../messages/index.ts';
import type { Terminal } from './terminal.ts';

const DEFAULT_DATA_DIRECTORY = '.raccordo/data';
/** Address of a PostgreSQL server: `postgres://…`. */
export const DATABASE_VARIABLE = 'RACCORDO_DATABASE_URL';

/** Options that every command takes, before or after its name. */
export interface GlobalOptions {
  readonly data: string;
  readonly json: boolean;
}

export function addGlobalOptions(command: Command, { t }: Terminal): void {
  command
    .addOption(new Option('--data <directory>', t('cli.help.data')).env('RACCORDO_DATA'))
    .option('--database <address>', t('cli.help.database'), giveToEnvironment)
    .option('--json', t('cli.help.json'))
    .addOption(new Option('--lang <language>', t('cli.help.lang')).choices(LANGUAGES))
    .exitOverride();
}

/**
 * From here on the address is where it belongs, in the environment: that of a process can be read by its owner only, its
 * arguments by everybody on the machine.
 */
function giveToEnvironment(address: string): string {
  process.env[DATABASE_VARIABLE] = address;
  return address;
}

/** The global options, wherever on the command line they stood. */
export function globalOptions(command: Command, defaultData: string = DEFAULT_DATA_DIRECTORY): GlobalOptions {
  const options = command.optsWithGlobals<{ data?: string; json?: boolean }>();
  return { data: options.data ?? defaultData, json: options.json === true };
}
