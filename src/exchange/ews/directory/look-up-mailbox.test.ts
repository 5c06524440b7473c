import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator, SimulatorUser } from '../../../../simulator/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import { startTokenExchange, tokenOptions } from '../../../../test/support/ews/application.ts';
import { failure } from '../../../../test/support/ews/channel.ts';
import { MARIO, SERVICE_USER, serviceOptions } from '../../../../test/support/ews/diagnosis.ts';
import { startHttpServer } from '../../../../test/support/ews/servers.ts';
import { envelope, response, sendXml } from '../../../../test/support/ews/soap-answers.ts';
import { lookUpEwsMailbox } from './look-up-mailbox.ts';

const person = (user: string, displayName: string, aliases: readonly string[] = []): SimulatorUser => ({
  user,
  password: 'x',
  domain: 'AZIENDA',
  smtp: `${user}@azienda.example`,
  displayName,
  aliases,
});
const USERS = [
  // As service accounts often are: the directory answers them all the same.
  { ...SERVICE_USER, hasMailbox: false },
  MARIO,
  person('mario.rossini', 'Mario Rossini'),
  person('mario', 'Mario Neri'),
  person('giulia.bianchi', 'Giulia Bianchi', ['g.bianchi@azienda.example']),
];

let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator({ users: USERS });
});
afterAll(() => simulator.close());

const lookUp = (typed: string) => lookUpEwsMailbox(serviceOptions(simulator.ewsUrl), typed);

describe('whose mailbox is meant', () => {
  test.each([
    ['giulia.bianchi@azienda.example', 'giulia.bianchi@azienda.example'],
    ['  G.Bianchi@AZIENDA.example ', 'giulia.bianchi@azienda.example'],
    ['giulia', 'giulia.bianchi@azienda.example'],
    ['AZIENDA\\giulia.bianchi', 'giulia.bianchi@azienda.example'],
    ['Giulia Bianchi', 'giulia.bianchi@azienda.example'],
    // Others begin with the same letters; who bears exactly this alias is meant.
    ['mario', 'mario@azienda.example'],
    ['mario.rossi', MARIO.smtp],
    ['Mario Rossi', MARIO.smtp],
  ])('%j', async (typed, smtp) => {
    expect(await lookUp(typed)).toEqual({ kind: 'found', smtp });
  });

  test('several who begin like that are not chosen among', async () => {
    expect(await lookUp('mario.ross')).toEqual({ kind: 'ambiguous', candidates: 2 });
  });

  test.each(['nessuno@azienda.example', 'zzz', '', 'giulia.bianchi@azienda.exam'])('%j is nobody', async (typed) => {
    expect(await lookUp(typed)).toEqual({ kind: 'unknown' });
  });

  test('an account without a mailbox is nobody to synchronise', async () => {
    expect(await lookUp('svc-raccordo')).toEqual({ kind: 'unknown' });
  });

  test.each(['Exchange2007_SP1', 'Exchange2010', 'Exchange2013_SP1'] as const)('on %s', async (exchangeVersion) => {
    const other = await startSimulator({ users: USERS, exchangeVersion });
    try {
      expect(await lookUpEwsMailbox(serviceOptions(other.ewsUrl), 'mario.rossi')).toEqual({
        kind: 'found',
        smtp: MARIO.smtp,
      });
    } finally {
      await other.close();
    }
  });
});

test('the account asks for itself, and nobody is impersonated', async () => {
  simulator.requests.clear();
  await lookUp('giulia');
  expect(simulator.requests.all().flatMap(({ mailbox }) => mailbox ?? [])).toEqual([SERVICE_USER.smtp]);
});

describe('an application, which is nobody itself, asks as whom the typed address names', () => {
  test.each([
    [MARIO.smtp, { kind: 'found', smtp: MARIO.smtp }],
    ['smtp:M.Rossi@azienda.example', { kind: 'found', smtp: MARIO.smtp }],
    ['nessuno@azienda.example', { kind: 'unknown' }],
    ['mario.rossi', { kind: 'notTold', code: 'address_needed' }],
  ] as const)('%j', async (typed, expected) => {
    const exchange = await startTokenExchange();
    expect(await lookUpEwsMailbox(tokenOptions(exchange), typed)).toEqual(expected);
  });
});

describe('nothing is known', () => {
  test('when the server refuses to look', async () => {
    const fault = { kind: 'soapFault', code: 'ErrorAccessDenied' } as const;
    simulator.faults.inject({ operation: 'ResolveNames', fault });
    expect(await lookUp('giulia')).toEqual({ kind: 'notTold', code: 'ErrorAccessDenied' });
  });

  test('when the server has no directory', async () => {
    const server = await startHttpServer((_, to) =>
      sendXml(to, envelope(response('ResolveNames', ['ErrorInvalidOperation']))),
    );
    const told = await lookUpEwsMailbox(serviceOptions(server.url), 'giulia');
    expect(told).toEqual({ kind: 'notTold', code: 'ErrorInvalidOperation' });
  });

  test('but what fails before the directory is asked is thrown, a wrong password after one attempt each', async () => {
    simulator.requests.clear();
    const credentials = { kind: 'password' as const, user: 'svc-raccordo', domain: 'AZIENDA', password: 'sbagliata' };
    const error = await failure(lookUpEwsMailbox(serviceOptions(simulator.ewsUrl, { credentials }), 'giulia'));
    expect(error.code).toBe('sign_in_refused');
    expect(simulator.requests.all().length).toBeLessThanOrEqual(4);
  });
});
