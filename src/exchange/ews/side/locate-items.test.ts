import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../model/index.ts';
import { createEwsSide } from '../ews-side.ts';
import type { SentRequest } from '../testing/canned-channel.ts';
import { allOf, cannedChannel, failure, responseOf, success } from '../testing/canned-channel.ts';
import { STAMP } from '../wire/extended-property.ts';

const setId = STAMP.kind === 'named' ? STAMP.setId : '';
const stampOf = (value: string) =>
  `<t:ExtendedProperty><t:ExtendedFieldURI PropertySetId="${setId.toUpperCase()}" PropertyName="RaccordoStamp" PropertyType="String"/><t:Value>${value}</t:Value></t:ExtendedProperty>`;
const searchKeyOf = (base64: string) =>
  `<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag="12299" PropertyType="Binary"/><t:Value>${base64}</t:Value></t:ExtendedProperty>`;
const contact = (id: string, properties: string) =>
  `<t:Contact><t:ItemId Id="${id}" ChangeKey="K"/>${properties}</t:Contact>`;

const FOLDERS = `
  <t:ContactsFolder><t:FolderId Id="sync"/><t:ParentFolderId Id="root"/><t:FolderClass>IPF.Contact</t:FolderClass></t:ContactsFolder>
  <t:ContactsFolder><t:FolderId Id="suppliers"/><t:ParentFolderId Id="sync"/><t:FolderClass>IPF.Contact</t:FolderClass></t:ContactsFolder>
  <t:ContactsFolder><t:FolderId Id="gal"/><t:ParentFolderId Id="root"/><t:FolderClass>IPF.Contact.GalContacts</t:FolderClass></t:ContactsFolder>
  <t:ContactsFolder><t:FolderId Id="unnamed"/><t:ParentFolderId Id="root"/></t:ContactsFolder>
  <t:CalendarFolder><t:FolderId Id="cal"/><t:ParentFolderId Id="root"/><t:FolderClass>IPF.Appointment</t:FolderClass></t:CalendarFolder>
  <t:Folder><t:FolderId Id="trash"/><t:ParentFolderId Id="root"/><t:FolderClass>IPF.Note</t:FolderClass></t:Folder>
  <t:Folder><t:FolderId Id="oldStuff"/><t:ParentFolderId Id="trash"/><t:FolderClass>IPF.Note</t:FolderClass></t:Folder>
  <t:ContactsFolder><t:FolderId Id="deletedFolder"/><t:ParentFolderId Id="oldStuff"/><t:FolderClass>IPF.Contact</t:FolderClass></t:ContactsFolder>`;

const page = (entries: string, attributes = 'TotalItemsInView="9" IncludesLastItemInRange="true"') =>
  `<m:RootFolder ${attributes}>${entries}</m:RootFolder>`;

/** @param itemsIn content of a folder, by distinguished name or id, or the code of its refusal */
function mailbox(itemsIn: Readonly<Record<string, string | { readonly code: string }>>) {
  return cannedChannel('Exchange2013_SP1', (request) => {
    const { operation, element } = request;
    if (operation === 'GetFolder') {
      return responseOf(
        operation,
        ['sync', 'trash'].map((id) =>
          success(operation, `<m:Folders><t:Folder><t:FolderId Id="${id}"/></t:Folder></m:Folders>`),
        ),
      );
    }
    if (operation === 'FindFolder')
      return responseOf(operation, [success(operation, page(`<t:Folders>${FOLDERS}</t:Folders>`))]);
    const content = itemsIn[folderOf(request)] ?? '';
    if (typeof content !== 'string') return responseOf(operation, [failure(operation, content.code)]);
    const bySearchKey = allOf(element, 'Restriction').some((r) =>
      allOf(r, 'ExtendedFieldURI').some((p) => p.attributes.PropertyTag !== undefined),
    );
    const shown = bySearchKey === content.includes('12299') ? content : '';
    return responseOf(operation, [success(operation, page(`<t:Items>${shown}</t:Items>`))]);
  });
}

function folderOf({ element }: SentRequest): string {
  const [parent] = allOf(element, 'ParentFolderIds').flatMap(({ children }) => children);
  return parent?.attributes.Id ?? '';
}

