import { afterEach, describe, expect, test } from 'vitest';
import type { RunningSimulator, SimulatorOptions } from '../index.ts';
import { startSimulator } from '../index.ts';
import { all, basic, codes, conversation, idOf, text, texts } from '../testing/ews-conversation.ts';
import type { Delegation } from './delegation.ts';

const SERVICE = { user: 'svc', password: 'S-2026', smtp: 'svc@azienda.example', displayName: 'Servizio' };
const ANNA = { user: 'anna', password: 'A-2026', smtp: 'anna@azienda.example', displayName: 'Anna Verdi' };
const AS_SERVICE = basic('svc', 'S-2026');

let simulator: RunningSimulator;
afterEach(() => simulator.close());

/** Anna's mailbox, of which the service account may what `grant` says. */
async function shared(grant: Omit<Delegation, 'to'> | null, options: SimulatorOptions = {}): Promise<void> {
  const delegates = grant === null ? [] : [{ to: 'svc', ...grant }];
  simulator = await startSimulator({ users: [SERVICE, { ...ANNA, delegates }], ...options });
}

const folder = (name: string, owner: string | null = ANNA.smtp) =>
  `<t:DistinguishedFolderId Id="${name}">${owner === null ? '' : `<t:Mailbox><t:EmailAddress>${owner}</t:EmailAddress></t:Mailbox>`}</t:DistinguishedFolderId>`;
const send = (body: string, version: SimulatorOptions['exchangeVersion'] = 'Exchange2016') =>
  conversation(simulator, version)(body, { authorization: AS_SERVICE });
const SHAPE = '<t:BaseShape>IdOnly</t:BaseShape>';
const getFolder = (ids: string, properties = '') =>
  send(
    `<m:GetFolder><m:FolderShape>${SHAPE}${properties}</m:FolderShape><m:FolderIds>${ids}</m:FolderIds></m:GetFolder>`,
  );
const findItem = (id: string) =>
  send(
    `<m:FindItem Traversal="Shallow"><m:ItemShape>${SHAPE}</m:ItemShape><m:ParentFolderIds>${id}</m:ParentFolderIds></m:FindItem>`,
  );
const sync = (id: string, state = '') =>
  send(
    `<m:SyncFolderItems><m:ItemShape>${SHAPE}</m:ItemShape><m:SyncFolderId>${id}</m:SyncFolderId>${state}<m:MaxChangesReturned>512</m:MaxChangesReturned></m:SyncFolderItems>`,
  );
const getItem = (id: string) =>
  send(`<m:GetItem><m:ItemShape>${SHAPE}</m:ItemShape><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:GetItem>`);
const createContact = (target: string | null, surname = 'Neri') =>
  send(
    `<m:CreateItem>${target === null ? '' : `<m:SavedItemFolderId>${target}</m:SavedItemFolderId>`}<m:Items><t:Contact><t:Surname>${surname}</t:Surname></t:Contact></m:Items></m:CreateItem>`,
  );
