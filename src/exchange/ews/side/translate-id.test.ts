import { describe, expect, test } from 'vitest';
import { createEwsSide } from '../ews-side.ts';
import { allOf, cannedChannel, failure, responseOf, success } from '../testing/canned-channel.ts';

const MAILBOX = 'mario.rossi@example.it';
const ENTRY_ID = '00000000a1b2';

/** A server to which exactly one text in one format is an id. */
function knowing(format: string, id: string) {
  const channel = cannedChannel('Exchange2013', ({ element }) =>
    responseOf(
      'ConvertId',
      allOf(element, 'AlternateId').map(({ attributes }) =>
        attributes['Format'] === format && attributes['Id'] === id
          ? success('ConvertId', `<m:AlternateId Format="EwsId" Id="AAMk+/=" Mailbox="${MAILBOX}"/>`)
          : failure('ConvertId', 'ErrorInvalidIdMalformed'),
      ),
    ),
  );
  return { channel, side: createEwsSide(channel, { mailbox: MAILBOX }) };
}

describe('the id of an item, as it is shown', () => {
  test.each([
    ['by Outlook and scripts', ENTRY_ID, 'HexEntryId', '00000000A1B2'],
    ['by tools, with a prefix', ` 0x${ENTRY_ID}\n`, 'HexEntryId', '00000000A1B2'],
    ['in base64', 'AAAAAKGy', 'EntryId', 'AAAAAKGy'],
    ['in an address', 'AAMk%2B%2F%3D', 'EwsId', 'AAMk+/='],
    ['by REST', 'AAMk_-=', 'EwsId', 'AAMk+/='],
    ['by EWS', 'AAMk+/=', 'EwsId', 'AAMk+/='],
    ['by the store', 'AAAAAKGyAQ', 'StoreId', 'AAAAAKGyAQ'],
    ['by Outlook Web Access', 'RgAAAACh', 'OwaId', 'RgAAAACh'],
    ['by Exchange 2007 without a service pack', 'AQAQAKGy', 'EwsLegacyId', 'AQAQAKGy'],
    ['with a percent sign that means nothing', 'AAMk%+/=', 'EwsId', 'AAMk%+/='],
  ])('%s', async (_where, typed, format, id) => {
    const { channel, side } = knowing(format, id);
    expect(await side.translateId?.(typed)).toBe('AAMk+/=');
    expect(channel.sent).toHaveLength(1);
  });

  test('is asked in no mailbox but the named one', async () => {
    const channel = cannedChannel('Exchange2013', ({ operation, element }) =>
      responseOf(operation, [
        success(
          operation,
          `<m:Folders><t:Folder><t:FolderId Id="${allOf(element, 'EmailAddress').length}"/></t:Folder></m:Folders>`,
        ),
      ]),
    );
    const side = createEwsSide(channel, { mailbox: MAILBOX, access: 'own' });
    await expect(side.translateId?.(ENTRY_ID)).rejects.toMatchObject({ code: 'mailbox_not_own' });
    expect(new Set(channel.sent.map(({ operation }) => operation))).toEqual(new Set(['GetFolder']));
  });

  test('is none where the server reads it in no format', async () => {
    const { side } = knowing('EwsId', 'another');
    expect(await side.translateId?.('AAMkAnna=')).toBeNull();
  });
});
