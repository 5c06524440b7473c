import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fields, ItemType } from '../../../model/index.ts';
import { parseTimeZoneId } from '../../../model/index.ts';
import type { ExchangeSide } from '../../port.ts';
import { createEwsSide } from '../ews-side.ts';
import type { RequestVersion, StreamingChannel } from '../soap/channel.ts';
import { isAtLeast, REQUEST_VERSIONS } from '../soap/channel.ts';
import type { SentRequest } from '../testing/canned-channel.ts';
import { allOf, cannedChannel, failure, parseBody, responseOf, success } from '../testing/canned-channel.ts';
import { appointmentFields, contactFields } from '../testing/generators.ts';
import { assertValidRequest, haveSchemas } from '../testing/request-schema.ts';
import { distinguished } from '../wire/folder-ref.ts';
import { convertIds } from './convert-id.ts';
import { describeFolders } from './describe-folders.ts';
import { getEvents } from './get-events.ts';
import { getFolderRights } from './get-folder-rights.ts';
import { getStreamingEvents } from './get-streaming-events.ts';
import { resolveNames } from './resolve-names.ts';
import { searchDirectory } from './search-directory.ts';
import { subscribe } from './subscribe.ts';
import { unsubscribe } from './unsubscribe.ts';

const PHOTO = { mediaType: 'image/png', content: Buffer.from('89504e470d0a1a0a', 'hex') } as const;

/** Answers everything with as many plausible items as were asked about. */
function obligingAnswer({ operation, element }: SentRequest): string {
  const folder = '<m:Folders><t:ContactsFolder><t:FolderId Id="F"/></t:ContactsFolder></m:Folders>';
  const item =
    '<m:Items><t:Contact><t:ItemId Id="I" ChangeKey="C"/><t:Body BodyType="HTML">&lt;p&gt;Ciao &lt;b&gt;a&lt;/b&gt;&lt;/p&gt;</t:Body><t:Attachments><t:FileAttachment><t:AttachmentId Id="P"/><t:IsContactPhoto>true</t:IsContactPhoto></t:FileAttachment></t:Attachments></t:Contact></m:Items>';
  const page = `<m:RootFolder TotalItemsInView="1" IncludesLastItemInRange="true"><t:Items><t:Contact><t:ItemId Id="I"/></t:Contact></t:Items><t:Folders><t:ContactsFolder><t:FolderId Id="G"/><t:FolderClass>IPF.Contact</t:FolderClass></t:ContactsFolder></t:Folders></m:RootFolder>`;
  const contents: Readonly<Record<string, string>> = {
    GetFolder: folder,
    FindItem: page,
    FindFolder: page,
    SyncFolderItems:
      '<m:SyncState>S</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes/>',
  };
  const parts = ['DistinguishedFolderId', 'ItemId', 'ItemChange', 'Contact', 'CalendarItem'];
  const count = Math.max(1, ...parts.map((name) => allOf(element, name).length));
  return responseOf(
    operation,
    Array.from({ length: count }, () => success(operation, contents[operation] ?? item)),
  );
}

async function requestsOf(
  version: RequestVersion,
  work: (side: ExchangeSide) => Promise<unknown>,
): Promise<readonly SentRequest[]> {
  const channel = cannedChannel(version, obligingAnswer);
  await work(createEwsSide(channel, { mailbox: 'mario.rossi@example.it', homeZone: parseTimeZoneId('Europe/Rome') }));
  return channel.sent;
}

function writesOf(itemType: ItemType, fields: Fields, changes: Fields) {
  const categories = ['CRM'];
  return async (side: ExchangeSide) => {
    await side.create(itemType, [
      {
        fields,
        stamp: 'abcdefgh',
        addCategories: ['Clienti & amici'],
        uid: itemType === 'contacts' ? null : 'uid@example',
      },
      { fields: changes, stamp: null, addCategories: [], uid: null },
    ]);
    await side.update(
      itemType,
      [{ ref: { id: 'I', changeKey: 'C' }, changes, categories, stamp: 'abcdefgh' }],
      'neverOverwrite',
    );
    await side.update(
      itemType,
      [{ ref: { id: 'I', changeKey: null }, changes, categories: [], stamp: null }],
      'autoResolve',
    );
  };
}

