import { afterEach, expect, test } from 'vitest';
import type { RunningSimulator, SimulatorOptions } from './index.ts';
import { startSimulator } from './index.ts';
import { all, basic, codes, conversation, envelope, rawPost, text, texts } from './testing/ews-conversation.ts';

const SERVICE = { user: 'svc', password: 'S-2026', smtp: 'svc@azienda.example', displayName: 'Servizio' };
const ANNA = {
  user: 'anna',
  password: 'A-2026',
  smtp: 'anna.verdi@azienda.example',
  displayName: 'Anna Verdi',
  aliases: ['verdi@azienda.example'],
};
const BRUNO = { user: 'bruno', password: 'B-2026', smtp: 'bruno.neri@azienda.example', displayName: 'Bruno Neri' };
const AS_SERVICE = basic('svc', 'S-2026');
const AS_ANNA = basic('anna', 'A-2026');

let simulator: RunningSimulator;
afterEach(() => simulator.close());

async function start(options: SimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

const GET_FOLDER =
  '<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="contacts"/></m:FolderIds></m:GetFolder>';
const actFor = (smtp: string) =>
  `<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${smtp}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>`;
const open = async (authorization: string, header = '') =>
  codes(await conversation(simulator)(GET_FOLDER, { authorization, header }));
const resolve = (entry: string, authorization = AS_SERVICE) =>
  conversation(simulator)(
    `<m:ResolveNames ReturnFullContactData="true" SearchScope="ActiveDirectory"><m:UnresolvedEntry>${entry}</m:UnresolvedEntry></m:ResolveNames>`,
    { authorization },
  );

test('the right to act for others may be limited to some mailboxes', async () => {
  await start({ users: [{ ...SERVICE, mayImpersonate: [ANNA.smtp] }, ANNA, BRUNO] });
  expect(await open(AS_SERVICE, actFor(ANNA.smtp))).toEqual(['NoError']);
  expect(await open(AS_SERVICE, actFor(BRUNO.smtp))).toEqual(['ErrorImpersonateUserDenied']);
  expect(await open(AS_ANNA, actFor(BRUNO.smtp))).toEqual(['ErrorImpersonateUserDenied']);
});

test('an account without a mailbox acts for others and asks the directory, and has nothing of its own to open', async () => {
  await start({ users: [{ ...SERVICE, mayImpersonate: true, hasMailbox: false }, ANNA] });
  expect(await open(AS_SERVICE)).toEqual(['ErrorMissingEmailAddress']);
  expect(await open(AS_SERVICE, actFor(ANNA.smtp))).toEqual(['NoError']);
  expect(text(await resolve('anna'), 't:EmailAddress')).toBe(ANNA.smtp);
  expect(codes(await resolve('svc'))).toEqual(['ErrorNameResolutionNoResults']);
  expect(simulator.mailboxes().map(({ smtp }) => smtp)).toEqual([ANNA.smtp]);
});

test('EWS that is switched off for a mailbox is refused to its owner and to whoever acts for it, without SOAP', async () => {
  await start({
    users: [
      { ...SERVICE, mayImpersonate: true },
      { ...ANNA, ewsEnabled: false },
    ],
  });
  const ask = (authorization: string, header = '') =>
    rawPost(simulator.ewsUrl, envelope('Exchange2016', GET_FOLDER, header), { Authorization: authorization });
  for (const answer of [await ask(AS_ANNA), await ask(AS_SERVICE, actFor(ANNA.smtp))])
    expect([answer.status, answer.text]).toEqual([403, '']);
  expect((await ask(AS_SERVICE)).status).toBe(200);
});

test('an expired password is told to who knows it, and to nobody else', async () => {
  await start({ users: [{ ...ANNA, passwordExpired: true }] });
  expect(await open(AS_ANNA)).toEqual(['ErrorPasswordExpired']);
  const wrong = await rawPost(simulator.ewsUrl, envelope('Exchange2016', GET_FOLDER), {
    Authorization: basic('anna', 'x'),
  });
  expect(wrong.status).toBe(401);
});

test('people are found by the beginnings of names, logins, and all their addresses', async () => {
  await start({ users: [SERVICE, ANNA, BRUNO, { ...BRUNO, user: 'bruna', smtp: 'bruna@azienda.example' }] });
  for (const entry of ['ann', 'Verdi', 'verdi@azienda.example', 'verdi@az', 'anna.v'])
    expect(texts(await resolve(entry), 't:EmailAddress')).toEqual([ANNA.smtp]);
  const several = await resolve('brun');
  expect(codes(several)).toEqual(['ErrorNameResolutionMultipleResults']);
  expect(all(several, 't:Resolution')).toHaveLength(2);
  expect(texts(several, 't:Alias').toSorted()).toEqual(['bruna', 'bruno']);
});

test('the clock may be wrong, in refusals too, and the build another one', async () => {
  await start({ users: [ANNA], clockSkewMs: 600_000, build: '15.2.1544.4' });
  const refused = await rawPost(simulator.ewsUrl, '');
  const aheadMs = Date.parse(String(refused.headers['date'])) - Date.now();
  expect(Math.abs(aheadMs - 600_000)).toBeLessThan(3_000);
  const answer = await rawPost(simulator.ewsUrl, envelope('Exchange2016', GET_FOLDER), { Authorization: AS_ANNA });
  expect(answer.text).toContain('MajorVersion="15" MinorVersion="2" MajorBuildNumber="1544" MinorBuildNumber="4"');
  await expect(startSimulator({ build: '15.2' })).rejects.toThrow('15.2');
});
