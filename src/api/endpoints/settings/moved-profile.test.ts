import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RunningSimulator } from '../../../../simulator/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import type { ApiWorld, SignedIn } from '../../testing/api-world.ts';
import { openApiWorld } from '../../testing/api-world.ts';

/** A profile that goes to another server while somebody still answers a form for the old one. */

const GIULIA = {
  user: 'giulia',
  password: 'giulia-2026',
  domain: 'BRENTA',
  smtp: 'giulia@brenta.example',
  displayName: 'Giulia',
};
const CREDENTIALS = { user: 'BRENTA\\giulia', password: GIULIA.password };
const ANY_VERSION = { 'if-match': '*' };

let world: ApiWorld;
let old: RunningSimulator;
let elsewhere: RunningSimulator;
let amelia: SignedIn;
let giulia: SignedIn;

beforeAll(async () => {
  [old, elsewhere] = await Promise.all([startSimulator({ users: [GIULIA] }), startSimulator({ users: [GIULIA] })]);
  world = await openApiWorld();
  amelia = await world.signIn('amelia', 'administrator');
  giulia = await world.signIn('giulia');
  const server = { serverUrl: old.ewsUrl, allowInsecureHttp: true };
  await amelia.call('POST', '/api/profiles', { body: { name: 'own', title: 'Own', ...server } });
});
beforeEach(async () => {
  old.faults.clear();
  await moveTo(old);
});
afterAll(async () => {
  await world.close();
  await Promise.all([old.close(), elsewhere.close()]);
});

const moveTo = ({ ewsUrl: serverUrl }: RunningSimulator) =>
  amelia.call('PATCH', '/api/profiles/own', { body: { serverUrl }, headers: ANY_VERSION });

/** The old server answers so late that its profile has gone elsewhere when the form is stored. */
async function whileMoving(form: () => ReturnType<SignedIn['call']>) {
  old.faults.inject({ fault: { kind: 'delay', ms: 600, when: 'beforeCommit' } });
  const answer = form();
  await sleep(200);
  expect((await moveTo(elsewhere)).status).toBe(200);
  return answer;
}

const shownElsewhere = () => elsewhere.requests.all().filter(({ user }) => user !== null && user !== undefined);

test('a password that was entered for the old server is not stored for the new one', async () => {
  const body = { profile: 'own', mailbox: 'giulia', credentials: CREDENTIALS };
  const { status, json } = await whileMoving(() => giulia.call('POST', '/api/accounts', { body }));
  expect([status, json.code]).toEqual([412, 'profile_changed']);
  expect((await giulia.call('GET', '/api/accounts')).json.accounts).toEqual([]);
  expect(shownElsewhere()).toEqual([]);
});

test('what the old server told of a mailbox does not count any more', async () => {
  const { json: account } = await amelia.call('POST', '/api/accounts', {
    body: { user: 'giulia', profile: 'own', mailbox: 'giulia', credentials: CREDENTIALS },
  });
  const path = `/api/accounts/${account.name}`;
  const body = { credentials: CREDENTIALS };
  const { status } = await whileMoving(() => giulia.call('PATCH', path, { body, headers: ANY_VERSION }));
  expect(status).toBe(412);
  const { json: left } = await giulia.call('GET', path);
  expect(left.credentials.password).toBe('unreadable');
  expect(shownElsewhere()).toEqual([]);
  await giulia.call('DELETE', path, { headers: ANY_VERSION });
});
