import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../model/index.ts';
import { createEwsSide } from '../ews-side.ts';
import type { SentRequest } from '../testing/canned-channel.ts';
import { allOf, cannedChannel, failure, responseOf, success } from '../testing/canned-channel.ts';

const CONTACT = `<m:Items><t:Contact><t:ItemId Id="A" ChangeKey="K"/><t:GivenName>Anna</t:GivenName></t:Contact></m:Items>`;

type Refusal = (request: SentRequest) => string;
const itemByItem =
  (code: string): Refusal =>
  ({ element }) =>
    responseOf(
      'GetItem',
      allOf(element, 'ItemId').map(() => failure('GetItem', code)),
    );
const asAWhole: Refusal = () => {
  throw new ConnectorError({ code: 'ErrorSchemaValidation', disposition: 'bug', message: 'No.' });
};

/** A server that knows all properties but these. */
function sideWithout(uris: readonly string[], refuse: Refusal) {
  const channel = cannedChannel('Exchange2013_SP1', (request) => {
    if (uris.some((uri) => request.markup.includes(`"${uri}"`))) return refuse(request);
    if (request.operation === 'GetItem')
      return responseOf(
        'GetItem',
        allOf(request.element, 'ItemId').map(() => success('GetItem', CONTACT)),
      );
    return responseOf(request.operation, [success(request.operation, CONTACT)]);
  });
  return { channel, side: createEwsSide(channel, { mailbox: 'anna@example.it' }) };
}

describe('a server that lacks properties', () => {
  it.each<[string, Refusal]>([
    ['item by item', itemByItem('ErrorInvalidPropertyRequest')],
    ['as a whole', asAWhole],
  ])('refuses %s: they are found out once, and neither asked for nor written any more', async (_, refuse) => {
    const { channel, side } = sideWithout(['contacts:Mileage', 'contacts:SpouseName'], refuse);
    const [read] = await side.read('contacts', ['A', 'B']);
    expect(read).toMatchObject({ kind: 'found', item: { unread: ['spouseName', 'mileage'] } });
    const soFar = channel.sent.length;
    expect(soFar).toBeLessThan(40);
    await side.read('contacts', ['A', 'B']);
    const fields = { name: { givenName: 'Anna' }, mileage: '12', spouseName: 'Ugo', jobTitle: 'Dott.' };
    await side.create('contacts', [{ fields, stamp: null, addCategories: [], uid: null }]);
    await side.update(
      'contacts',
      [{ ref: { id: 'A', changeKey: 'K' }, changes: { mileage: '13', jobTitle: null }, categories: null, stamp: null }],
      'neverOverwrite',
    );
    const later = channel.sent.slice(soFar);
    expect(later.map(({ operation }) => operation)).toEqual(['GetItem', 'CreateItem', 'UpdateItem']);
    for (const { markup } of later) expect(markup).not.toMatch(/Mileage|SpouseName/);
    for (const { markup } of later) expect(markup).toContain('JobTitle');
  });

  it('is not believed to lack a property that is broken in one item', async () => {
    const { side } = sideWithout(['contacts:Mileage'], itemByItem('ErrorItemPropertyRequestFailed'));
    expect(await side.read('contacts', ['A'])).toMatchObject([
      { kind: 'failed', error: { code: 'ErrorItemPropertyRequestFailed' } },
    ]);
  });

  it('that refuses the item whatever is asked of it fails that item, after few questions', async () => {
    const { channel, side } = sideWithout(['A'], itemByItem('ErrorInvalidPropertyRequest'));
    expect(await side.read('contacts', ['A'])).toMatchObject([{ kind: 'failed' }]);
    expect(channel.sent.length).toBeLessThan(5);
  });
});
