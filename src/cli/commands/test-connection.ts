import { Command, Option } from 'commander';
import type { ConnectionStep, ConnectionTestEnd, ProfileList } from '../../api/resources.ts';
import { ConnectorError } from '../../model/index.ts';
import type { ApiClient } from '../api/client.ts';
import { withApi } from '../api/connection.ts';
import { EXIT } from '../exit-codes.ts';
import { globalOptions } from '../global-options.ts';
import { outcomeText, stepText } from '../output/connection-test-text.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly profile?: string;
  readonly mailbox?: string;
  readonly account?: string;
}

/** One connection to try: a profile by itself or with a mailbox, or an account with all that belongs to it. */
interface Target {
  readonly profile: string | null;
  readonly account: string | null;
  readonly path: string;
  readonly body: unknown;
}

interface TestResult extends Pick<Target, 'profile' | 'account'> {
  readonly steps: readonly ConnectionStep[];
  readonly outcome: ConnectionTestEnd['outcome'];
}

export function testConnectionCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('test')
    .description(t('cli.help.test'))
    .option('--profile <name>', t('cli.help.testProfile'))
    .option('--mailbox <address>', t('cli.help.testMailbox'))
    .addOption(new Option('--account <name>', t('cli.help.testAccount')).conflicts(['profile', 'mailbox']))
    .addHelpText('after', t('cli.help.testExamples'))
    .action(async (options: Options, command: Command) => {
      const { data, json } = globalOptions(command);
      const tests = await withApi(data, async (api) => {
        const results: TestResult[] = [];
        for (const target of await targetsOf(api, options)) results.push(await run(terminal, api, target, json));
        return results;
      });
      if (json) terminal.out(JSON.stringify({ tests }, null, 2));
      else if (tests.length === 0) terminal.say(t('cli.test.noProfiles'));
      process.exitCode = tests.some(({ outcome }) => outcome === 'failed') ? EXIT.runFailed : EXIT.done;
    });
}

async function targetsOf(api: ApiClient, { profile, mailbox, account }: Options): Promise<readonly Target[]> {
  if (account !== undefined) {
    const path = `/api/accounts/${encodeURIComponent(account)}/connection-test`;
    return [{ profile: null, account, path, body: {} }];
  }
  const names =
    profile === undefined ? (await api.get<ProfileList>('/api/profiles')).profiles.map(({ name }) => name) : [profile];
  return names.map((name) => ({
    profile: name,
    account: null,
    path: '/api/connection-tests',
    body: { profile: name, ...(mailbox === undefined ? {} : { mailbox }) },
  }));
}

async function run(terminal: Terminal, api: ApiClient, target: Target, isQuiet: boolean): Promise<TestResult> {
  const { t } = terminal;
  const { profile, account, path, body } = target;
  const steps: ConnectionStep[] = [];
  let outcome: ConnectionTestEnd['outcome'] | null = null;
  if (!isQuiet)
    terminal.out(account === null ? t('cli.test.profile', { profile }) : t('cli.test.account', { account }));
  for await (const { kind, data } of api.postForEvents(path, body)) {
    if (kind === 'step') {
      const step = data as ConnectionStep;
      steps.push(step);
      if (!isQuiet) terminal.out(stepText(terminal, step));
    }
    if (kind === 'end') ({ outcome } = data as ConnectionTestEnd);
  }
  if (outcome === null) {
    const message = 'The connection test broke off.';
    throw new ConnectorError({ code: 'server_unreachable', disposition: 'retry', message });
  }
  if (!isQuiet) terminal.out(outcomeText(terminal, outcome));
  return { profile, account, steps, outcome };
}