describe.skipIf(!haveSchemas)('every request validates against the schema of the version that it declares', () => {
  it.each(REQUEST_VERSIONS)('all operations, %s', async (version) => {
    for (const itemType of ['contacts', 'appointments'] as const) {
      const requests = await requestsOf(version, async (side) => {
        await side.identify();
        await side.listChanges(itemType, null);
        await side.listChanges(itemType, 'H4sI&<opaque>');
        await side.read(itemType, ['A', 'B&"']);
        await side.locate(itemType, { stamps: ['one'], searchKeys: ['00ff', '11ee'] });
        await side.browse(itemType, { offset: 20, limit: 10 });
        for (const id of ['00000000a1b2', 'AAMk_-%2B&<"']) await side.translateId?.(id);
        await side.delete(itemType, [{ id: 'I', changeKey: 'C' }], 'permanent');
        await side.delete(itemType, [{ id: 'I', changeKey: null }], 'deletedItems');
        const looks = (await side.photos?.look(['I'])) ?? [];
        await side.photos?.fetch(looks.flatMap((look) => (look.kind === 'photo' ? [look.photo] : [])));
        const update = { ref: { id: 'I', changeKey: null }, changes: {}, categories: null, stamp: null };
        for (const photo of [PHOTO, null]) await side.update('contacts', [{ ...update, photo }], 'neverOverwrite');
      });
      expect(new Set(requests.map(({ operation }) => operation))).toEqual(
        new Set([
          'GetFolder',
          'ResolveNames',
          'SyncFolderItems',
          'GetItem',
          'FindItem',
          'FindFolder',
          'DeleteItem',
          'GetAttachment',
          'ConvertId',
          // Exchange 2007 takes no photos.
          ...(version === 'Exchange2007_SP1' ? [] : ['DeleteAttachment', 'CreateAttachment']),
        ]),
      );
      for (const { markup } of requests) assertValidRequest(markup, version);
    }
  });

  it.each(REQUEST_VERSIONS)('what a reluctant server makes us ask beside, %s', async (version) => {
    const refusals: Readonly<Record<string, string>> = {
      FindFolder: 'ErrorInvalidOperation',
      CreateItem: 'ErrorCalendarInvalidTimeZone',
    };
    const channel = cannedChannel(version, (request) => {
      const code = refusals[request.operation];
      return code === undefined
        ? obligingAnswer(request)
        : responseOf(request.operation, [failure(request.operation, code)]);
    });
    const side = createEwsSide(channel, {
      mailbox: 'mario.rossi@example.it',
      homeZone: parseTimeZoneId('Europe/Rome'),
    });
    const fields = { time: { kind: 'allDay', startDate: '2026-01-01', endDate: '2026-01-02' } };
    await side.locate('appointments', { stamps: ['one'], searchKeys: [] });
    await side.create('appointments', [{ fields, stamp: 's', addCategories: [], uid: null }]);
    const asked = channel.sent.map(({ operation }) => operation);
    expect(asked).toContain('SyncFolderHierarchy');
    expect(asked.includes('GetServerTimeZones')).toBe(version !== 'Exchange2007_SP1');
    for (const { markup } of channel.sent) assertValidRequest(markup, version);
  });

  it.each(REQUEST_VERSIONS)(
    'those that convert ids, of any text that a person pastes and to every format, %s',
    async (version) => {
      const formats = ['EwsLegacyId', 'EwsId', 'EntryId', 'HexEntryId', 'StoreId', 'OwaId'] as const;
      await fc.assert(
        fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 8 }), async (texts) => {
          const channel = cannedChannel(version, obligingAnswer);
          const ids = texts.flatMap((id) => formats.map((format) => ({ format, id })));
          for (const destination of formats) await convertIds(channel, 'mario.rossi@example.it', ids, destination);
          expect(channel.sent).toHaveLength(formats.length);
          for (const { markup } of channel.sent) assertValidRequest(markup, version);
        }),
        { numRuns: 20 },
      );
    },
  );

  it.each(REQUEST_VERSIONS)('those that ask who somebody is and what he may do, %s', async (version) => {
    const channel = cannedChannel(version, obligingAnswer);
    await searchDirectory(channel, 'Rossi & "figli"');
    await resolveNames(channel, '/o=Azienda/cn=Recipients/cn=mario');
    await describeFolders(channel, ['contacts', 'calendar'], 'mario.rossi@example.it');
    const folders = (['contacts', 'deleteditems'] as const).map((name) =>
      distinguished(name, 'mario.rossi@example.it'),
    );
    for (const withContents of [true, false]) await getFolderRights(channel, folders, withContents);
    expect(channel.sent).toHaveLength(5);
    for (const { markup } of channel.sent) assertValidRequest(markup, version);
  });

  it.each(REQUEST_VERSIONS)('those that ask to be told of changes, %s', async (version) => {
    const requests: SentRequest[] = [];
    const watermark = '<m:Watermark>V2F0ZXI=</m:Watermark>';
    const canned = cannedChannel(version, (request) =>
      responseOf(request.operation, [
        success(request.operation, `<m:SubscriptionId>c3Vi</m:SubscriptionId>${watermark}`),
      ]),
    );
    const channel: StreamingChannel = {
      ...canned,
      stream: async (request) => {
        const { markup } = request.body(version);
        requests.push({ operation: request.operation, writes: request.writes, markup, element: parseBody(markup) });
      },
    };
    const folders = (['contacts', 'calendar'] as const).map((name) => distinguished(name, null));
    const hasStreams = isAtLeast(version, 'Exchange2010_SP1');
    expect((await subscribe(channel, folders, 'streaming')).kind).toBe(hasStreams ? 'streaming' : 'pull');
    expect((await subscribe(channel, folders, 'pull')).kind).toBe('pull');
    await getEvents(channel, 'c3Vi', 'V2F0ZXI=');
    await unsubscribe(channel, 'c3Vi');
    if (hasStreams) await getStreamingEvents(channel, 'c3Vi', () => {}, AbortSignal.timeout(1_000));
    for (const { markup } of [...canned.sent, ...requests]) assertValidRequest(markup, version);
  });

  it.each(REQUEST_VERSIONS)('creates and updates with any fields, %s', async (version) => {
    for (const [itemType, fieldsOf] of [
      ['contacts', contactFields],
      ['appointments', appointmentFields],
    ] as const) {
      await fc.assert(
        fc.asyncProperty(fieldsOf, fieldsOf, async (fields, changes) => {
          const requests = await requestsOf(version, writesOf(itemType, fields, changes));
          expect(requests.filter(({ writes }) => writes).length).toBeGreaterThanOrEqual(2);
          for (const { markup } of requests) assertValidRequest(markup, version);
        }),
        { numRuns: 40 },
      );
    }
  });

  it('notices an element that stands in the wrong place', () => {
    const wrong = '<m:DeleteItem DeleteType="HardDelete"><t:ItemId Id="I"/></m:DeleteItem>';
    expect(() => assertValidRequest(wrong, 'Exchange2013_SP1')).toThrow(/ItemId/);
  });
});

