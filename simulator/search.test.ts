import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningSimulator } from './index.ts';
import { namedPropertyKey, startSimulator } from './index.ts';
import { entryIdIn } from './state/identifiers.ts';
import type { Conversation } from './testing/ews-conversation.ts';
import { all, codes, conversation, SERVICE, text, texts } from './testing/ews-conversation.ts';

let simulator: RunningSimulator;
let send: Conversation;
const STAMP = namedPropertyKey('F3B1C7D2-5A0E-4C39-9D2E-7A6B8C1D2E3F', 'Stamp');
const STAMP_PATH =
  '<t:ExtendedFieldURI PropertySetId="f3b1c7d2-5a0e-4c39-9d2e-7a6b8c1d2e3f" PropertyName="Stamp" PropertyType="String"/>';

beforeAll(async () => {
  simulator = await startSimulator();
  send = conversation(simulator);
  const mailbox = simulator.mailbox('mario.rossi@azienda.example');
  mailbox.add('contacts', 'Contact', {
    Surname: 'Rossi',
    GivenName: 'Anna',
    Categories: ['CRM', 'VIP'],
    [STAMP]: 's1',
  });
  mailbox.add('contacts', 'Contact', {
    Surname: 'Bianchi',
    GivenName: 'Niccolò',
    Categories: ['Altro'],
    [STAMP]: 's2',
  });
  mailbox.add('contacts', 'Contact', { Surname: 'Verdi', 'EmailAddresses/EmailAddress1': 'v@verdi.example' });
  const appointment = (Subject: string, day: string) =>
    mailbox.add('calendar', 'CalendarItem', { Subject, Start: `${day}T08:00:00Z`, End: `${day}T09:00:00Z` });
  appointment('vecchio', '2025-01-10');
  appointment('nuovo', '2026-06-10');
  appointment('ultimo', '2027-01-10');
});
afterAll(() => simulator.close());

const field = (uri: string) => `<t:FieldURI FieldURI="${uri}"/>`;
const compare = (operator: string, path: string, value: string) =>
  `<t:${operator}>${path}<t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant></t:${operator}>`;
const find = (restriction: string, { folder = 'contacts', sort = '', view = '', shown = 'contacts:Surname' } = {}) =>
  `<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${field(shown)}</t:AdditionalProperties></m:ItemShape>${view}${
    restriction === '' ? '' : `<m:Restriction>${restriction}</m:Restriction>`
  }${sort}<m:ParentFolderIds><t:DistinguishedFolderId Id="${folder}"/></m:ParentFolderIds></m:FindItem>`;

const surnames = async (restriction: string) => [...texts(await send(find(restriction)), 't:Surname')].sort();

test.each<readonly [string, string, readonly string[]]>([
  ['equality ignores case', compare('IsEqualTo', field('contacts:Surname'), 'ROSSI'), ['Rossi']],
  ['a list matches when one element does', compare('IsEqualTo', field('item:Categories'), 'crm'), ['Rossi']],
  [
    'inequality also finds what has no value',
    compare('IsNotEqualTo', field('contacts:GivenName'), 'Anna'),
    ['Bianchi', 'Verdi'],
  ],
  ['a stamp is found', compare('IsEqualTo', STAMP_PATH, 's2'), ['Bianchi']],
  ['all stamps are found', `<t:Exists>${STAMP_PATH}</t:Exists>`, ['Bianchi', 'Rossi']],
  ['Not', `<t:Not><t:Exists>${STAMP_PATH}</t:Exists></t:Not>`, ['Verdi']],
  [
    'Or and And',
    `<t:Or>${compare('IsEqualTo', STAMP_PATH, 's1')}<t:And><t:Exists>${STAMP_PATH}</t:Exists>${compare('IsGreaterThan', field('contacts:Surname'), 'A')}${compare('IsLessThan', field('contacts:Surname'), 'C')}</t:And></t:Or>`,
    ['Bianchi', 'Rossi'],
  ],
  [
    'an indexed property',
    compare(
      'IsEqualTo',
      '<t:IndexedFieldURI FieldURI="contacts:EmailAddress" FieldIndex="EmailAddress1"/>',
      'v@verdi.example',
    ),
    ['Verdi'],
  ],
  [
    'part of a text without accents',
    `<t:Contains ContainmentMode="Substring" ContainmentComparison="IgnoreCaseAndNonSpacingCharacters">${field('contacts:GivenName')}<t:Constant Value="COLO"/></t:Contains>`,
    ['Bianchi'],
  ],
  [
    'a MAPI tag that shows the same property',
    compare('IsEqualTo', '<t:ExtendedFieldURI PropertyTag="0x3a11" PropertyType="String"/>', 'Rossi'),
    ['Rossi'],
  ],
])('restriction: %s', async (_title, restriction, expected) => {
  expect(await surnames(restriction)).toEqual(expected);
});

