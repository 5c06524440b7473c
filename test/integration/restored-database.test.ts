import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator, SimulatedMailbox } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { ContactPage, Run, Status } from '../../src/api/resources.ts';
import type { PostgresServer } from '../../src/database/testing/postgres-server.ts';
import { startPostgres } from '../../src/database/testing/postgres-server.ts';
import type { CommandResult, StartedCommand } from '../support/command.ts';
import { runCommand, startCommand } from '../support/command.ts';
import { configuration, MARIO } from '../support/configuration.ts';
import type { Crm } from '../support/crm.ts';
import { crmAt } from '../support/crm.ts';

const NAMES = Array.from({ length: 24 }, (_, index) => `Nome${index} Rossi`);
const BOTH_DELETE = { deleteCrmToExchange: true, deleteExchangeToCrm: true };

const card = (name: string): string => {
  const [given = '', surname = ''] = name.split(' ');
  return `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:${name}\r\nN:${surname};${given};;;\r\nEMAIL:${given}@x.example\r\nEND:VCARD\r\n`;
};

/** Data directory and database, wherever that is, and how both come back from a backup. */
interface Backup {
  readonly data: string;
  readonly environment: Readonly<Record<string, string>>;
}

interface Kind {
  readonly name: string;
  open(folder: string): Promise<Backup & { backUp(): Promise<() => Promise<Backup>>; close(): Promise<void> }>;
}

const EMBEDDED: Kind = {
  name: 'a data directory that was unpacked from a backup',
  open: async (folder) => {
    const data = join(folder, 'data');
    const kept = join(folder, 'backup');
    return {
      data,
      environment: {},
      backUp: async () => {
        cpSync(data, kept, { recursive: true, preserveTimestamps: true });
        return async () => {
          rmSync(data, { recursive: true });
          cpSync(kept, data, { recursive: true, preserveTimestamps: true });
          return { data, environment: {} };
        };
      },
      close: async () => undefined,
    };
  },
};

const ON_A_SERVER: Kind = {
  name: 'a database on a server that was restored',
  open: async (folder) => {
    const server: PostgresServer = await startPostgres();
    const data = join(folder, 'data');
    const at = (database: string) => ({ data, environment: { RACCORDO_DATABASE_URL: server.addressOf(database) } });
    const database = await server.newDatabase();
    return {
      ...at(database),
      backUp: async () => {
        const kept = await server.newDatabase(database);
        return async () => at(await server.newDatabase(kept));
      },
      close: () => server.close(),
    };
  },
};

