import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ConnectionStep } from '../../exchange/diagnosis.ts';
import { CONNECTION_STEPS } from '../../exchange/diagnosis.ts';
import type { EwsOptions } from '../../exchange/ews/index.ts';
import { createConnectionTests } from './connection-tests.ts';

const OPTIONS: EwsOptions = {
  url: 'https://mail.brenta.example/EWS/Exchange.asmx',
  mailbox: '',
  credentials: { kind: 'password', user: 'svc', domain: null, password: 'x' },
  access: 'impersonation',
  signIn: 'auto',
  exchangeVersion: 'auto',
  tls: { certificateSha256: null, caPem: null },
  allowInsecureHttp: false,
  timeoutMs: 1_000,
  maxConnections: 1,
};

const found = (step: ConnectionStep['step']): ConnectionStep => ({
  step,
  state: 'ok',
  code: 'x',
  details: {},
  remedies: [],
  durationMs: 1,
});

/** A server that stops answering after some steps. */
function hangsAfter(steps: number) {
  return async function* () {
    for (const step of CONNECTION_STEPS.slice(0, steps)) yield found(step);
    if (steps < CONNECTION_STEPS.length) await sleep(60_000, undefined, { ref: false });
  };
}

const all = CONNECTION_STEPS.length;

async function listed(test: AsyncIterable<ConnectionStep>): Promise<readonly ConnectionStep[]> {
  const steps: ConnectionStep[] = [];
  for await (const step of test) steps.push(step);
  return steps;
}

describe('a connection test', () => {
  test('that hangs is given up, and its list is complete all the same', async () => {
    const tests = createConnectionTests({ diagnoseExchange: hangsAfter(3) }, 50);
    const steps = await listed(tests.start('a', OPTIONS, { signsIn: true }));
    expect(steps.map(({ step }) => step)).toEqual(CONNECTION_STEPS);
    expect(steps.map(({ state }) => state)).toEqual([...Array(3).fill('ok'), ...Array(all - 3).fill('skipped')]);
    expect(steps.at(-1)?.code).toBe('out_of_time');
  });

  test('of the same profile waits for the end of the one before, however that ends', async () => {
    const tests = createConnectionTests({ diagnoseExchange: hangsAfter(all) });
    const first = tests.start('a', OPTIONS, { signsIn: true });
    expect(() => tests.start('a', OPTIONS, { signsIn: true })).toThrow(
      expect.objectContaining({ code: 'connection_test_running' }),
    );
    for await (const step of first) if (step.step === 'name') break;
    expect(await listed(tests.start('a', OPTIONS, { signsIn: true }))).toHaveLength(all);
    expect(await listed(tests.start('b', OPTIONS, { signsIn: true }))).toHaveLength(all);
  });

  test('without credentials does not go on to the sign-in', async () => {
    let asked = 0;
    const tests = createConnectionTests({
      diagnoseExchange: async function* () {
        for (const step of CONNECTION_STEPS) {
          asked += 1;
          yield found(step);
        }
      },
    });
    const steps = await listed(tests.start('a', OPTIONS, { signsIn: false }));
    expect(steps.map(({ step }) => step)).toEqual(CONNECTION_STEPS);
    expect(steps.filter(({ state }) => state === 'ok').at(-1)?.step).toBe('token');
    expect(asked).toBe(CONNECTION_STEPS.indexOf('signIn'));
  });
});
