import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { RunningSimulator } from '../../../simulator/index.ts';
import type { SampleWorld } from '../../demo/sample-data/index.ts';
import { sampleWorld } from '../../demo/sample-data/index.ts';
import { ConnectorError, parseCalendarDate } from '../../model/index.ts';
import { createApiClient } from '../api/client.ts';
import { demoConfiguration } from '../demo/demo-configuration.ts';
import type { DemoLogin } from '../demo/demo-logins.ts';
import { administratorPage, demoLogins, setPasswords } from '../demo/demo-logins.ts';
import { demoUsers } from '../demo/demo-users.ts';
import { followSimulator } from '../demo/follow-simulator.ts';
import { loadCrm } from '../demo/load-crm.ts';
import { loadMailboxes } from '../demo/load-mailboxes.ts';
import { globalOptions } from '../global-options.ts';
import type { HostedConnector } from '../host.ts';
import { countedProgress } from '../output/counted-progress.ts';
import { readyText } from '../output/demo-text.ts';
import { loginsText } from '../output/logins-text.ts';
import { parsePort } from '../port.ts';
import { startSimulatorOrSay } from '../start-simulator.ts';
import { synchronise } from '../synchronise.ts';
import type { Terminal } from '../terminal.ts';
import { untilInterrupted } from '../until-interrupted.ts';

const DEMO_DIRECTORY = '.raccordo/demo';

interface Options {
  readonly reset?: boolean;
  readonly port: number;
  readonly simulatorPort: number;
}

export function demoCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('demo')
    .description(t('cli.help.demo'))
    .option('--reset', t('cli.help.demoReset'))
    .option('--port <number>', t('cli.help.port'), parsePort, 8300)
    .option('--simulator-port <number>', t('cli.help.port'), parsePort, 8301)
    .addHelpText('after', t('cli.help.demoExamples'))
    .action(async (options: Options, command: Command) => {
      const { data, json } = globalOptions(command, DEMO_DIRECTORY);
      await runDemo(terminal, options, data, json);
    });
}

async function runDemo(terminal: Terminal, options: Options, directory: string, json: boolean): Promise<void> {
  const { t } = terminal;
  const startedAt = Date.now();
  // From the beginning: Ctrl-C in the middle of the first synchronisation ends as cleanly as later.
  const interrupted = untilInterrupted();
  if (options.reset === true) rmSync(directory, { recursive: true, force: true });
  terminal.say(t('cli.demo.starting', { directory }));
  // Loaded only here: the other commands start without the whole program.
  const { hostConnector } = await import('../host.ts');
  const host = await onFreePort(terminal, options.port, (port) =>
    hostConnector({ dataDirectory: directory, port, logTo: 'file', env: process.env, embedded: true }),
  );
  const world = sampleWorld(parseCalendarDate(new Date().toISOString()));
  const users = demoUsers(world.users);
  const logins = demoLogins(directory, world.users);
  const stateFile = join(directory, 'exchange.json');
  const simulator = await onFreePort(terminal, options.simulatorPort, (port) =>
    startSimulatorOrSay({ port, users, stateFile }),
  );
  try {
    const filling = async () => {
      await fill(terminal, host, simulator, { world, logins, marker: join(directory, 'loaded') }, json);
      return 'filled' as const;
    };
    if ((await Promise.race([filling(), interrupted])) !== 'filled') return;
    await host.connector.startSchedule();
    const { url, pageUrl } = host.server;
    const page = await administratorPage(host.connector.parts, pageUrl);
    const mailboxes = users.map(({ user, password, smtp }) => ({ user, password, smtp }));
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    if (json)
      terminal.out(
        JSON.stringify({
          page,
          url,
          logins,
          simulator: { ews: simulator.ewsUrl, page: simulator.pageUrl, users: mailboxes },
        }),
      );
    else
      terminal.out(
        readyText(terminal, {
          seconds,
          page,
          pageUrl,
          simulatorPage: simulator.pageUrl,
          logins,
          mailboxes: loginsText(terminal, mailboxes),
        }),
      );
    await interrupted;
  } finally {
    terminal.say(t('cli.stopping'));
    await host.close();
    await simulator.close();
    terminal.say(t('cli.stopped'));
  }
}

interface Filling {
  readonly world: SampleWorld;
  readonly logins: readonly DemoLogin[];
  /** File that says that everything was loaded. */
  readonly marker: string;
}

/** Loads the sample data once; an interrupted loading begins anew, because only its end leaves the marker. */
async function fill(
  terminal: Terminal,
  { connector, server }: HostedConnector,
  simulator: RunningSimulator,
  { world, logins, marker }: Filling,
  json: boolean,
): Promise<void> {
  const { t } = terminal;
  const { parts } = connector;
  if (existsSync(marker) && (await parts.people.hasAdministrator())) {
    await followSimulator(parts, simulator.ewsUrl);
    return terminal.say(t('cli.demo.kept'));
  }
  const api = createApiClient(server.url, connector.token);
  await api.post('/api/configuration', { document: demoConfiguration(simulator.ewsUrl, world.users) });
  await setPasswords(parts, logins);
  if (existsSync(marker)) return terminal.say(t('cli.demo.kept'));
  const items = world.contacts.length + world.appointments.length + world.companies.length;
  await countedProgress(terminal, t('cli.demo.loading'), items, (show) => loadCrm(parts.crm, world, show));
  const mailboxItems = world.mailboxContacts.length + world.mailboxAppointments.length;
  await countedProgress(terminal, t('cli.demo.loadingMailboxes'), mailboxItems, (show) =>
    loadMailboxes(simulator, world, show),
  );
  writeFileSync(marker, '');
  terminal.say(
    t('cli.demo.loaded', {
      contacts: world.contacts.length,
      appointments: world.appointments.length,
      users: world.users.length,
      mailboxContacts: world.mailboxContacts.length,
      mailboxAppointments: world.mailboxAppointments.length,
    }),
  );
  terminal.say(t('cli.demo.firstSync'));
  await synchronise(terminal, api, { silent: json });
}

/** A demo shall run wherever it is tried: where its usual port is taken, it takes another. */
async function onFreePort<T>(terminal: Terminal, port: number, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(port);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.code !== 'port_in_use') throw error;
    terminal.say(terminal.t('cli.demo.portTaken', { port }));
    return start(0);
  }
}
