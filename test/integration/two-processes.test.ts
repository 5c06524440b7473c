import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Explanation, Run } from '../../src/api/resources.ts';
import type { PostgresServer } from '../../src/database/testing/postgres-server.ts';
import { startPostgres } from '../../src/database/testing/postgres-server.ts';
import type { StartedCommand } from '../support/command.ts';
import { startCommand } from '../support/command.ts';
import { configuration, GIULIA, MARIO } from '../support/configuration.ts';
import type { Crm } from '../support/crm.ts';
import { crmAt } from '../support/crm.ts';
import type { World } from '../support/world.ts';
import { openWorld } from '../support/world.ts';

let world: World;
let started: StartedCommand[] = [];

const CARD = 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Da Comando\r\nN:Comando;Da;;;\r\nEND:VCARD\r\n';
const labels = () => world.mailbox.items('contacts').map(({ label }) => label);

describe('one data directory', () => {
  beforeEach(async () => {
    world = await openWorld();
    await world.apply({ profile: { interval: '5s' } });
  });
  afterEach(async () => {
    await endAll();
    await world.close();
  });

  function start(args: readonly string[]): StartedCommand {
    const command = startCommand([...args, '--data', world.dataDirectory]);
    started.push(command);
    return command;
  }

  async function startServe(): Promise<{ readonly serve: StartedCommand; readonly crm: Crm }> {
    const serve = start(['serve', '--port', '0', '--json']);
    const { url } = JSON.parse(await serve.firstLine()) as { url: string };
    const token = readFileSync(join(world.dataDirectory, 'token'), 'utf8').trim();
    return { serve, crm: crmAt(url, token, 'mario') };
  }

  test('commands work through a running server, and a second server is refused the directory', async () => {
    const { serve } = await startServe();
    await world.command(['contacts', 'import', world.file('c.vcf', CARD), '--user', 'mario']);
    const runs = await world.sync();
    expect(runs.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    expect(labels()).toEqual(['Da Comando']);
    const explained = (await world.command(['explain', 'Comando', '--json'])).json<Explanation>();
    expect(explained.items).toMatchObject([{ state: 'linked' }]);

    const second = await world.command(['serve', '--port', '0'], { exitCode: 1 });
    expect(second.stderr).toContain(`process ${serve.process.pid}`);
  });

  test('a change on either side reaches the other within 10 seconds', async () => {
    const { crm } = await startServe();
    const within10Seconds = { timeout: 10_000, interval: 100 };
    const record = await crm.contacts.add({ fields: { name: { givenName: 'Dal', surname: 'Crm' } } });
    await vi.waitFor(() => expect(labels()).toContain('Dal Crm'), within10Seconds);
    world.mailbox.change(world.mailbox.items('contacts')[0]?.id ?? '', { JobTitle: 'Sindaca' });
    await vi.waitFor(
      async () => expect((await crm.contacts.named('Dal Crm')).fields.jobTitle).toBe('Sindaca'),
      within10Seconds,
    );
    await crm.contacts.change(record.id, { jobTitle: 'Assessora' });
    await vi.waitFor(
      () => expect(world.mailbox.items('contacts')[0]?.fields['JobTitle']).toBe('Assessora'),
      within10Seconds,
    );
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends the server cleanly, and the directory is free', async (signal) => {
    const { serve, crm } = await startServe();
    await crm.contacts.add({ fields: { name: { givenName: 'Resta', surname: 'Qui' } } });
    serve.process.kill(signal);
    const { exitCode, signal: killedBy } = await serve.ended();
    expect([exitCode, killedBy]).toEqual([0, null]);

    const listed = (await world.command(['contacts', 'list', '--json'])).json<{ total: number }>();
    expect(listed.total).toBe(1);
  });

  test('two commands at the same moment: one may be refused, nothing is done twice', async () => {
    for (let index = 0; index < 40; index += 1)
      world.mailbox.add('contacts', 'Contact', { GivenName: 'Insieme', Surname: `${index}` });
    const both = [start(['sync', '--json']), start(['sync', '--json'])];
    const results = await Promise.all(both.map((one) => one.ended()));
    expect(results.map(({ exitCode }) => exitCode)).toContain(0);
    const refused = results.filter(({ exitCode }) => exitCode !== 0).map(({ stderr }) => stderr);
    const others = refused.filter((stderr) => !/uses this data directory|does not answer/.test(stderr));
    expect(others, 'refused for another reason').toEqual([]);

    const runs = await world.sync();
    expect(runs.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    const listed = (await world.command(['contacts', 'list', '--json'])).json<{ total: number }>();
    expect([listed.total, labels().length]).toEqual([40, 40]);
  });
});

describe('two servers on one database, each with a data directory of its own', () => {
  let postgres: PostgresServer;
  let environment: Readonly<Record<string, string>>;
  beforeEach(async () => {
    world = await openWorld({}, 'none');
    postgres = await startPostgres();
    environment = {
      RACCORDO_DATABASE_URL: postgres.addressOf(await postgres.newDatabase()),
      RACCORDO_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      RACCORDO_WAIT_OUT_SECONDS: '1',
    };
  });
  afterEach(async () => {
    await endAll();
    await postgres.close();
    await world.close();
  });

  const serveIn = async (directory: string): Promise<{ readonly serve: StartedCommand; readonly crm: Crm }> => {
    const data = join(world.dataDirectory, '..', directory);
    const serve = startCommand(['serve', '--port', '0', '--json', '--data', data], environment);
    started.push(serve);
    const { url } = JSON.parse(await serve.firstLine()) as { url: string };
    return { serve, crm: crmAt(url, readFileSync(join(data, 'token'), 'utf8').trim(), 'mario') };
  };
  const applyBy = (crm: Crm, interval: string): Promise<unknown> =>
    crm.call('POST', '/api/configuration', { document: configurationOfTwo(interval) });
  const configurationOfTwo = (interval: string): string => {
    const one = JSON.parse(configuration({ serverUrl: world.simulator.ewsUrl, profile: { interval } })) as {
      readonly users: readonly object[];
      readonly accounts: readonly object[];
    };
    const giulia = { name: 'giulia', displayName: GIULIA.displayName, email: GIULIA.smtp };
    const account = { name: 'giulia', user: 'giulia', profile: 'sede', mailbox: GIULIA.smtp };
    return JSON.stringify({ ...one, users: [...one.users, giulia], accounts: [...one.accounts, account] });
  };
  const fill = (smtp: string, count: number): void => {
    for (let index = 0; index < count; index += 1)
      world.simulator
        .mailbox(smtp)
        .add('contacts', 'Contact', { GivenName: smtp[0] ?? '', Surname: `Numero ${index}` });
  };

  test('start on an empty database at the same moment, and synchronise each item once', async () => {
    const [one, other] = await Promise.all([serveIn('one'), serveIn('other')]);
    fill(MARIO.smtp, 60);
    fill(GIULIA.smtp, 60);
    await applyBy(one.crm, '5s');
    // The second hears of the settings within half a minute; from then on both keep the schedule.
    await vi.waitFor(async () => expect(await one.crm.contacts.all()).toHaveLength(120), {
      timeout: 60_000,
      interval: 500,
    });
    await vi.waitFor(async () => expect(await schedules(other.crm)).toEqual(['known', 'known']), {
      timeout: 60_000,
      interval: 500,
    });
    for (let index = 0; index < 10; index += 1) {
      await other.crm.contacts.add({ fields: { name: { givenName: 'Da', surname: `Altro ${index}` } } });
      await one.crm.contacts.add({ fields: { name: { givenName: 'Da', surname: `Uno ${index}` } } });
    }
    await vi.waitFor(() => expect(labels()).toHaveLength(80), { timeout: 60_000, interval: 500 });
    expect(new Set(labels()).size).toBe(80);
    expect(await one.crm.contacts.all()).toHaveLength(140);
    const runs = await one.crm.call<{ readonly runs: readonly Run[] }>('GET', '/api/runs?limit=100');
    expect(runs.runs.filter(({ outcome }) => outcome === 'failed').map(({ problem }) => problem?.code)).toEqual([]);
  });

  test('one is killed in the midst of its work: it goes on by itself at once, and the other one is left alone', async () => {
    const [one, other] = [await serveIn('one'), await serveIn('other')];
    fill(MARIO.smtp, 200);
    await applyBy(one.crm, '1h');
    await vi.waitFor(
      () => expect(world.simulator.requests.all().map(({ operation }) => operation)).toContain('UpdateItem'),
      {
        timeout: 60_000,
        interval: 5,
      },
    );
    one.serve.process.kill('SIGKILL');
    await one.serve.ended();
    const busy = await syncBy(other.crm, 'mario');
    expect(
      busy.map(({ outcome }) => outcome),
      'the dead one still has the lease',
    ).toContain('busy');

    const again = await serveIn('one');
    await vi.waitFor(async () => expect(await again.crm.contacts.all()).toHaveLength(200), {
      timeout: 60_000,
      interval: 200,
    });
    // The other one, which was asked in vain, may be at it for a moment.
    const outcomes = async () => (await syncBy(again.crm, 'mario')).map(({ outcome }) => outcome);
    await vi.waitFor(async () => expect(await outcomes()).toEqual(['done', 'done']), {
      timeout: 30_000,
      interval: 200,
    });
    const { runs: history } = await other.crm.call<{ readonly runs: readonly Run[] }>('GET', '/api/runs?limit=50');
    expect(history.map(({ problem }) => problem?.code)).toContain('interrupted');
    expect(new Set((await again.crm.contacts.all()).map(({ fields }) => fields.name?.surname)).size).toBe(200);
  });

  test('commands find it by option, variable or file; without an address they are refused, and none shows the password', async () => {
    const address = environment['RACCORDO_DATABASE_URL'] ?? '';
    const file = world.file('address', `${address}\n`);
    const importing = ['contacts', 'import', world.file('c.vcf', CARD), '--user', 'mario'];
    await world.command(['apply', '-f', world.file('config.yaml', configurationOfTwo('1h')), '--database', address]);
    await world.command(importing, { env: { RACCORDO_DATABASE_URL: address } });
    const env = { RACCORDO_DATABASE_URL_FILE: file };
    const listed = (await world.command(['contacts', 'list', '--json'], { env })).json<{ total: number }>();
    expect(listed.total).toBe(1);

    const refusals = [
      [{}, 'RACCORDO_DATABASE_URL or --database'],
      [{ RACCORDO_DATABASE_URL: address.replace('postgres:', 'mysql:') }, 'look at scheme'],
      [{ RACCORDO_DATABASE_URL: address.replace('raccordo:', 'raccordo:x') }, 'does not let raccordo in'],
      [{ RACCORDO_DATABASE_URL_FILE: '/nowhere' }, '/nowhere cannot be read'],
    ] as const;
    for (const [given, sentence] of refusals) {
      const { stderr, stdout } = await world.command(['status'], { env: { ...given }, exitCode: null });
      expect(stderr).toContain(sentence);
      expect(stderr + stdout).not.toMatch(/password%20|a password/);
    }
  });

  const schedules = async (crm: Crm): Promise<readonly string[]> => {
    const { accounts } = await crm.call<{
      readonly accounts: readonly { readonly schedule: { readonly state: string } }[];
    }>('GET', '/api/status');
    return accounts.map(({ schedule }) => (schedule.state === 'unscheduled' ? 'unknown' : 'known'));
  };
  const syncBy = async (crm: Crm, account: string): Promise<readonly Run[]> => {
    const { runs } = await crm.call<{ readonly runs: readonly Run[] }>('POST', `/api/accounts/${account}/runs`, {});
    return Promise.all(runs.map(({ id }) => crm.call<Run>('GET', `/api/runs/${id}?wait=30`)));
  };
});

async function endAll(): Promise<void> {
  for (const { process } of started)
    if (process.exitCode === null && process.signalCode === null) process.kill('SIGKILL');
  await Promise.all(started.map((one) => one.ended()));
  started = [];
}