it('I11: no write mails anybody', async () => {
  const fields = { time: { kind: 'allDay', startDate: '2026-01-01', endDate: '2026-01-02' } };
  for (const itemType of ['contacts', 'appointments'] as const) {
    const requests = await requestsOf('Exchange2013_SP1', async (side) => {
      await writesOf(itemType, fields, { ...fields, subject: 'x', jobTitle: 'y' })(side);
      await side.delete(itemType, [{ id: 'I', changeKey: 'C' }], 'permanent');
    });
    const writes = requests.filter((request) => request.writes);
    expect(new Set(writes.map(({ operation }) => operation))).toEqual(
      new Set(['CreateItem', 'UpdateItem', 'DeleteItem']),
    );
    for (const { element } of writes) {
      expect(
        Object.entries(element.attributes)
          .filter(([name]) => name.startsWith('Send'))
          .map(([, value]) => value),
      ).toEqual(['SendToNone']);
    }
  }
});

it('an update without anything to write sends nothing', async () => {
  const channel = cannedChannel('Exchange2013_SP1', () =>
    responseOf('UpdateItem', [failure('UpdateItem', 'ErrorItemSave')]),
  );
  const side = createEwsSide(channel, { mailbox: 'mario.rossi@example.it' });
  const ref = { id: 'I', changeKey: 'C' };
  expect(
    await side.update('contacts', [{ ref, changes: {}, categories: null, stamp: null }], 'neverOverwrite'),
  ).toEqual([{ kind: 'done', ref }]);
  expect(channel.sent).toEqual([]);
});
