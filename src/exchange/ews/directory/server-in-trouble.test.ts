import { expect, test } from 'vitest';
import { ConnectorError } from '../../../model/index.ts';
import { createEwsSide } from '../ews-side.ts';
import type { SentRequest } from '../testing/canned-channel.ts';
import { allOf, cannedChannel, responseOf, success } from '../testing/canned-channel.ts';

const ownerOf = ({ element }: SentRequest) => allOf(element, 'EmailAddress')[0]?.text ?? null;
/** The same folder whoever it is named with, as of a server that leaves the address unread. */
const folders = ({ element, operation }: SentRequest) =>
  responseOf(
    operation,
    allOf(element, 'DistinguishedFolderId').map(({ attributes }) =>
      success(operation, `<m:Folders><t:Folder><t:FolderId Id="${attributes.Id}"/></t:Folder></m:Folders>`),
    ),
  );

/** @param isTrouble requests that are answered with a fault of the moment */
function identify(access: 'own' | 'delegateFolders', isTrouble: (request: SentRequest) => boolean) {
  const channel = cannedChannel('Exchange2013_SP1', (request) => {
    if (isTrouble(request)) throw new ConnectorError({ code: 'Server', disposition: 'retry', message: 'Server' });
    return folders(request);
  });
  return createEwsSide(channel, { mailbox: 'anna@example.it', access }).identify();
}

test('whose mailbox opens is not taken for settled while the server faults over the own folders', async () => {
  await expect(identify('own', (request) => ownerOf(request) === null)).rejects.toMatchObject({ code: 'Server' });
});

test.each([
  ['the own folders', (request: SentRequest) => ownerOf(request) === null],
  ['the folders of nobody', (request: SentRequest) => ownerOf(request)?.endsWith('.invalid') === true],
])('a delegate does not begin while the server faults over %s: they tell whether it heeds the owner', async (_, is) => {
  await expect(identify('delegateFolders', is)).rejects.toMatchObject({ code: 'Server' });
});

test('a server that does not know folders of others by their owner lets an account work in its own mailbox', async () => {
  await expect(identify('own', (request) => ownerOf(request) !== null)).resolves.toMatchObject({
    smtp: 'anna@example.it',
  });
});