const sideOf = (channel: ReturnType<typeof mailbox>) => createEwsSide(channel, { mailbox: 'anna@example.it' });

describe('looking for items that left their id', () => {
  it('searches the folder, Deleted Items and every other folder of the class, deleted folders included', async () => {
    const channel = mailbox({
      contacts: contact('A', stampOf('ONE')),
      deleteditems: contact('B', stampOf('two')),
      suppliers: contact('C', stampOf('three')),
      gal: contact('D', stampOf('four')),
      deletedFolder: contact('E', stampOf('five')),
    });
    const { found, unreadable } = await sideOf(channel).locate('contacts', {
      stamps: ['one', 'two', 'three', 'four', 'five'],
      searchKeys: [],
    });
    expect(found.map(({ id, place, stamp }) => [id, place, stamp])).toEqual([
      ['A', 'synchronised', 'one'],
      ['B', 'deletedItems', 'two'],
      ['C', 'other', 'three'],
      ['D', 'other', 'four'],
      ['E', 'deletedItems', 'five'],
    ]);
    expect(unreadable).toEqual([]);
    const searched = channel.sent.filter(({ operation }) => operation === 'FindItem').map(folderOf);
    expect(searched).toEqual(['contacts', 'deleteditems', 'suppliers', 'gal', 'unnamed', 'deletedFolder']);
  });

  it('finds by search key, which is hex here and base64 there', async () => {
    const { found } = await sideOf(mailbox({ suppliers: contact('C', searchKeyOf('AP8Q')) })).locate('contacts', {
      stamps: [],
      searchKeys: ['00ff10'],
    });
    expect(found).toEqual([{ id: 'C', changeKey: 'K', place: 'other', stamp: null, searchKey: '00ff10' }]);
  });

  it('asks for at most twenty keys at a time', async () => {
    const channel = mailbox({});
    const stamps = Array.from({ length: 45 }, (_, index) => `s${index}`);
    await sideOf(channel).locate('contacts', { stamps, searchKeys: [] });
    const sizes = channel.sent
      .filter((request) => request.operation === 'FindItem' && folderOf(request) === 'contacts')
      .map(({ element }) => allOf(element, 'Constant').length)
      .filter((size) => size > 0);
    expect(sizes).toEqual([20, 20, 5]);
  });

  it('asks nothing when nothing is wanted', async () => {
    const channel = mailbox({});
    expect(await sideOf(channel).locate('contacts', { stamps: [], searchKeys: [] })).toEqual({
      found: [],
      unreadable: [],
    });
    expect(channel.sent).toEqual([]);
  });

  it('does not believe a server that lists everything it has', async () => {
    const channel = mailbox({ contacts: contact('A', stampOf('wanted')) + contact('X', stampOf('another')) });
    const { found } = await sideOf(channel).locate('contacts', { stamps: ['wanted'], searchKeys: [] });
    expect(found.map(({ id }) => id)).toEqual(['A']);
  });

  it('reads the items of a server that tells stamps of single items only', async () => {
    const stamped = contact('A', stampOf('one'));
    const channel = cannedChannel('Exchange2013_SP1', ({ operation }) => {
      if (operation === 'GetItem') return responseOf(operation, [success(operation, `<m:Items>${stamped}</m:Items>`)]);
      return responseOf(operation, [success(operation, page(`<t:Items>${contact('A', '')}</t:Items><t:Folders/>`))]);
    });
    const { found } = await sideOf(channel).locate('contacts', { stamps: ['one'], searchKeys: [] });
    expect(found.map(({ id, stamp }) => [id, stamp])).toEqual([['A', 'one']]);
  });

  it('lists the folders anew each time: a new folder is where a moved item may be', async () => {
    const channel = mailbox({});
    const side = sideOf(channel);
    await side.locate('contacts', { stamps: ['a'], searchKeys: [] });
    await side.locate('contacts', { stamps: ['b'], searchKeys: [] });
    expect(channel.sent.filter(({ operation }) => operation === 'FindFolder')).toHaveLength(2);
  });
});

