import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../model/index.ts';
import type { ExchangeSide } from '../../port.ts';
import { createEwsSide } from '../ews-side.ts';
import { REQUEST_VERSIONS } from '../soap/channel.ts';
import type { CannedChannel, SentRequest } from '../testing/canned-channel.ts';
import { allOf, cannedChannel, failure, responseOf, success } from '../testing/canned-channel.ts';
import { assertValidRequest, haveSchemas } from '../testing/request-schema.ts';
import type { XmlElement } from '../xml/element.ts';

const OWNER = 'mario.rossi@example.it';
const ref = { id: 'I', changeKey: 'C' };
const item = { fields: { name: { surname: 'Verdi' } }, stamp: 'abcd', addCategories: ['CRM'], uid: null };
const appointment = {
  ...item,
  fields: { subject: 'Riunione', time: { kind: 'allDay', startDate: '2026-01-01', endDate: '2026-01-02' } },
};

/** Everything that the engine can ask of a side. */
const CALLS: Readonly<Record<string, (side: ExchangeSide) => Promise<unknown>>> = {
  identify: (side) => side.identify(),
  'first page': (side) => side.listChanges('contacts', null),
  'next page': (side) => side.listChanges('appointments', 'S'),
  read: (side) => side.read('contacts', ['I', 'J']),
  'create contacts': (side) => side.create('contacts', [item, item]),
  'create appointments': (side) => side.create('appointments', [appointment]),
  update: (side) =>
    side.update(
      'contacts',
      [{ ref, changes: { jobTitle: 'x', email1: 'a@b.it' }, categories: ['CRM'], stamp: 'abcd' }],
      'autoResolve',
    ),
  'delete for good': (side) => side.delete('contacts', [ref], 'permanent'),
  'delete into Deleted Items': (side) => side.delete('appointments', [ref, ref], 'deletedItems'),
  'change a meeting': (side) =>
    side.update(
      'appointments',
      [{ ref, changes: { subject: 'x' }, categories: null, stamp: null, notifies: true }],
      'neverOverwrite',
    ),
  'call a meeting off': (side) => side.delete('appointments', [{ ...ref, notifies: true }, ref], 'deletedItems'),
  'locate contacts': (side) => side.locate('contacts', { stamps: ['one'], searchKeys: ['00ff'] }),
  'locate appointments': (side) => side.locate('appointments', { stamps: ['one', 'two'], searchKeys: [] }),
  browse: (side) => side.browse('appointments', { offset: 0, limit: 5 }),
};

/** What a server may say instead of yes; several of these make the side try another way. */
const REFUSALS = [
  'ErrorFolderNotFound',
  'ErrorInvalidFolderId',
  'ErrorInvalidIdMalformed',
  'ErrorAccessDenied',
  'ErrorItemNotFound',
  'ErrorInvalidPropertyRequest',
  'ErrorInvalidExtendedProperty',
  'ErrorUnsupportedPathForQuery',
  'ErrorBatchProcessingStopped',
  'ErrorCreateItemAccessDenied',
] as const;
type Mood =
  | 'obliging'
  | { readonly answers: (typeof REFUSALS)[number] }
  | { readonly refuses: (typeof REFUSALS)[number] };

const mood: fc.Arbitrary<Mood> = fc.oneof(
  { weight: 4, arbitrary: fc.constant('obliging' as const) },
  { weight: 2, arbitrary: fc.record({ answers: fc.constantFrom(...REFUSALS) }) },
  { weight: 1, arbitrary: fc.record({ refuses: fc.constantFrom(...REFUSALS) }) },
);

/** A server with two mailboxes: ids of the account's own folders begin with `own-`, those of the owner's do not. */
function serverIn(moods: readonly Mood[]) {
  let turn = 0;
  return (request: SentRequest): string => {
    const now = moods[turn++ % moods.length] ?? 'obliging';
    const count = Math.max(1, ...PARTS.map((name) => allOf(request.element, name).length));
    if (now !== 'obliging' && 'refuses' in now)
      throw new ConnectorError({ code: now.refuses, disposition: 'quarantine', message: '' });
    const message = (index: number) =>
      now === 'obliging'
        ? success(request.operation, contentOf(request, index))
        : failure(request.operation, now.answers);
    return responseOf(
      request.operation,
      Array.from({ length: count }, (_, index) => message(index)),
    );
  };
}

const PARTS = ['DistinguishedFolderId', 'ItemId', 'ItemChange', 'Contact', 'CalendarItem'];