test('appointments are found by time and sorted', async () => {
  const from = compare('IsGreaterThanOrEqualTo', field('calendar:End'), '2026-01-01T00:00:00Z');
  const sort = `<m:SortOrder><t:FieldOrder Order="Descending">${field('calendar:Start')}</t:FieldOrder></m:SortOrder>`;
  const answer = await send(find(from, { folder: 'calendar', sort, shown: 'item:Subject' }));
  expect(texts(answer, 't:Subject')).toEqual(['ultimo', 'nuovo']);
});

test('a property that no index holds cannot be searched, and lists never read bodies', async () => {
  expect(codes(await send(find(compare('IsEqualTo', field('calendar:UID'), 'x'))))).toEqual([
    'ErrorUnsupportedPathForQuery',
  ]);
  expect(codes(await send(find('', { shown: 'item:Body' })))).toEqual(['ErrorInvalidPropertyRequest']);
});

test('pages tell where the next one begins', async () => {
  const view = (offset: number) =>
    `<m:IndexedPageItemView MaxEntriesReturned="2" Offset="${offset}" BasePoint="Beginning"/>`;
  const first = all(await send(find('', { view: view(0) })), 'm:RootFolder')[0]?.attributes;
  expect(first).toEqual({ IndexedPagingOffset: '2', TotalItemsInView: '3', IncludesLastItemInRange: 'false' });
  const second = await send(find('', { view: view(2) }));
  expect(all(second, 'm:RootFolder')[0]?.attributes['IncludesLastItemInRange']).toBe('true');
  expect(all(second, 't:Contact')).toHaveLength(1);
});

test('a restricted search gives at most 250 items from 2013 on', async () => {
  const mailbox = simulator.mailbox('giulia.bianchi@azienda.example');
  for (let index = 0; index < 260; index += 1)
    mailbox.add('contacts', 'Contact', { Surname: `C${index}`, [STAMP]: String(index) });
  const header =
    '<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>giulia.bianchi@azienda.example</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>';
  const authorization = `Basic ${Buffer.from('svc-raccordo:Servizio-2026').toString('base64')}`;
  const view = '<m:IndexedPageItemView MaxEntriesReturned="1000" Offset="0" BasePoint="Beginning"/>';
  const exists = `<t:Exists>${STAMP_PATH}</t:Exists>`;
  const capped = await send(find(exists, { view }), { header, authorization });
  expect(all(capped, 't:Contact')).toHaveLength(250);
  expect(all(capped, 'm:RootFolder')[0]?.attributes['IncludesLastItemInRange']).toBe('false');
  expect(all(await send(find('', { view }), { header, authorization }), 't:Contact')).toHaveLength(260);
  const declaredOld = await send(find(exists, { view }), { header, authorization, version: 'Exchange2010' });
  expect(codes(declaredOld)).toEqual(['ErrorExceededFindCountLimit']);
});

test('many well-known folders are asked for in one request, each with its own result', async () => {
  const names = [
    'root',
    'msgfolderroot',
    'contacts',
    'calendar',
    'archiveroot',
    'publicfoldersroot',
    'recoverableitemsdeletions',
  ];
  const ids = names.map((name) => `<t:DistinguishedFolderId Id="${name}"/>`).join('');
  const answer = await send(
    `<m:GetFolder><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape><m:FolderIds>${ids}</m:FolderIds></m:GetFolder>`,
  );
  expect(codes(answer)).toEqual([
    'NoError',
    'NoError',
    'NoError',
    'NoError',
    'ErrorFolderNotFound',
    'ErrorFolderNotFound',
    'NoError',
  ]);
  expect(all(answer, 't:ContactsFolder')).toHaveLength(1);
});