const rename = (id: string) =>
  send(
    `<m:UpdateItem ConflictResolution="AlwaysOverwrite"><m:ItemChanges><t:ItemChange><t:ItemId Id="${id}"/><t:Updates><t:SetItemField><t:FieldURI FieldURI="contacts:Surname"/><t:Contact><t:Surname>Bruni</t:Surname></t:Contact></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
  );
const remove = (id: string, type = 'HardDelete') =>
  send(`<m:DeleteItem DeleteType="${type}"><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:DeleteItem>`);
const move = (id: string, to: string) =>
  send(`<m:MoveItem><m:ToFolderId>${to}</m:ToFolderId><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:MoveItem>`);

const anna = () => simulator.mailbox(ANNA.smtp);
const addContact = (fields = {}) => anna().add('contacts', 'Contact', { Surname: 'Verdi', ...fields });

describe('what a level lets its holder do', () => {
  const OK = 'NoError';
  const DENIED = 'ErrorAccessDenied';
  const HIDDEN = 'ErrorFolderNotFound';
  const NO_CREATE = 'ErrorCreateItemAccessDenied';

  test.each([
    ['none', { see: HIDDEN, list: HIDDEN, read: 'ErrorItemNotFound', create: HIDDEN }],
    ['folderVisible', { see: OK, list: DENIED, read: 'ErrorItemNotFound', create: NO_CREATE }],
    ['contributor', { see: OK, list: DENIED, read: 'ErrorItemNotFound', create: OK }],
    ['reviewer', { see: OK, list: OK, read: OK, create: NO_CREATE, change: DENIED, remove: DENIED }],
    ['author', { see: OK, list: OK, read: OK, create: OK, change: DENIED, remove: DENIED }],
    ['editor', { see: OK, list: OK, read: OK, create: OK, change: OK, remove: OK }],
    ['owner', { see: OK, list: OK, read: OK, create: OK, change: OK, remove: OK }],
  ] as const)('%s', async (role, expected: Partial<Record<string, string>>) => {
    await shared({ folders: { contacts: role, calendar: 'reviewer' } });
    const { id } = addContact();
    const contacts = folder('contacts');
    expect(codes(await getFolder(contacts))).toEqual([expected['see']]);
    expect(codes(await findItem(contacts))).toEqual([expected['list']]);
    expect(codes(await sync(contacts))).toEqual([expected['list']]);
    expect(codes(await getItem(id))).toEqual([expected['read']]);
    expect(codes(await createContact(contacts))).toEqual([expected['create']]);
    if (expected['read'] !== OK) return;
    expect(codes(await rename(id))).toEqual([expected['change']]);
    expect(codes(await remove(id))).toEqual([expected['remove']]);
  });

  test('an author changes and deletes what the author made', async () => {
    await shared({ folders: { contacts: 'author' } });
    const { id } = idOf(await createContact(folder('contacts')));
    expect(codes(await rename(id))).toEqual([OK]);
    expect(codes(await remove(id))).toEqual([OK]);
  });

  test('full access opens every folder', async () => {
    await shared({ fullAccess: true });
    const names = ['msgfolderroot', 'contacts', 'calendar', 'deleteditems', 'inbox'];
    expect(codes(await getFolder(names.map((name) => folder(name)).join('')))).toEqual(names.map(() => OK));
  });

  test('a level counts from the next request on, given or taken', async () => {
    await shared(null);
    expect(codes(await getFolder(folder('contacts')))).toEqual([DENIED]);
    simulator.delegate(ANNA.smtp, { to: SERVICE.smtp, folders: { contacts: 'editor' } });
    expect(codes(await getFolder(folder('contacts')))).toEqual([OK]);
    simulator.delegate(ANNA.smtp, { to: SERVICE.smtp });
    expect(codes(await getFolder(folder('contacts')))).toEqual([HIDDEN]);
  });

  test('a folder that a person makes is like the one above it, and may be closed by its name', async () => {
    await shared({ folders: { msgfolderroot: 'folderVisible', contacts: 'reviewer', Segreti: 'none' } });
    anna().addFolder('Fornitori', 'IPF.Contact', 'contacts');
    anna().addFolder('Segreti', 'IPF.Contact', 'contacts');
    const found = await send(
      `<m:FindFolder Traversal="Deep"><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:ParentFolderIds>${folder('msgfolderroot')}</m:ParentFolderIds></m:FindFolder>`,
    );
    expect(texts(found, 't:DisplayName')).toEqual(['Contacts', 'Fornitori']);
  });
});

describe('where a delegate writes', () => {
  test('without a folder the item lands in the delegate’s own', async () => {
    await shared({ folders: { contacts: 'editor' } });
    await createContact(null, 'Smarrito');
    expect(anna().items('contacts')).toEqual([]);
    expect(simulator.mailbox(SERVICE.smtp).items('contacts')).toHaveLength(1);
  });

  test('an id leads into the mailbox that it came from, without its owner being named again', async () => {
    await shared({ folders: { contacts: 'editor' } });
    const { Id: id } = all(await getFolder(folder('contacts')), 't:FolderId')[0]?.attributes ?? {};
    await createContact(`<t:FolderId Id="${id}"/>`);
    expect(anna().items('contacts')).toHaveLength(1);
  });

  test('a deletion to Deleted Items is refused; a move there is not', async () => {
    await shared({ folders: { contacts: 'editor', deleteditems: 'editor' } });
    const { id } = addContact();
    expect(codes(await remove(id, 'MoveToDeletedItems'))).toEqual(['ErrorCannotDeleteObject']);
    expect(codes(await move(id, folder('deleteditems')))).toEqual(['NoError']);
    expect([anna().items('contacts').length, anna().items('deleteditems').length]).toEqual([0, 1]);
  });

  test('a move needs the right to write where it goes, and may lead into another mailbox', async () => {
    await shared({ folders: { contacts: 'editor', deleteditems: 'reviewer' } });
    const { id } = addContact();
    expect(codes(await move(id, folder('deleteditems')))).toEqual(['ErrorAccessDenied']);
    expect(codes(await move(id, folder('contacts', null)))).toEqual(['NoError']);
    expect(simulator.mailbox(SERVICE.smtp).items('contacts')).toHaveLength(1);
  });
});

describe('private items', () => {
  const PRIVATE = { Sensitivity: 'Private' };

  test('do not exist for a delegate without the flag', async () => {
    await shared({ folders: { contacts: 'editor' } });
    const { id } = addContact(PRIVATE);
    expect(all(await findItem(folder('contacts')), 't:Contact')).toEqual([]);
    for (const answer of [await getItem(id), await rename(id), await remove(id)])
      expect(codes(answer)).toEqual(['ErrorItemNotFound']);
  });

  test.each([{ viewPrivateItems: true }, { fullAccess: true }])('are there with %j', async (more) => {
    await shared({ folders: { contacts: 'editor' }, ...more });
    const { id } = addContact(PRIVATE);
    expect(codes(await getItem(id))).toEqual(['NoError']);
  });

  test('an item that becomes private looks deleted in the feed', async () => {
    await shared({ folders: { contacts: 'reviewer' } });
    const { id } = addContact();
    const state = text(await sync(folder('contacts')), 'm:SyncState');
    anna().change(id, PRIVATE);
    const next = await sync(folder('contacts'), `<m:SyncState>${state}</m:SyncState>`);
    expect(all(next, 't:Delete')).toHaveLength(1);
  });
});

describe('rights as they are told', () => {
  const RIGHTS =
    '<t:AdditionalProperties><t:FieldURI FieldURI="folder:EffectiveRights"/><t:ExtendedFieldURI PropertyTag="0x6639" PropertyType="Integer"/></t:AdditionalProperties>';

  test.each([
    ['reviewer', ['false', 'true', 'false', 0x401]],
    ['editor', ['true', 'true', 'false', 0x47b]],
    ['owner', ['true', 'true', 'true', 0x7fb]],
  ] as const)('%s: create, read, and the folder itself', async (role, [create, read, modify, mask]) => {
    await shared({ folders: { contacts: role } });
    const answer = await getFolder(folder('contacts'), RIGHTS);
    expect(
      ['t:CreateContents', 't:Read', 't:Modify', 't:ViewPrivateItems', 't:Value'].map((name) => text(answer, name)),
    ).toEqual([create, read, modify, 'false', String(mask)]);
  });

  test('Exchange 2007 says nothing of private items', async () => {
    await shared({ fullAccess: true }, { exchangeVersion: 'Exchange2007_SP1' });
    const answer = await send(
      `<m:GetFolder><m:FolderShape>${SHAPE}${RIGHTS}</m:FolderShape><m:FolderIds>${folder('contacts')}</m:FolderIds></m:GetFolder>`,
      'Exchange2007_SP1',
    );
    expect([text(answer, 't:Read'), text(answer, 't:ViewPrivateItems')]).toEqual(['true', undefined]);
  });
});

test('a delegate needs a mailbox of its own', async () => {
  await shared(
    { fullAccess: true },
    {
      users: [
        { ...SERVICE, hasMailbox: false },
        { ...ANNA, delegates: [] },
      ],
    },
  );
  expect(codes(await getFolder(folder('contacts')))).toEqual(['ErrorMissingEmailAddress']);
});

test('whom to act as is named by address, principal name or SID', async () => {
  const sid = 'S-1-5-21-1493619105-1843311271-3936346804-1118';
  const target = { ...ANNA, principalName: 'averdi@ad.azienda.example', sid, aliases: ['verdi@azienda.example'] };
  await shared(null, { users: [{ ...SERVICE, mayImpersonate: true }, target] });
  const open = async (name: string, value: string) =>
    codes(
      await conversation(simulator)(
        `<m:GetFolder><m:FolderShape>${SHAPE}</m:FolderShape><m:FolderIds>${folder('contacts', null)}</m:FolderIds></m:GetFolder>`,
        {
          authorization: AS_SERVICE,
          header: `<t:ExchangeImpersonation><t:ConnectingSID><t:${name}>${value}</t:${name}></t:ConnectingSID></t:ExchangeImpersonation>`,
        },
      ),
    );
  expect(await open('PrincipalName', 'AVERDI@ad.azienda.example')).toEqual(['NoError']);
  expect(await open('SID', sid)).toEqual(['NoError']);
  expect(await open('SID', 'S-1-5-21-1-2-3-4')).toEqual(['ErrorNonExistentMailbox']);
  expect(await open('SID', 'Anna')).toEqual(['ErrorInvalidExchangeImpersonationHeaderData']);
  expect(await open('PrimarySmtpAddress', 'verdi@azienda.example')).toEqual(['ErrorNonPrimarySmtpAddress']);
  expect(await open('SmtpAddress', 'verdi@azienda.example')).toEqual(['NoError']);
});
