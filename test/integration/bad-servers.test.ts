import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../simulator/index.ts';
import type { ConfigurationOptions } from '../support/configuration.ts';
import { DELEGATE } from '../support/configuration.ts';
import type { Crm } from '../support/crm.ts';
import { tlsFixture } from '../support/ews/servers.ts';
import type { World } from '../support/world.ts';
import { openWorld } from '../support/world.ts';

const EXCHANGE_TIMEOUT_MS = 1_500;
/** Two item types, each with its deadline, and the start of a process on a busy machine. */
const BOUND_MS = 20_000;

let world: World;
let crm: Crm & AsyncDisposable;
let number = 0;
beforeAll(async () => {
  world = await openWorld();
  await world.apply();
  crm = await world.openCrm({ exchangeTimeoutMs: EXCHANGE_TIMEOUT_MS, waitOutSeconds: 2 });
});
afterAll(async () => {
  await crm[Symbol.asyncDispose]();
  await world.close();
});

interface Expected {
  readonly code: string;
  readonly english: RegExp;
  readonly italian: RegExp;
}

/** The command fails soon, with code and exit code, and says why in both languages. */
async function expectFailure({ code, english, italian }: Expected): Promise<void> {
  const result = await world.command(['sync', '--json'], { exitCode: 4 });
  expect(result.durationMs).toBeLessThan(BOUND_MS);
  const [run] = result.json<{ runs: { outcome: string; problem: { code: string } }[] }>().runs;
  expect(run).toMatchObject({ outcome: 'failed', problem: { code } });
  const inEnglish = await world.command(['sync', '--lang', 'en'], { exitCode: 4 });
  expect(inEnglish.stdout).toMatch(english);
  // Both languages say it of the same run; asking the server once more would tell nothing new.
  const inItalian = await world.command(['status', '--lang', 'it']);
  expect(inItalian.stdout).toMatch(italian);
}

