import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningSimulator, SimulatedMailbox } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { Run } from '../../src/api/resources.ts';
import type { SignedIn } from '../../src/api/testing/api-world.ts';
import { signIn } from '../../src/api/testing/api-world.ts';
import type { Call } from '../../src/api/testing/http-client.ts';
import { callerWith } from '../../src/api/testing/http-client.ts';
import { createProgram } from '../../src/cli/program.ts';
import type { OpenConnector } from '../../src/main.ts';
import { openConnector, startServer } from '../../src/main.ts';
import { translatorFor } from '../../src/messages/index.ts';
import { createLog } from '../../src/observability/index.ts';
import { CHEAP_PASSWORDS } from '../../src/people/testing/cheap-passwords.ts';
import type { ConfigurationOptions } from './configuration.ts';
import { configuration, MARIO } from './configuration.ts';
import { prepareDataDirectory } from './prepared-data.ts';

/** Simulator, connector and API in this process, on a data directory, and the command beside them: no schedule runs. */
export interface Office {
  readonly simulator: RunningSimulator;
  readonly mailbox: SimulatedMailbox;
  readonly connector: OpenConnector;
  /** As the holder of the token. */
  readonly call: Call;
  signIn(name: string): Promise<SignedIn>;
  apply(settings?: Partial<ConfigurationOptions>): Promise<void>;
  /** @returns contacts' run, then appointments' */
  sync(): Promise<readonly Run[]>;
  /** What `raccordo …` prints on standard output. */
  command(...args: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

export async function openOffice(): Promise<Office> {
  const simulator = await startSimulator();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'raccordo-office-'));
  await prepareDataDirectory(dataDirectory);
  const connector = await openConnector({
    dataDirectory,
    environment: {},
    log: createLog({ level: 'silent', file: null }, { write: () => undefined }),
    tuning: { waitOutSeconds: 0, exchangeTimeoutMs: 5_000 },
    passwordCost: CHEAP_PASSWORDS,
  });
  const server = await startServer(connector, { port: 0 });
  const call = callerWith(server.url, { authorization: `Bearer ${connector.token}` });
  return {
    simulator,
    mailbox: simulator.mailbox(MARIO.smtp),
    connector,
    call,
    signIn: (name) => signIn(connector, server.url, name, 'user'),
    async apply(settings = {}) {
      const document = configuration({ serverUrl: simulator.ewsUrl, ...settings });
      const { status, text } = await call('POST', '/api/configuration', { body: { document, secretValues: {} } });
      if (status !== 200) throw new Error(`applying answered ${status}: ${text}`);
    },
    async sync() {
      const started = await call('POST', '/api/accounts/mario/runs', { body: {} });
      const runs: Run[] = [];
      for (const { id } of started.json.runs as readonly Run[]) {
        const { json } = await call('GET', `/api/runs/${id}?wait=30`);
        runs.push(json as Run);
      }
      return runs;
    },
    async command(...args) {
      const printed: string[] = [];
      const out = (text: string): void => void printed.push(text);
      const terminal = {
        language: 'en',
        t: translatorFor('en'),
        out,
        say: () => undefined,
        interactive: false,
      } as const;
      await createProgram(terminal).parseAsync(['node', 'raccordo', ...args, '--data', dataDirectory]);
      // What the command would end with is no matter of the test's own process.
      process.exitCode = undefined;
      return printed.join('\n');
    },
    async close() {
      await server.close();
      await connector.close();
      await simulator.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
