import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningSimulator } from '../../../../simulator/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import type { ApiWorld, SignedIn } from '../../testing/api-world.ts';
import { openApiWorld } from '../../testing/api-world.ts';

let world: ApiWorld;
let exchange: RunningSimulator;
let amelia: SignedIn;
let giulia: SignedIn;
let paolo: SignedIn;

beforeAll(async () => {
  const service = { user: 'svc', password: 'Servizio-2026', domain: 'BRENTA', smtp: 'svc@brenta.example' };
  const info = { user: 'info', password: 'Info-2026', domain: 'BRENTA', smtp: 'info@brenta.example' };
  exchange = await startSimulator({
    users: [
      { ...service, displayName: 'Servizio', mayImpersonate: true },
      { ...info, displayName: 'Informazioni' },
    ],
  });
  world = await openApiWorld({ tuning: { lookUpsPerPerson: 20 } });
  amelia = await world.signIn('amelia', 'administrator');
  giulia = await world.signIn('giulia');
  paolo = await world.signIn('paolo');
  const delegate = { user: 'BRENTA\\svc', password: service.password };
  const body = { name: 'sede', title: 'Sede', serverUrl: exchange.ewsUrl, allowInsecureHttp: true, delegate };
  await amelia.call('POST', '/api/profiles', { body });
});
afterAll(async () => {
  await world.close();
  await exchange.close();
});

const claim = (who: SignedIn, mailbox: string, more: object = {}) =>
  who.call('POST', '/api/accounts', { body: { profile: 'sede', mailbox, ...more } });

test('a user asks the directory of the server twenty times in ten minutes, by whatever form; an administrator as often as needed', async () => {
  expect((await claim(giulia, 'info')).json.claim.state).toBe('waiting');
  const path = '/api/accounts/giulia-sede';
  const check = () => giulia.call('POST', `${path}/claim/check`, {});
  const change = (mailbox: string) => giulia.call('PATCH', path, { body: { mailbox }, headers: { 'if-match': '*' } });
  for (let index = 0; index < 9; index++) {
    expect((await check()).status).toBe(200);
    expect((await change(`nobody-${index}@brenta.example`)).json.code).toBe('mailbox_unknown');
  }
  // What asks nobody costs nothing.
  const { status } = await giulia.call('PATCH', path, { body: { active: false }, headers: { 'if-match': '*' } });
  expect(status).toBe(200);
  expect((await check()).status).toBe(200);

  const asked = exchange.requests.all().length;
  for (const refused of [await check(), await change('somebody'), await claim(giulia, 'somebody')]) {
    expect([refused.status, refused.json.code]).toEqual([429, 'look_ups_paused']);
    expect(refused.json.details.minutes).toBeGreaterThan(8);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(500);
  }
  expect(exchange.requests.all().length).toBe(asked);

  expect((await claim(paolo, 'nobody')).json.code).toBe('mailbox_unknown');
  for (let index = 0; index < 22; index++)
    expect((await claim(amelia, `nobody-${index}`, { user: 'paolo' })).json.code).toBe('mailbox_unknown');
});
