import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningSimulator } from './index.ts';
import { startSimulator } from './index.ts';
import type { Conversation } from './testing/ews-conversation.ts';
import { all, codes, conversation, envelope, MARIO, rawPost, SERVICE, text } from './testing/ews-conversation.ts';
import { assertValid, SCHEMAS_FOUND } from './testing/schema-check.ts';
import { readXml } from './xml/read.ts';

let simulator: RunningSimulator;
let old: RunningSimulator;
let send: Conversation;
beforeAll(async () => {
  simulator = await startSimulator();
  old = await startSimulator({ exchangeVersion: 'Exchange2010_SP2' });
  send = conversation(simulator);
});
afterAll(() => Promise.all([simulator.close(), old.close()]));

const SHAPE = '<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>';
const GET = `<m:GetItem>${SHAPE}<m:ItemIds><t:ItemId Id="x"/></m:ItemIds></m:GetItem>`;
const GET_FOLDER =
  '<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="contacts"/></m:FolderIds></m:GetFolder>';
const contact = (content: string) =>
  `<m:CreateItem><m:Items><t:Contact>${content}</t:Contact></m:Items></m:CreateItem>`;

const BROKEN = [
  ['elements in the wrong order', contact('<t:Surname>a</t:Surname><t:GivenName>b</t:GivenName>')],
  ['an element twice', contact('<t:Surname>a</t:Surname><t:Surname>b</t:Surname>')],
  ['an unknown element', contact('<t:FavouriteColour>blue</t:FavouriteColour>')],
  ['an element of another namespace', contact('<m:Surname>a</m:Surname>')],
  ['an unknown attribute', '<m:GetItem Urgent="true">' + GET.slice('<m:GetItem>'.length)],
  ['a missing element', `<m:GetItem>${SHAPE}</m:GetItem>`],
  ['an empty list', `<m:GetItem>${SHAPE}<m:ItemIds/></m:GetItem>`],
  ['a missing attribute', `<m:GetItem>${SHAPE}<m:ItemIds><t:ItemId/></m:ItemIds></m:GetItem>`],
  ['a word that is none', contact('<t:Sensitivity>Secret</t:Sensitivity>')],
  ['a time that is none', contact('<t:Birthday>1980-05-17</t:Birthday>')],
  [
    'a fourth e-mail slot',
    contact('<t:EmailAddresses><t:Entry Key="EmailAddress4">a@b.example</t:Entry></t:EmailAddresses>'),
  ],
  ['text where elements belong', `<m:GetItem>${SHAPE}ciao<m:ItemIds><t:ItemId Id="x"/></m:ItemIds></m:GetItem>`],
  [
    'an unknown property',
    GET.replace(
      '</t:BaseShape>',
      '</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="contacts:Colour"/></t:AdditionalProperties>',
    ),
  ],
] as const;

test.each(BROKEN)('%s: the request is refused with line and position', async (_title, body) => {
  const fault = await send(body, { invalid: true });
  expect(codes(fault)).toEqual(['ErrorSchemaValidation']);
  expect(Number(text(fault, '?:Line'))).toBeGreaterThan(1);
  expect(Number(text(fault, '?:Position'))).toBeGreaterThan(0);
});

test.skipIf(!SCHEMAS_FOUND).each(BROKEN)('%s: Microsoft’s schema refuses it too', (_title, body) => {
  expect(() => assertValid(envelope('Exchange2016', body), 'Exchange2016')).toThrow('not valid for Exchange2016');
});

test('nothing of a refused batch is carried out', async () => {
  const body =
    '<m:CreateItem><m:Items><t:Contact><t:Surname>Buono</t:Surname></t:Contact><t:Contact><t:Cognome/></t:Contact></m:Items></m:CreateItem>';
  await send(body, { invalid: true });
  expect(simulator.mailbox('mario.rossi@azienda.example').items('contacts')).toEqual([]);
});

test.each([
  ['an ampersand by itself', envelope(null, contact('<t:Surname>Rossi & figli</t:Surname>'))],
  ['a control character', envelope(null, contact('<t:Surname>a\u0001b</t:Surname>'))],
  ['a reference to a control character', envelope(null, contact('<t:Surname>a&#x1F;b</t:Surname>'))],
  [
    'a document type',
    envelope(null, contact('<t:Surname>&x;</t:Surname>')).replace(
      '<s:Envelope',
      '<!DOCTYPE s [<!ENTITY x "y">]><s:Envelope',
    ),
  ],
  ['an element that is not closed', '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'],
  ['nothing', ''],
  ['a thousand levels', '<a>'.repeat(1000) + '</a>'.repeat(1000)],
])('%s is not XML: SOAP fault, HTTP 500', async (_title, message) => {
  const answer = await rawPost(simulator.ewsUrl, message, { Authorization: MARIO });
  expect(answer.status).toBe(500);
  expect(answer.text).toContain('ErrorSchemaValidation');
  readXml(answer.text);
});