function contentOf({ operation, element }: SentRequest, index: number): string {
  const asked = allOf(element, 'DistinguishedFolderId')[index];
  const id = `${asked === undefined || ownerOf(asked) === OWNER ? '' : 'own-'}${asked?.attributes['Id'] ?? 'F'}`;
  const folder = `<t:ContactsFolder><t:FolderId Id="${id}"/><t:FolderClass>IPF.Contact</t:FolderClass></t:ContactsFolder>`;
  const contact = '<t:Contact><t:ItemId Id="I" ChangeKey="C"/></t:Contact>';
  switch (operation) {
    case 'GetFolder':
      return `<m:Folders>${folder}</m:Folders>`;
    case 'FindItem':
    case 'FindFolder':
      return `<m:RootFolder TotalItemsInView="1" IncludesLastItemInRange="true"><t:Items>${contact}</t:Items><t:Folders>${folder}</t:Folders></m:RootFolder>`;
    case 'SyncFolderItems':
      return '<m:SyncState>S</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes/>';
    default:
      return `<m:Items>${contact}</m:Items>`;
  }
}

function ownerOf(folder: XmlElement): string | null {
  return allOf(folder, 'EmailAddress')[0]?.text ?? null;
}

/** `name: complaint` for everything that could reach the account's own mailbox. */
function straysIn({ sent }: CannedChannel): readonly string[] {
  return sent.flatMap(({ operation, element, markup }) => {
    const named = allOf(element, 'DistinguishedFolderId').map(ownerOf);
    // Which folder a name leads to is found out by looking at the folders alone, without opening them.
    const compares = operation === 'GetFolder' && named.every((owner) => owner !== OWNER);
    const [target] = [...allOf(element, 'SavedItemFolderId'), ...allOf(element, 'ToFolderId')];
    return [
      ...(named.every((owner) => owner === OWNER) || compares ? [] : ['a folder without its owner']),
      ...(markup.includes('own-') ? ['an id of the account’s own folder'] : []),
      ...(isMade(operation, element) && target?.children.length !== 1 ? ['no target folder'] : []),
      ...(/SaveCopy/.test(markup) ? ['a copy of a mail'] : []),
      ...(operation === 'DeleteItem' && element.attributes['DeleteType'] !== 'HardDelete' ? ['no known target'] : []),
    ].map((complaint) => `${operation}: ${complaint}`);
  });
}

/** What only answers an item makes none, unless it keeps a copy. */
function isMade(operation: string, element: XmlElement): boolean {
  if (operation === 'MoveItem') return true;
  const isAnswer =
    allOf(element, 'CancelCalendarItem').length > 0 && element.attributes['MessageDisposition'] === 'SendOnly';
  return operation === 'CreateItem' && !isAnswer;
}

const sideOf = (channel: CannedChannel) => createEwsSide(channel, { mailbox: OWNER, access: 'delegateFolders' });

describe('a delegate never reaches the own mailbox by omission', () => {
  it('whatever is asked of the side, and whatever the server answers', async () => {
    const seen = new Set<string>();
    const calls = fc.array(fc.constantFrom(...Object.keys(CALLS)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        calls,
        fc.array(mood, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...REQUEST_VERSIONS),
        async (names, moods, version) => {
          const channel = cannedChannel(version, serverIn(moods));
          const side = sideOf(channel);
          for (const name of names) {
            await CALLS[name]?.(side).catch((error: unknown) => {
              if (!(error instanceof ConnectorError)) throw error;
            });
          }
          expect(straysIn(channel)).toEqual([]);
          for (const { operation, markup } of channel.sent) {
            seen.add(operation);
            if (haveSchemas) assertValidRequest(markup, version);
          }
        },
      ),
      { numRuns: 300 },
    );
    for (const operation of ['CreateItem', 'MoveItem', 'DeleteItem', 'UpdateItem', 'FindFolder', 'SyncFolderItems'])
      expect([...seen]).toContain(operation);
  });

  it('is noticed when a request forgets it', async () => {
    const channel = cannedChannel('Exchange2016', serverIn(['obliging']));
    await createEwsSide(channel, { mailbox: OWNER }).create('contacts', [item]);
    await createEwsSide(channel, { mailbox: OWNER }).delete('contacts', [ref], 'deletedItems');
    expect(straysIn(channel)).toEqual(['CreateItem: a folder without its owner', 'DeleteItem: no known target']);
  });
});

describe('a server that leaves the owner unread', () => {
  const ignorant = () =>
    cannedChannel('Exchange2016', ({ operation, element }) => {
      const folders = allOf(element, 'DistinguishedFolderId').map(({ attributes }) =>
        success(operation, `<m:Folders><t:Folder><t:FolderId Id="own-${attributes['Id']}"/></t:Folder></m:Folders>`),
      );
      return responseOf(operation, folders);
    });

  it.each(['identify', 'browse'])('is refused by the first contact (%s), before anything is read', async (name) => {
    const channel = ignorant();
    await expect(CALLS[name]?.(sideOf(channel))).rejects.toMatchObject({
      code: 'folder_owner_ignored',
      disposition: 'reauth',
      details: { mailbox: OWNER },
    });
    expect(new Set(channel.sent.map(({ operation }) => operation))).toEqual(new Set(['GetFolder']));
  });
});
