import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../model/index.ts';
import { createEwsSide } from '../ews-side.ts';
import type { SentRequest } from '../testing/canned-channel.ts';
import { cannedChannel, failure, responseOf, success } from '../testing/canned-channel.ts';

const folders = (...ids: readonly string[]) =>
  responseOf(
    'GetFolder',
    ids.map((id) => success('GetFolder', `<m:Folders><t:Folder><t:FolderId Id="${id}"/></t:Folder></m:Folders>`)),
  );
const resolved = (...addresses: readonly string[]) =>
  responseOf('ResolveNames', [
    success(
      'ResolveNames',
      `<m:ResolutionSet>${addresses.map((a) => `<t:Resolution><t:Mailbox><t:Name>N</t:Name><t:EmailAddress>${a}</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType></t:Mailbox></t:Resolution>`).join('')}</m:ResolutionSet>`,
    ),
  ]);

function identify(answer: (request: SentRequest) => string) {
  const channel = cannedChannel('Exchange2013_SP1', (request) =>
    request.operation === 'GetFolder' ? folders('C', 'K', 'R') : answer(request),
  );
  return createEwsSide(channel, { mailbox: ' Anna.Alias@Example.it ' }).identify();
}

describe('who is behind a mailbox', () => {
  it('is told by its folders and its primary address', async () => {
    const identity = await identify(() => resolved('Anna.Bianchi@example.it'));
    expect(identity).toMatchObject({
      smtp: 'anna.bianchi@example.it',
      serverBuild: '15.2.1544.4',
      requestVersion: 'Exchange2013_SP1',
    });
    expect(identity.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has the same fingerprint as long as the folders are the same', async () => {
    const fingerprintOf = async (...ids: readonly string[]) => {
      const channel = cannedChannel('Exchange2013_SP1', ({ operation }) =>
        operation === 'GetFolder' ? folders(...ids) : resolved(),
      );
      return (await createEwsSide(channel, { mailbox: 'a@example.it' }).identify()).fingerprint;
    };
    expect(await fingerprintOf('C', 'K', 'R')).toBe(await fingerprintOf('C', 'K', 'R'));
    expect(await fingerprintOf('C', 'K', 'R')).not.toBe(await fingerprintOf('C', 'K', 'S'));
  });

  it.each([
    ['nobody', () => resolved()],
    ['several people', () => resolved('a@example.it', 'b@example.it')],
    ['an error', () => responseOf('ResolveNames', [failure('ResolveNames', 'ErrorNameResolutionNoResults')])],
    [
      'a refusal of the request',
      () => {
        throw new ConnectorError({ code: 'ErrorInvalidRequest', disposition: 'bug', message: '' });
      },
    ],
  ])('is the configured address in lower case when the directory answers %s', async (_, answer) => {
    expect((await identify(answer)).smtp).toBe('anna.alias@example.it');
  });

  it('is not guessed while a folder cannot be read', async () => {
    const channel = cannedChannel('Exchange2013_SP1', () =>
      responseOf('GetFolder', [failure('GetFolder', 'ErrorAccessDenied')]),
    );
    await expect(createEwsSide(channel, { mailbox: 'a@example.it' }).identify()).rejects.toMatchObject({
      code: 'ErrorAccessDenied',
    });
  });

  it('is known although it has no calendar', async () => {
    const channel = cannedChannel('Exchange2013_SP1', ({ operation }) => {
      if (operation !== 'GetFolder') return resolved();
      const found = (id: string) =>
        success('GetFolder', `<m:Folders><t:Folder><t:FolderId Id="${id}"/></t:Folder></m:Folders>`);
      return responseOf(operation, [found('C'), failure('GetFolder', 'ErrorFolderNotFound'), found('R')]);
    });
    expect((await createEwsSide(channel, { mailbox: 'a@example.it' }).identify()).fingerprint).toMatch(
      /^[0-9a-f]{64}$/,
    );
  });
});

describe('a page for a person to look at', () => {
  const listed = (ids: readonly string[]) =>
    responseOf('FindItem', [
      success(
        'FindItem',
        `<m:RootFolder TotalItemsInView="42" IncludesLastItemInRange="false"><t:Items>${ids.map((id) => `<t:Contact><t:ItemId Id="${id}"/></t:Contact>`).join('')}</t:Items></m:RootFolder>`,
      ),
    ]);
  const read = responseOf('GetItem', [
    success(
      'GetItem',
      '<m:Items><t:Contact><t:ItemId Id="A"/><t:FileAs>Bianchi, Anna</t:FileAs></t:Contact></m:Items>',
    ),
    success('GetItem', '<m:Items><t:DistributionList><t:ItemId Id="L"/></t:DistributionList></m:Items>'),
  ]);

  it('is sorted by the server and complete', async () => {
    const channel = cannedChannel('Exchange2013_SP1', ({ operation }) =>
      operation === 'FindItem' ? listed(['A', 'L']) : read,
    );
    const page = await createEwsSide(channel, { mailbox: 'a@example.it' }).browse('contacts', { offset: 10, limit: 2 });
    expect(page).toMatchObject({ total: 42, items: [{ id: 'A', fields: { fileAs: 'Bianchi, Anna' } }] });
    expect(page.items).toHaveLength(1);
    expect(channel.sent[0]?.markup).toContain(
      '<t:FieldOrder Order="Ascending"><t:FieldURI FieldURI="contacts:FileAs"/>',
    );
    expect(channel.sent[0]?.markup).toContain('MaxEntriesReturned="2" Offset="10"');
  });

  it('comes unsorted from a server that cannot sort', async () => {
    const channel = cannedChannel('Exchange2013_SP1', ({ operation, markup }) => {
      if (operation !== 'FindItem') return read;
      return markup.includes('SortOrder')
        ? responseOf('FindItem', [failure('FindItem', 'ErrorUnsupportedPathForSortGroup')])
        : listed(['A', 'L']);
    });
    const page = await createEwsSide(channel, { mailbox: 'a@example.it' }).browse('contacts', { offset: 0, limit: 2 });
    expect(page.items.map(({ id }) => id)).toEqual(['A']);
  });
});