describe.sequential.each([EMBEDDED, ON_A_SERVER])('$name', ({ open }) => {
  let simulator: RunningSimulator;
  let mailbox: SimulatedMailbox;
  let folder: string;
  let world: Awaited<ReturnType<Kind['open']>>;
  let now: Backup;

  beforeAll(async () => {
    simulator = await startSimulator();
    mailbox = simulator.mailbox(MARIO.smtp);
    folder = mkdtempSync(join(tmpdir(), 'raccordo-restored-'));
    world = await open(folder);
    now = world;
  });
  afterAll(async () => {
    await world.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const raccordo = (args: readonly string[], exitCode: number | null = 0): Promise<CommandResult> =>
    runCommand([...args, '--data', now.data], { exitCode, env: now.environment });
  const sync = async (): Promise<readonly Run[]> =>
    (await raccordo(['sync', '--json'])).json<{ readonly runs: readonly Run[] }>().runs;
  const inMailbox = (): readonly string[] =>
    mailbox
      .items('contacts')
      .map(({ label }) => label)
      .sort();
  /** What asked the mailbox to change anything. */
  const writes = (): number =>
    simulator.requests.all().filter(({ operation }) => /^(Create|Update|Delete|Move)Item$/.test(operation ?? ''))
      .length;

  async function importCards(names: readonly string[]): Promise<void> {
    const file = join(folder, 'people.vcf');
    writeFileSync(file, names.map(card).join(''));
    await raccordo(['contacts', 'import', file, '--user', 'mario']);
  }

  /** While the service runs. */
  async function served<T>(work: (crm: Crm, service: StartedCommand) => Promise<T>): Promise<T> {
    const service = startCommand(['serve', '--port', '0', '--json', '--data', now.data], now.environment);
    try {
      const { url } = JSON.parse(await service.firstLine()) as { readonly url: string };
      return await work(crmAt(url, readFileSync(join(now.data, 'token'), 'utf8').trim(), 'mario'), service);
    } finally {
      service.process.kill('SIGTERM');
      await service.ended();
    }
  }

  async function inCrm(): Promise<readonly string[]> {
    const { records } = (await raccordo(['contacts', 'list', '--limit', '200', '--json'])).json<ContactPage>();
    return records.map(({ fields }) => fields.displayName ?? '').sort();
  }

  test('is noticed: no run starts, by whatever way, and everybody is told why', async () => {
    const file = join(folder, 'config.yaml');
    const profile = { interval: '1d', contacts: BOTH_DELETE };
    writeFileSync(file, configuration({ serverUrl: simulator.ewsUrl, profile }));
    await raccordo(['apply', '-f', file]);
    await importCards(NAMES);
    await sync();
    expect(inMailbox()).toEqual([...NAMES].sort());
    const restore = await world.backUp();

    await importCards(['Bruna Crm']);
    mailbox.add('contacts', 'Contact', { GivenName: 'Carlo', Surname: 'Exchange' });
    mailbox.delete(mailbox.items('contacts').find(({ label }) => label === NAMES[0])?.id ?? '');
    await sync();
    expect(inMailbox()).toEqual(await inCrm());
    expect(inMailbox()).toHaveLength(25);

    now = await restore();
    simulator.requests.clear();
    for (const args of [['sync'], ['sync', '--dry-run']]) {
      const { stderr } = await raccordo(args, 2);
      expect(stderr).toContain('nothing is synchronised before an administrator has confirmed it');
    }
    const { stdout } = await raccordo(['status']);
    expect(stdout).toContain('Nothing is synchronised');
    await served(async (crm) => {
      const record = await crm.contacts.named(NAMES[1] ?? '');
      await crm.contacts.change(record.id, { jobTitle: 'Sindaca' });
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      expect(await crm.call('GET', '/api/health')).toEqual({ status: 'unconfirmed' });
    });
    expect(simulator.requests.all()).toEqual([]);
  });

  test('goes on when somebody agrees, deletes nothing and doubles nothing', async () => {
    expect((await raccordo(['installation', 'confirm'], 3)).stderr).toContain('--yes');
    await raccordo(['installation', 'confirm', '--yes']);
    const [contacts] = await sync();
    expect(contacts).toMatchObject({ outcome: 'done', counts: { deletedInCrm: 0, deletedInExchange: 0 } });
    await sync();
    // The one that was thrown away meanwhile is back in the CRM, and a question to a person.
    expect(await inCrm()).toEqual([...NAMES, 'Bruna Crm', 'Carlo Exchange'].sort());
    expect(inMailbox()).toEqual([...NAMES.slice(1), 'Bruna Crm', 'Carlo Exchange'].sort());
    const { accounts } = (await raccordo(['status', '--json'])).json<Status>();
    const scope = accounts[0]?.scopes.find(({ itemType }) => itemType === 'contacts');
    expect(scope).toMatchObject({ status: 'ok', links: { LINKED: 25, DET_C: 1 } });
    expect(mailbox.items('contacts').find(({ label }) => label === NAMES[1])?.fields['JobTitle']).toBe('Sindaca');

    simulator.requests.clear();
    await sync();
    expect(writes()).toBe(0);
  });

  test('is not asked about again, also after a kill in the middle of a run', async () => {
    await importCards(Array.from({ length: 60 }, (_, index) => `Dopo${index} Verdi`));
    simulator.requests.clear();
    const run = startCommand(['sync', '--data', now.data], now.environment);
    while (writes() === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    run.process.kill('SIGKILL');
    await run.ended();
    expect((await raccordo(['installation', '--json'])).json()).toEqual({ doubt: null });
  });
});
