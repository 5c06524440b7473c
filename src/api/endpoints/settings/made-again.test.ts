import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningSimulator } from '../../../../simulator/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import { asUser } from '../../../crm/builtin/index.ts';
import type { Run, RunList, Status } from '../../resources.ts';
import type { ApiWorld, SignedIn } from '../../testing/api-world.ts';
import { openApiWorld } from '../../testing/api-world.ts';

const SERVICE = { user: 'svc', password: 'Servizio-2026', domain: 'BRENTA', displayName: 'Servizio' };
const USERS = [
  { ...SERVICE, smtp: 'svc@brenta.example', mayImpersonate: true },
  {
    user: 'giulia',
    password: 'giulia-2026',
    domain: 'BRENTA',
    smtp: 'giulia@brenta.example',
    displayName: 'Giulia',
  },
];

let world: ApiWorld;
let exchange: RunningSimulator;
let giulia: SignedIn;

beforeAll(async () => {
  exchange = await startSimulator({ users: USERS });
  world = await openApiWorld();
  const amelia = await world.signIn('amelia', 'administrator');
  giulia = await world.signIn('giulia');
  const delegate = { user: 'BRENTA\\svc', password: SERVICE.password };
  const body = { name: 'sede', title: 'Sede', serverUrl: exchange.ewsUrl, allowInsecureHttp: true, delegate };
  await amelia.call('POST', '/api/profiles', { body });
  const fields = { name: { givenName: 'Anna', surname: 'Rossi' }, displayName: 'Anna Rossi' };
  await world.connector.parts.crm.contacts.create(asUser(giulia.person.id), { fields });
  await world.connector.startSchedule();
});
afterAll(async () => {
  await world.close();
  await exchange.close();
});

const make = () => giulia.call('POST', '/api/accounts', { body: { profile: 'sede', mailbox: 'giulia' } });

async function runs(body: object): Promise<readonly Run[]> {
  const { json } = await giulia.call('POST', '/api/accounts/giulia-sede/runs', { body });
  const finished: Run[] = [];
  for (const { id } of (json as RunList).runs)
    finished.push((await giulia.call('GET', `/api/runs/${id}?wait=20`)).json);
  return finished;
}

const standing = async () => {
  const [account] = ((await giulia.call('GET', '/api/status')).json as Status).accounts;
  return { firstRun: account?.firstRun, isScheduled: account?.schedule.state !== 'unscheduled' };
};

test('an account that is made again goes on by itself as soon as a dry run has found its memory', async () => {
  expect((await make()).status).toBe(201);
  const hashes = (await runs({ dryRun: true })).flatMap(({ planHash }) => planHash ?? []);
  expect(await standing()).toEqual({ firstRun: 'awaitingApproval', isScheduled: false });
  for (const { outcome } of await runs({ approve: hashes })) expect(outcome).toBe('done');
  await expect.poll(standing).toEqual({ firstRun: 'done', isScheduled: true });

  await giulia.call('DELETE', '/api/accounts/giulia-sede', { headers: { 'if-match': '*' } });
  expect((await make()).json.name).toBe('giulia-sede');
  expect(await standing()).toEqual({ firstRun: 'awaitingApproval', isScheduled: false });
  await runs({ dryRun: true });
  await expect.poll(standing).toEqual({ firstRun: 'done', isScheduled: true });
});