test('folders are found by class, however deep they are', async () => {
  const mailbox = simulator.mailbox('mario.rossi@azienda.example');
  const outer = mailbox.addFolder('Fornitori', 'IPF.Contact', 'contacts');
  mailbox.addFolder('Esteri', 'IPF.Contact', outer.id);
  const findFolder = (traversal: string) =>
    send(
      `<m:FindFolder Traversal="${traversal}"><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${field('folder:DisplayName')}</t:AdditionalProperties></m:FolderShape><m:IndexedPageFolderView MaxEntriesReturned="500" Offset="0" BasePoint="Beginning"/><m:Restriction>${compare('IsEqualTo', field('folder:FolderClass'), 'IPF.Contact')}</m:Restriction><m:ParentFolderIds><t:DistinguishedFolderId Id="msgfolderroot"/></m:ParentFolderIds></m:FindFolder>`,
    );
  expect(texts(await findFolder('Deep'), 't:DisplayName')).toEqual(['Contacts', 'Fornitori', 'Esteri']);
  expect(texts(await findFolder('Shallow'), 't:DisplayName')).toEqual(['Contacts']);
});

test('names resolve to one person, to several with a warning, or to nobody', async () => {
  const resolve = (name: string) =>
    send(
      `<m:ResolveNames ReturnFullContactData="true" SearchScope="ActiveDirectory"><m:UnresolvedEntry>${name}</m:UnresolvedEntry></m:ResolveNames>`,
    );
  expect(text(await resolve('m.rossi@azienda.example'), 't:EmailAddress')).toBe('mario.rossi@azienda.example');
  const several = await resolve('r');
  expect(codes(several)).toEqual(['ErrorNameResolutionMultipleResults']);
  expect([...texts(several, 't:DisplayName')].sort()).toEqual(['Mario Rossi', 'Servizio Raccordo']);
  expect(codes(await resolve('zz'))).toEqual(['ErrorNameResolutionNoResults']);
});

test('ids convert to entry ids and back, nonsense gives an error of its own', async () => {
  const { id } = simulator.mailbox('mario.rossi@azienda.example').items('contacts')[0] ?? { id: '' };
  const convert = (format: string, from: string, value: string) =>
    send(
      `<m:ConvertId DestinationFormat="${format}"><m:SourceIds><t:AlternateId Format="${from}" Id="${value}" Mailbox="mario.rossi@azienda.example"/></m:SourceIds></m:ConvertId>`,
    );
  const entry = all(await convert('HexEntryId', 'EwsId', id), 'm:AlternateId')[0]?.attributes['Id'] ?? '';
  expect(entry).toMatch(/^[0-9A-F]{140}$/);
  expect(all(await convert('EwsId', 'HexEntryId', entry), 'm:AlternateId')[0]?.attributes['Id']).toBe(id);
  expect(codes(await convert('EntryId', 'EwsId', 'DUMMY'))).toEqual(['ErrorInvalidIdMalformed']);
  expect(codes(await convert('OwaId', 'EwsId', id))).toEqual(['ErrorUnsupportedTypeForConversion']);
});

test('an entry id is one of the mailbox that the request names, whoever asks', async () => {
  const { id } = simulator.mailbox('mario.rossi@azienda.example').items('contacts')[0] ?? { id: '' };
  const entry = entryIdIn(id).toString('hex');
  const convert = (mailbox: string) =>
    send(
      `<m:ConvertId DestinationFormat="EwsId"><m:SourceIds><t:AlternateId Format="HexEntryId" Id="${entry}" Mailbox="${mailbox}"/></m:SourceIds></m:ConvertId>`,
      { authorization: SERVICE },
    );
  const answer = await convert('mario.rossi@azienda.example');
  expect(all(answer, 'm:AlternateId')[0]?.attributes['Id']).toBe(id);
  expect(codes(await convert('nessuno@azienda.example'))).toEqual(['ErrorNonExistentMailbox']);
});
