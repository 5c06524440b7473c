import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { canUseDebianPackages } from '../../../scripts/lib/debian-packages.mjs';
import { startSimulator } from '../../../simulator/index.ts';
import { runSteps } from '../../support/third-party/run-steps.ts';

const script = (name: string) => fileURLToPath(new URL(`../../support/third-party/${name}`, import.meta.url));

async function exchange() {
  const simulator = await startSimulator({ streamTimes: { minuteMs: 3_000, heartbeatMs: 500 } });
  onTestFinished(() => simulator.close());
  return simulator;
}

// Loud where the package is missing and cannot be installed.
test.skipIf(!canUseDebianPackages(['python3-exchangelib']))(
  'python3-exchangelib is told of changes by streaming and by pull',
  async () => {
    const simulator = await exchange();
    const steps = await runSteps('/usr/bin/python3', [script('exchangelib-notifications.py')], {
      url: simulator.ewsUrl,
      user: 'AZIENDA\\svc-raccordo',
      password: 'Servizio-2026',
      mailbox: 'mario.rossi@azienda.example',
    });
    expect(steps.get('streaming')).toEqual([
      ['CreatedEvent', 'ModifiedEvent'],
      ['ModifiedEvent', 'MovedEvent'],
    ]);
    expect(steps.get('a stream without changes ends by itself')).toEqual([]);
    expect(steps.get('pull')).toEqual([['StatusEvent'], ['CreatedEvent', 'ModifiedEvent']]);
    expect(simulator.notifications.subscriptions).toBe(0);
  },
);

test('ews-javascript-api is told of changes by streaming and by pull', async () => {
  const simulator = await exchange();
  const steps = await runSteps(process.execPath, [script('ews-javascript-api-notifications.mjs')], {
    url: simulator.ewsUrl,
    user: 'AZIENDA\\mario.rossi',
    password: 'Rossi-2026',
  });
  expect(steps.get('streaming')).toEqual(['Created', 'Moved']);
  expect(steps.get('pull')).toEqual(['Created']);
});