test('an operation that is not built is refused', async () => {
  expect(
    codes(
      await send(
        '<m:EmptyFolder DeleteType="HardDelete" DeleteSubFolders="false"><m:FolderIds><t:DistinguishedFolderId Id="contacts"/></m:FolderIds></m:EmptyFolder>',
      ),
    ),
  ).toEqual(['ErrorInvalidRequest']);
});

test('the server tells its build, and a version newer than itself is refused', async () => {
  const asked = (version: string | null) =>
    rawPost(old.ewsUrl, envelope(version, GET_FOLDER), { Authorization: MARIO });
  for (const version of [null, 'Exchange2007_SP1', 'Exchange2010_SP2']) {
    const answer = await asked(version);
    expect([version, answer.status]).toEqual([version, 200]);
    const info = all(readXml(answer.text), 't:ServerVersionInfo')[0];
    expect(info?.attributes).toMatchObject({ MajorVersion: '14', MinorVersion: '3', Version: 'Exchange2010_SP2' });
  }
  for (const version of ['Exchange2013', 'Exchange2016', 'V2017_07_11']) {
    const answer = await asked(version);
    expect([version, answer.status, /ErrorInvalidServerVersion/.test(answer.text)]).toEqual([version, 500, true]);
  }
});

test('what the server knows but the declared version does not asks for a higher version', async () => {
  const zoned =
    '<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items><t:CalendarItem><t:Start>2026-01-01T10:00:00Z</t:Start><t:End>2026-01-01T11:00:00Z</t:End><t:StartTimeZone Id="UTC"/></t:CalendarItem></m:Items></m:CreateItem>';
  expect(codes(await send(zoned, { version: 'Exchange2007_SP1', invalid: true }))).toEqual([
    'ErrorIncorrectSchemaVersion',
  ]);
  expect(codes(await send(zoned, { version: 'Exchange2010' }))).toEqual(['NoError']);
});

const impersonate = (kind: string, value: string) =>
  `<t:ExchangeImpersonation><t:ConnectingSID><t:${kind}>${value}</t:${kind}></t:ConnectingSID></t:ExchangeImpersonation>`;

test.each([
  ['PrimarySmtpAddress', 'giulia.bianchi@azienda.example', 'NoError'],
  ['SmtpAddress', 'm.rossi@azienda.example', 'NoError'],
  ['PrincipalName', 'mario.rossi@azienda.example', 'NoError'],
  ['PrimarySmtpAddress', 'm.rossi@azienda.example', 'ErrorNonPrimarySmtpAddress'],
  ['PrimarySmtpAddress', 'nessuno@azienda.example', 'ErrorNonExistentMailbox'],
  ['PrimarySmtpAddress', ' ', 'ErrorInvalidExchangeImpersonationHeaderData'],
])('the service account as %s %s: %s', async (kind, value, code) => {
  const header = impersonate(kind, value);
  const answer = await send(GET_FOLDER, { authorization: SERVICE, version: 'Exchange2013_SP1', header });
  expect(codes(answer)).toEqual([code]);
});

test('a user without the right cannot impersonate and does not learn who exists', async () => {
  for (const address of ['giulia.bianchi@azienda.example', 'nessuno@azienda.example']) {
    const answer = await send(GET_FOLDER, { header: impersonate('PrimarySmtpAddress', address) });
    expect(codes(answer)).toEqual(['ErrorImpersonateUserDenied']);
  }
});

test('an impersonated write lands in that mailbox and nowhere else', async () => {
  const header = impersonate('PrimarySmtpAddress', 'giulia.bianchi@azienda.example');
  await send(contact('<t:Surname>Solo suo</t:Surname>'), { authorization: SERVICE, header });
  const count = (smtp: string) =>
    simulator
      .mailbox(smtp)
      .items('contacts')
      .filter(({ label }) => label === 'Solo suo').length;
  expect([count('giulia.bianchi@azienda.example'), count('svc-raccordo@azienda.example')]).toEqual([1, 0]);
});