/** The next run with the right settings goes on, and completes what waited. */
async function expectCompletion(settings: Partial<ConfigurationOptions> = {}): Promise<void> {
  await world.apply(settings);
  const runs = await world.sync();
  expect(runs.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
  const label = `Attesa Numero${number}`;
  expect(world.mailbox.items('contacts').filter((item) => item.label === label)).toHaveLength(1);
}

async function addWaiting(): Promise<void> {
  number += 1;
  await crm.contacts.add({ fields: { name: { givenName: 'Attesa', surname: `Numero${number}` } } });
}

describe('wrong settings', () => {
  const refused = 'http://127.0.0.1:1/EWS/Exchange.asmx';
  const wrongPassword = { profile: { delegate: { ...DELEGATE, password: 'sbagliata' } } };
  test.each<[string, Partial<ConfigurationOptions>, Expected]>([
    [
      'a port on which nobody listens',
      { serverUrl: refused },
      {
        code: 'connection_refused',
        english: /127\.0\.0\.1:1 refuses the connection/,
        italian: /rifiuta la connessione/,
      },
    ],
    [
      'a host that does not exist',
      { serverUrl: 'https://nirgends.invalid/EWS/Exchange.asmx' },
      {
        code: 'dns_not_found',
        english: /There is no server named nirgends\.invalid/,
        italian: /Non esiste un server di nome nirgends\.invalid/,
      },
    ],
    [
      'a wrong password',
      wrongPassword,
      {
        code: 'sign_in_refused',
        english: /does not accept user and password/,
        italian: /non accetta utente e password/,
      },
    ],
  ])('%s', async (_title, settings, expected) => {
    await addWaiting();
    await world.apply(settings);
    await expectFailure(expected);
    await expectCompletion();
  });

  test('a wrong password is tried once a run and way to sign in, so that nobody gets locked out', async () => {
    await world.apply(wrongPassword);
    world.simulator.requests.clear();
    await world.sync([], { exitCode: 4 });
    const answers = world.simulator.requests.all();
    expect(answers.every(({ status }) => status === 401)).toBe(true);
    // What is offered; the challenge and the refusal of NTLM; the refusal of Basic.
    expect(answers.length).toBeLessThanOrEqual(4);
  });
});

describe('a server that misbehaves', () => {
  test.each<[string, Fault, Expected]>([
    [
      'an HTML page instead of SOAP',
      { kind: 'htmlPage', status: 200 },
      { code: 'not_ews', english: /something that is not EWS/, italian: /qualcosa che non è EWS/ },
    ],
    [
      'an answer that breaks off',
      { kind: 'truncatedBody' },
      { code: 'response_truncated', english: /broke off in the middle/, italian: /si è interrotta a metà/ },
    ],
    [
      'a server that hangs',
      { kind: 'hang' },
      { code: 'timeout', english: /did not answer in time/, italian: /non ha risposto in tempo/ },
    ],
  ])('%s', async (_title, fault, expected) => {
    await addWaiting();
    await world.apply();
    world.simulator.faults.inject({ fault, times: Number.POSITIVE_INFINITY });
    await expectFailure(expected);
    world.simulator.faults.clear();
    await expectCompletion();
  });

  test('trouble in the middle of a run: what was done stays done, and the next run does the rest', async () => {
    await world.apply();
    const surnames = Array.from({ length: 60 }, (_, index) => `Mezzo${index}`);
    for (const surname of surnames) await crm.contacts.add({ fields: { name: { givenName: 'In', surname } } });
    const htmlPage: Fault = { kind: 'htmlPage', status: 200 };
    world.simulator.faults.inject({
      operation: 'CreateItem',
      skip: 1,
      times: Number.POSITIVE_INFINITY,
      fault: htmlPage,
    });
    const [failed] = await world.sync([], { exitCode: 4 });
    expect(failed?.outcome).toBe('failed');
    const made = () => world.mailbox.items('contacts').filter(({ label }) => label.startsWith('In Mezzo'));
    expect(made().length).toBeGreaterThan(0);
    expect(made().length).toBeLessThan(60);

    world.simulator.faults.clear();
    await world.sync();
    expect(new Set(made().map(({ label }) => label)).size).toBe(60);
    expect(made()).toHaveLength(60);
  });
});

test('RACCORDO_EXCHANGE_TIMEOUT_SECONDS bounds what a command waits for', async () => {
  const other = await openWorld();
  try {
    await other.apply();
    other.simulator.faults.inject({ fault: { kind: 'hang' }, times: Number.POSITIVE_INFINITY });
    const env = { RACCORDO_EXCHANGE_TIMEOUT_SECONDS: '0.5' };
    const [run] = await other.sync([], { exitCode: 4, env });
    expect(run?.problem?.code).toBe('timeout');
    const tookMs = Date.parse(run?.finishedAt ?? '') - Date.parse(run?.startedAt ?? '');
    expect(tookMs).toBeLessThan(5_000);
  } finally {
    await other.close();
  }
});

describe('certificates', () => {
  const tlsOf = (name: string) => ({ key: tlsFixture(`${name}.key`), cert: tlsFixture(`${name}.cert`) });
  const pinOf = (name: string) => new X509Certificate(tlsFixture(`${name}.cert`)).fingerprint256.replaceAll(':', '');

  test.each([
    ['self-signed', { certificateSha256: pinOf('self-signed') }, { certificateSha256: pinOf('localhost') }],
    ['localhost', { caPem: tlsFixture('ca') }, { caPem: tlsFixture('self-signed.cert') }],
  ] as const)('%s is refused until the profile names its pin or its authority', async (name, right, wrong) => {
    const secure = await openWorld({ tls: tlsOf(name) });
    try {
      secure.mailbox.add('contacts', 'Contact', { Surname: 'Sicuro' });
      await secure.apply();
      await using _open = await secure.openCrm();
      const codeOf = async () => (await secure.sync([], { exitCode: 4 }))[0]?.problem?.code;
      expect(await codeOf()).toBe('tls_untrusted');
      const said = await secure.command(['sync', '--lang', 'it'], { exitCode: 4 });
      expect(said.stdout).toMatch(/garantisce per il certificato/);
      await secure.apply({ profile: { tls: wrong } });
      expect(await codeOf()).toBe('caPem' in wrong ? 'tls_untrusted' : 'tls_pin_mismatch');
      // Nothing was sent to a server that proved nothing.
      expect(secure.simulator.requests.all()).toEqual([]);

      await secure.apply({ profile: { tls: right } });
      const [run] = await secure.sync();
      expect(run?.counts?.createdInCrm).toBe(1);
    } finally {
      await secure.close();
    }
  });
});
