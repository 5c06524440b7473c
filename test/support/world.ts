import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningSimulator, SimulatedMailbox, SimulatorOptions } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { ConfigurationResult, Run } from '../../src/api/resources.ts';
import type { Tuning } from '../../src/connector/index.ts';
import { openConnector, startServer } from '../../src/main.ts';
import { createLog } from '../../src/observability/index.ts';
import type { CommandOptions, CommandResult } from './command.ts';
import { runCommand } from './command.ts';
import { runCommandHere } from './command-here.ts';
import type { ConfigurationOptions } from './configuration.ts';
import { configuration, MARIO } from './configuration.ts';
import type { Crm } from './crm.ts';
import { crmAt } from './crm.ts';
import { prepareDataDirectory } from './prepared-data.ts';

/**
 * A simulator in this process, a data directory, and the command: as processes of its own, or in this process while the
 * connector is open here.
 */
export interface World {
  readonly simulator: RunningSimulator;
  /** Mario's: the one that is synchronised. */
  readonly mailbox: SimulatedMailbox;
  readonly dataDirectory: string;
  /** A file in the world's own folder. @returns its path */
  file(name: string, content: string): string;
  command(args: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  apply(settings?: Partial<ConfigurationOptions>, args?: readonly string[]): Promise<ConfigurationResult>;
  /** @returns contacts' run, then appointments' */
  sync(args?: readonly string[], options?: CommandOptions): Promise<readonly Run[]>;
  /**
   * Opens the connector in this process, without its schedule: commands go through it until it is closed, and
   * nothing is synchronised unless a command says so.
   */
  openCrm(tuning?: Partial<Tuning>): Promise<Crm & AsyncDisposable>;
  close(): Promise<void>;
}

/** Whether there is a database already, or the first command makes one, which takes it seconds. */
export type WorldData = 'prepared' | 'none';

export async function openWorld(options: SimulatorOptions = {}, data: WorldData = 'prepared'): Promise<World> {
  const simulator = await startSimulator(options);
  const folder = mkdtempSync(join(tmpdir(), 'raccordo-world-'));
  const dataDirectory = join(folder, 'data');
  if (data === 'prepared') await prepareDataDirectory(dataDirectory);
  let open = false;
  const file = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const command: World['command'] = (args, commandOptions = {}) => {
    const all = [...args, '--data', dataDirectory];
    return open && commandOptions.env === undefined
      ? runCommandHere(all, commandOptions)
      : runCommand(all, commandOptions);
  };
  return {
    simulator,
    mailbox: simulator.mailbox(MARIO.smtp),
    dataDirectory,
    file,
    command,
    async apply(settings = {}, args = []) {
      const document = configuration({ serverUrl: simulator.ewsUrl, ...settings });
      const result = await command(['apply', '-f', file('config.yaml', document), '--json', ...args]);
      return result.json<ConfigurationResult>();
    },
    async sync(args = [], commandOptions) {
      const result = await command(['sync', '--json', ...args], commandOptions);
      return result.json<{ readonly runs: readonly Run[] }>().runs;
    },
    async openCrm(tuning = {}) {
      const log = createLog({ level: 'error', file: null });
      const connector = await openConnector({ dataDirectory, log, tuning });
      const server = await startServer(connector, { port: 0 });
      open = true;
      return {
        ...crmAt(server.url, connector.token, 'mario'),
        async [Symbol.asyncDispose]() {
          open = false;
          await server.close();
          await connector.close();
        },
      };
    },
    async close() {
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