describe('I6: absence is no proof where something could not be searched', () => {
  const wanted = { stamps: ['one'], searchKeys: [] };

  it('tells a Deleted Items that it may not read', async () => {
    const { unreadable } = await sideOf(mailbox({ deleteditems: { code: 'ErrorAccessDenied' } })).locate(
      'contacts',
      wanted,
    );
    expect(unreadable).toEqual([{ place: 'deletedItems', code: 'ErrorAccessDenied' }]);
  });

  it('tells another folder that it may not read, and still reports what the rest holds', async () => {
    const channel = mailbox({ suppliers: { code: 'ErrorAccessDenied' }, gal: contact('D', stampOf('one')) });
    const { found, unreadable } = await sideOf(channel).locate('contacts', wanted);
    expect(unreadable).toEqual([{ place: 'other', code: 'ErrorAccessDenied' }]);
    expect(found.map(({ id }) => id)).toEqual(['D']);
  });

  it('throws when the synchronised folder itself cannot be searched', async () => {
    await expect(
      sideOf(mailbox({ contacts: { code: 'ErrorAccessDenied' } })).locate('contacts', wanted),
    ).rejects.toMatchObject({
      code: 'ErrorAccessDenied',
    });
  });

  it('throws on trouble of the moment instead of calling it unreadable', async () => {
    await expect(
      sideOf(mailbox({ deleteditems: { code: 'ErrorServerBusy' } })).locate('contacts', wanted),
    ).rejects.toMatchObject({
      disposition: 'backoff',
    });
  });

  it('tells when the list of folders is refused', async () => {
    const channel = cannedChannel('Exchange2013_SP1', ({ operation }) => {
      if (operation === 'FindFolder')
        throw new ConnectorError({ code: 'ErrorAccessDenied', disposition: 'reauth', message: '' });
      return responseOf(operation, [success(operation, page('<t:Items/>'))]);
    });
    const { unreadable } = await sideOf(channel).locate('contacts', wanted);
    expect(unreadable).toEqual([{ place: 'other', code: 'ErrorAccessDenied' }]);
  });
});

it('follows the pages of a search, and notices one that does not end', async () => {
  let pages = 0;
  const channel = cannedChannel('Exchange2013_SP1', ({ operation, element }) => {
    if (operation !== 'FindItem') return responseOf(operation, [success(operation, page('<t:Folders/>'))]);
    const offset = Number(allOf(element, 'IndexedPageItemView')[0]?.attributes.Offset);
    pages += 1;
    const items = `<t:Items>${contact(`I${offset}`, stampOf('one'))}</t:Items>`;
    return responseOf(operation, [
      success(operation, page(items, `IndexedPagingOffset="${offset + 1}" IncludesLastItemInRange="${offset === 2}"`)),
    ]);
  });
  const { found } = await sideOf(channel).locate('contacts', { stamps: ['one'], searchKeys: [] });
  expect(found.map(({ id }) => id)).toEqual(['I0', 'I1', 'I2']);
  expect(pages).toBe(6);

  const endless = cannedChannel('Exchange2013_SP1', ({ operation }) =>
    responseOf(operation, [
      success(
        operation,
        page(`<t:Items>${contact('I', stampOf('one'))}</t:Items><t:Folders/>`, 'IncludesLastItemInRange="false"'),
      ),
    ]),
  );
  await expect(sideOf(endless).locate('contacts', { stamps: ['one'], searchKeys: [] })).rejects.toMatchObject({
    code: 'response_incomplete',
  });
});

it('a full page that repeats itself, without a word of an end, proves nothing', async () => {
  const items = Array.from({ length: 250 }, (_, index) => contact(`I${index}`, stampOf('other'))).join('');
  const channel = cannedChannel('Exchange2013_SP1', ({ operation }) =>
    responseOf(operation, [success(operation, page(`<t:Items>${items}</t:Items><t:Folders/>`, ''))]),
  );
  await expect(sideOf(channel).locate('contacts', { stamps: ['one'], searchKeys: [] })).rejects.toMatchObject({
    code: 'response_incomplete',
  });
});
