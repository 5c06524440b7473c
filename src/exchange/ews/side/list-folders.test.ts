import { describe, expect, it } from 'vitest';
import { createEwsSide } from '../ews-side.ts';
import type { SentRequest } from '../testing/canned-channel.ts';
import { allOf, cannedChannel, failure, responseOf, success } from '../testing/canned-channel.ts';

const folder = (id: string) =>
  `<t:ContactsFolder><t:FolderId Id="${id}"/><t:ParentFolderId Id="root"/><t:FolderClass>IPF.Contact</t:FolderClass></t:ContactsFolder>`;
const page = (state: string, isLast: string, changes: string) =>
  responseOf('SyncFolderHierarchy', [
    success('SyncFolderHierarchy', `<m:SyncState>${state}</m:SyncState>${isLast}<m:Changes>${changes}</m:Changes>`),
  ]);

/** Which folders are searched for a lost contact on a server without FindFolder. */
async function searched(hierarchy: (state: string) => string) {
  const channel = cannedChannel('Exchange2010_SP1', (request: SentRequest) => {
    const { operation, element } = request;
    if (operation === 'FindFolder') return responseOf(operation, [failure(operation, 'ErrorInvalidOperation')]);
    if (operation === 'SyncFolderHierarchy') return hierarchy(allOf(element, 'SyncState')[0]?.text ?? '');
    if (operation === 'GetFolder')
      return responseOf(
        operation,
        allOf(element, 'DistinguishedFolderId').map(({ attributes }) =>
          success(operation, `<m:Folders><t:Folder><t:FolderId Id="${attributes.Id}"/></t:Folder></m:Folders>`),
        ),
      );
    return responseOf(operation, [success(operation, '<m:RootFolder IncludesLastItemInRange="true"/>')]);
  });
  const side = createEwsSide(channel, { mailbox: 'a@example.it' });
  const { unreadable } = await side.locate('contacts', { stamps: ['s'], searchKeys: [] });
  const ids = channel.sent
    .filter(({ operation }) => operation === 'FindItem')
    .flatMap(({ element }) => allOf(element, 'FolderId').map(({ attributes }) => attributes.Id));
  return { ids, unreadable };
}

describe('a server that lists folders as a feed only', () => {
  it('is asked until the feed ends, and every folder is searched once', async () => {
    const more = '<m:IncludesLastFolderInRange>false</m:IncludesLastFolderInRange>';
    const last = '<m:IncludesLastFolderInRange>true</m:IncludesLastFolderInRange>';
    const result = await searched((state) =>
      state === ''
        ? page('1', more, `<t:Create>${folder('A')}</t:Create><t:Create>${folder('B')}</t:Create>`)
        : page('2', last, `<t:Update>${folder('B')}</t:Update><t:Delete><t:FolderId Id="Z"/></t:Delete>`),
    );
    expect(result).toEqual({ ids: ['A', 'B'], unreadable: [] });
  });

  it('ends where nothing comes any more, when it does not say where it ends', async () => {
    const result = await searched((state) => page('1', '', state === '' ? `<t:Create>${folder('A')}</t:Create>` : ''));
    expect(result).toEqual({ ids: ['A'], unreadable: [] });
  });

  it.each([
    [
      'refuses this as well',
      () => responseOf('SyncFolderHierarchy', [failure('SyncFolderHierarchy', 'ErrorInvalidRequest')]),
    ],
    ['repeats itself', () => page('1', '<m:IncludesLastFolderInRange>false</m:IncludesLastFolderInRange>', '')],
  ])('proves no absence when it %s', async (_, hierarchy) => {
    expect(await searched(hierarchy)).toEqual({
      ids: [],
      unreadable: [{ place: 'other', code: 'ErrorInvalidOperation' }],
    });
  });
});
