import { expect, test } from 'vitest';
import { ConnectorError } from '../../../model/index.ts';
import { createEwsSide } from '../ews-side.ts';
import type { SentRequest } from '../testing/canned-channel.ts';
import { allOf, cannedChannel, failure, responseOf, success } from '../testing/canned-channel.ts';

const MAILBOX = 'anna@example.it';

/** `null`: the folders are asked for without a name. */
const nameIn = ({ element }: SentRequest) => allOf(element, 'EmailAddress')[0]?.text ?? null;

/** @param answer of each folder to the name it is asked for with: an id; a code in capitals is a refusal of it */
function identify(answer: (name: string | null) => string) {
  const channel = cannedChannel('Exchange2013_SP1', (request) =>
    responseOf(
      request.operation,
      allOf(request.element, 'DistinguishedFolderId').map(({ attributes }) => {
        const told = answer(nameIn(request));
        return told.startsWith('Error')
          ? failure(request.operation, told)
          : success(
              request.operation,
              `<m:Folders><t:Folder><t:FolderId Id="${told}-${attributes['Id']}"/></t:Folder></m:Folders>`,
            );
      }),
    ),
  );
  return createEwsSide(channel, {
    mailbox: MAILBOX,
    access: 'impersonation',
    impersonatesByOtherName: true,
  }).identify();
}

const isNobody = (name: string | null) => name?.endsWith('.invalid') === true;

test('the owner of the named mailbox passes', async () => {
  const side = identify((name) => (isNobody(name) ? 'ErrorNonExistentMailbox' : 'annas'));
  await expect(side).resolves.toMatchObject({ smtp: MAILBOX });
});

test('a server that leaves the name of a folder unread shows nobody to be the owner', async () => {
  const side = identify(() => 'of-whoever-is-impersonated');
  await expect(side).rejects.toMatchObject({
    code: 'impersonated_not_told',
    disposition: 'reauth',
    details: { mailbox: MAILBOX },
  });
});

test('a server that opens no folder by a name does not say that it is another mailbox', async () => {
  const side = identify((name) => (name === null ? 'annas' : 'ErrorInvalidRequest'));
  await expect(side).rejects.toMatchObject({ code: 'impersonated_not_told' });
});

test('somebody else is another mailbox', async () => {
  const side = identify((name) => (name === null ? 'giulias' : 'annas'));
  await expect(side).rejects.toMatchObject({ code: 'impersonated_another', disposition: 'reauth' });
});

test.each([
  ['the named folders', (name: string | null) => name === MAILBOX],
  ['the folders of nobody', isNobody],
])('a fault of the moment over %s pauses nobody', async (_, isTrouble) => {
  const side = identify((name) => {
    if (isTrouble(name)) throw new ConnectorError({ code: 'Server', disposition: 'retry', message: 'Server' });
    return isNobody(name) ? 'ErrorNonExistentMailbox' : 'annas';
  });
  await expect(side).rejects.toMatchObject({ code: 'Server', disposition: 'retry' });
});
