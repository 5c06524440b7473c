import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunningSimulator } from './index.ts';
import { DEFAULT_USERS, startSimulator } from './index.ts';

/** What a client sees that knows nothing but the documentation: texts over HTTP. */

const [, MARIO] = DEFAULT_USERS as typeof DEFAULT_USERS & { 1: (typeof DEFAULT_USERS)[number] };
const BASIC = { authorization: `Basic ${Buffer.from(`${MARIO.user}:${MARIO.password}`).toString('base64')}` };
const XML = { 'content-type': 'text/xml; charset=utf-8' };

let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
beforeEach(() => simulator.autodiscover.clear());
afterAll(() => simulator.close());

const urlOf = (name: string) => new URL(`/Autodiscover/Autodiscover.${name}`, simulator.ewsUrl);

const pox = (
  address: string,
) => `<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006">
  <Request><EMailAddress>${address}</EMailAddress>
  <AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request>
</Autodiscover>`;

const soap = (
  address: string,
) => `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:a="http://schemas.microsoft.com/exchange/2010/Autodiscover">
  <s:Header><a:RequestedServerVersion>Exchange2010</a:RequestedServerVersion>
  <wsa:Action>http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/GetUserSettings</wsa:Action></s:Header>
  <s:Body><a:GetUserSettingsRequestMessage><a:Request><a:Users><a:User><a:Mailbox>${address}</a:Mailbox></a:User></a:Users>
  <a:RequestedSettings><a:Setting>ExternalEwsUrl</a:Setting></a:RequestedSettings></a:Request></a:GetUserSettingsRequestMessage></s:Body>
</s:Envelope>`;

async function post(
  name: string,
  body: string,
  headers: Record<string, string> = { ...XML, ...BASIC },
): Promise<[number, string]> {
  const answer = await fetch(urlOf(name), { method: 'POST', headers, body, redirect: 'manual' });
  return [answer.status, await answer.text()];
}

describe('POX', () => {
  test('asks who is there, then tells the address', async () => {
    expect(await post('xml', pox(MARIO.smtp), XML)).toEqual([401, '']);
    const [status, body] = await post('xml', pox(MARIO.smtp));
    expect([status, body]).toEqual([200, expect.stringContaining(`<EwsUrl>${simulator.ewsUrl}</EwsUrl>`)]);
    expect(body).toContain('<Action>settings</Action>');
  });

  test('answers an unknown address with 500 and a request that is none with 600, both as HTTP 200', async () => {
    expect(await post('xml', pox('nessuno@azienda.example'))).toEqual([
      200,
      expect.stringContaining('<ErrorCode>500<'),
    ]);
    for (const body of ['', '<a/>', pox(MARIO.smtp).replace('requestschema/2006', 'requestschema/2006a')])
      expect(await post('xml', body)).toEqual([200, expect.stringContaining('<ErrorCode>600<')]);
    const json = { ...BASIC, 'content-type': 'application/json' };
    expect(await post('xml', pox(MARIO.smtp), json)).toEqual([200, expect.stringContaining('<ErrorCode>600<')]);
  });
});

describe('SOAP', () => {
  test('tells what was asked for, and names an unknown user', async () => {
    const [status, body] = await post('svc', soap(MARIO.smtp));
    expect([status, body]).toEqual([200, expect.stringContaining(`<Value>${simulator.ewsUrl}</Value>`)]);
    expect(body).not.toContain('InternalEwsUrl');
    expect(await post('svc', soap('nessuno@azienda.example'))).toEqual([200, expect.stringContaining('InvalidUser')]);
  });

  test('refuses a request without version or action with a fault', async () => {
    const without = soap(MARIO.smtp).replace(/<wsa:Action>.*<\/wsa:Action>/, '');
    expect(await post('svc', without)).toEqual([500, expect.stringContaining('Fault')]);
  });
});

test('V2 tells anybody, in either form of its address', async () => {
  for (const query of [`?Email=${MARIO.smtp}&Protocol=EWS&RedirectCount=1`, `/v1.0/${MARIO.smtp}?Protocol=Ews`]) {
    const answer = await fetch(`${urlOf('json').href}${query}`);
    expect(await answer.json()).toEqual({ Protocol: 'Ews', Url: simulator.ewsUrl });
  }
  const other = await fetch(`${urlOf('json').href}?Email=${MARIO.smtp}&Protocol=Imap`);
  expect([other.status, await other.json()]).toEqual([400, expect.objectContaining({ ErrorCode: 'InvalidProtocol' })]);
});

test.each([
  ['Exchange2007_SP1', [401, 404, 404]],
  ['Exchange2010_SP2', [401, 401, 404]],
  ['Exchange2016', [401, 401, 200]],
] as const)('%s speaks what it spoke', async (exchangeVersion, expected) => {
  const other = await startSimulator({ exchangeVersion });
  const statuses: number[] = [];
  for (const name of ['xml', 'svc', `json?Email=${MARIO.smtp}&Protocol=Ews`]) {
    const answer = await fetch(new URL(`/autodiscover/autodiscover.${name}`, other.ewsUrl), {
      method: name.startsWith('json') ? 'GET' : 'POST',
    });
    statuses.push(answer.status);
    await answer.arrayBuffer();
  }
  await other.close();
  expect(statuses).toEqual(expected);
});

test('an answer that a test arms counts for its protocol and mailbox, until it is taken back', async () => {
  const back = simulator.autodiscover.answer({
    protocol: 'pox',
    mailbox: MARIO.smtp,
    reply: { kind: 'redirectAddress', address: 'mario@altrove.example' },
  });
  expect(await post('xml', pox(MARIO.smtp))).toEqual([
    200,
    expect.stringContaining('<RedirectAddr>mario@altrove.example<'),
  ]);
  expect((await post('svc', soap(MARIO.smtp)))[1]).toContain('NoError');
  back();
  expect((await post('xml', pox(MARIO.smtp)))[1]).toContain('settings');
});
