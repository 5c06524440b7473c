import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RunningSimulator } from '../index.ts';
import { startSimulator } from '../index.ts';
import { codes, conversation, envelope, rawPost } from '../testing/ews-conversation.ts';

const PROGRAM = { clientId: 'raccordo', secrets: [{ secret: 'Segreto-1' }] };
const MARIO = { user: 'mario', password: 'M-2026', smtp: 'mario@azienda.example', displayName: 'Mario' };
const GET_FOLDER =
  '<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="contacts"/></m:FolderIds></m:GetFolder>';
const AS_MARIO =
  '<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>mario@azienda.example</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>';

let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator({ users: [MARIO], applications: [PROGRAM] });
});
beforeEach(() => simulator.tokens.change('raccordo', { ...PROGRAM, consented: true, tokenLifetimeSeconds: 3600 }));
afterAll(() => simulator.close());

async function ask(change: Readonly<Record<string, string>> = {}, url = simulator.tokens.url()) {
  const form = {
    grant_type: 'client_credentials',
    client_id: 'raccordo',
    client_secret: 'Segreto-1',
    scope: 'https://outlook.office365.com/.default',
    ...change,
  };
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  const content = (await response.json()) as Readonly<Record<string, unknown>>;
  return { status: response.status, content };
}

const tokenFor = async (change: Readonly<Record<string, string>> = {}) =>
  String((await ask(change)).content['access_token']);

async function refusalOf(token: string) {
  const answer = await rawPost(simulator.ewsUrl, envelope('Exchange2016', GET_FOLDER, AS_MARIO), {
    Authorization: `Bearer ${token}`,
  });
  return `${answer.status} ${/error_category="(\w+)"/.exec(String(answer.headers['x-ms-diagnostics']))?.[1]}`;
}

test('a token works for others, and for itself it has no mailbox', async () => {
  const authorization = `Bearer ${await tokenFor()}`;
  expect(codes(await conversation(simulator)(GET_FOLDER, { authorization, header: AS_MARIO }))).toEqual(['NoError']);
  expect(codes(await conversation(simulator)(GET_FOLDER, { authorization }))).toEqual(['ErrorImpersonationRequired']);
});

test.each([
  [{ grant_type: 'password' }, 400, 'unsupported_grant_type', 70_003],
  [{ client_id: 'nobody' }, 400, 'unauthorized_client', 700_016],
  [{ client_secret: 'x' }, 401, 'invalid_client', 7_000_215],
  [{ scope: 'https://outlook.office365.com' }, 400, 'invalid_scope', 1_002_012],
  [{ scope: 'https://x.example/.default' }, 400, 'invalid_resource', 500_011],
  [
    { client_assertion: 'x', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' },
    401,
    'invalid_client',
    50_027,
  ],
])('a request with %j is refused as Entra ID does it', async (change, status, error, number) => {
  expect(await ask(change)).toMatchObject({ status, content: { error, error_codes: [number] } });
});

test('another tenant, and a secret that has ended', async () => {
  expect((await ask({}, simulator.tokens.url('x.example'))).content['error_codes']).toEqual([90_002]);
  simulator.tokens.change('raccordo', { secrets: [{ secret: 'Segreto-1', endsAt: '2020-01-01T00:00:00Z' }] });
  expect((await ask()).content['error_codes']).toEqual([7_000_222]);
});

test('Exchange says of each bad token what is wrong with it', async () => {
  const good = await tokenFor();
  expect(await refusalOf(`${good}x`)).toBe('401 invalid_token');
  expect(await refusalOf('nonsense')).toBe('401 invalid_token');
  expect(await refusalOf(await tokenFor({ scope: 'https://graph.microsoft.com/.default' }))).toBe(
    '401 invalid_resource',
  );
  simulator.tokens.change('raccordo', { tokenLifetimeSeconds: -1 });
  expect(await refusalOf(await tokenFor())).toBe('401 invalid_lifetime');
  simulator.tokens.change('raccordo', { tokenLifetimeSeconds: 3600, consented: false });
  expect(await refusalOf(await tokenFor())).toBe('403 invalid_grant');
  expect(await refusalOf(good)).toBe('200 undefined');
  simulator.tokens.revoke('raccordo');
  expect(await refusalOf(good)).toBe('401 invalid_token');
});

test('tokens are offered only where there are applications', async () => {
  const offered = async (place: RunningSimulator) => (await rawPost(place.ewsUrl, '')).headers['www-authenticate'];
  expect(String(await offered(simulator))).toContain('Bearer client_id="00000002-0000-0ff1-ce00-000000000000"');
  const other = await startSimulator({ users: [MARIO] });
  expect(String(await offered(other))).not.toContain('Bearer');
  await other.close();
});
