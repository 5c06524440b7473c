import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../model/index.ts';
import { createEwsSide } from '../ews-side.ts';
import type { SentRequest } from '../testing/canned-channel.ts';
import { allOf, cannedChannel, failure, responseOf, success } from '../testing/canned-channel.ts';

const idsOf = ({ element }: SentRequest) => allOf(element, 'ItemId').map(({ attributes }) => attributes.Id ?? '');
const contact = (id: string) =>
  success(
    'GetItem',
    `<m:Items><t:Contact><t:ItemId Id="${id}" ChangeKey="K-${id}"/><t:JobTitle>${id}</t:JobTitle></t:Contact></m:Items>`,
  );

function sideWith(answer: (request: SentRequest) => string | Promise<string>) {
  const channel = cannedChannel('Exchange2013_SP1', answer);
  return { channel, side: createEwsSide(channel, { mailbox: 'anna@example.it' }) };
}

const error = (code: string, disposition: 'retry' | 'quarantine' | 'backoff' = 'retry') =>
  new ConnectorError({ code, disposition, message: code });

describe('reading items', () => {
  it('answers in the order asked, each item for itself', async () => {
    const { side } = sideWith(() =>
      responseOf('GetItem', [
        contact('A'),
        failure('GetItem', 'ErrorItemNotFound'),
        success('GetItem', '<m:Items><t:DistributionList><t:ItemId Id="L"/></t:DistributionList></m:Items>'),
        failure('GetItem', 'ErrorItemCorrupt'),
        success('GetItem', '<m:Items/>'),
      ]),
    );
    const reads = await side.read('contacts', ['A', 'gone', 'L', 'bad', 'hollow']);
    expect(reads.map(({ kind }) => kind)).toEqual(['found', 'missing', 'foreign', 'failed', 'failed']);
    expect(reads[0]).toMatchObject({
      item: { id: 'A', changeKey: 'K-A', fields: { jobTitle: 'A', department: null } },
    });
    expect(reads[3]).toMatchObject({ error: { code: 'ErrorItemCorrupt', disposition: 'quarantine', itemRef: 'bad' } });
    expect(reads[4]).toMatchObject({ error: { code: 'response_incomplete' } });
  });

  it('asks for nothing when nothing is wanted', async () => {
    const { channel, side } = sideWith(() => responseOf('GetItem', []));
    expect(await side.read('contacts', [])).toEqual([]);
    expect(channel.sent).toEqual([]);
  });

  it('splits long lists into batches of fifty', async () => {
    const { channel, side } = sideWith((request) => responseOf('GetItem', idsOf(request).map(contact)));
    const ids = Array.from({ length: 120 }, (_, index) => `I${index}`);
    const reads = await side.read('contacts', ids);
    expect(reads.map((read) => read.kind === 'found' && read.item.id)).toEqual(ids);
    expect(channel.sent.map((request) => idsOf(request).length)).toEqual([50, 50, 20]);
  });

  it('has two requests under way, no more, and none any more when it ends', async () => {
    let [underWay, most] = [0, 0];
    const answerLater = (refuse: (ids: readonly string[]) => boolean) => async (request: SentRequest) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 5));
      underWay -= 1;
      const ids = idsOf(request);
      if (refuse(ids)) throw error('ErrorServerBusy', 'backoff');
      return responseOf('GetItem', ids.map(contact));
    };
    const ids = Array.from({ length: 330 }, (_, index) => `I${index}`);
    const reads = await sideWith(answerLater(() => false)).side.read('contacts', ids);
    expect(reads.map((read) => read.kind === 'found' && read.item.id)).toEqual(ids);
    expect([underWay, most]).toEqual([0, 2]);

    const { channel, side } = sideWith(answerLater((asked) => asked.includes('I60')));
    await expect(side.read('contacts', ids)).rejects.toMatchObject({ code: 'ErrorServerBusy' });
    expect(underWay).toBe(0);
    // What was asked beside it is waited for; what would have come after it is not asked.
    expect(channel.sent.length).toBeLessThanOrEqual(3);
  });

  it('asks again for what the server did not come to', async () => {
    const stopped = failure('GetItem', 'ErrorBatchProcessingStopped').replace('"Error"', '"Warning"');
    const { channel, side } = sideWith((request) => {
      const [first = '', ...rest] = idsOf(request);
      return responseOf('GetItem', [contact(first), ...rest.map(() => stopped)]);
    });
    const reads = await side.read('contacts', ['A', 'B', 'C']);
    expect(reads.map((read) => read.kind === 'found' && read.item.fields.jobTitle)).toEqual(['A', 'B', 'C']);
    expect(channel.sent.map(idsOf)).toEqual([['A', 'B', 'C'], ['B', 'C'], ['C']]);
  });

  it('gives up on a server that never comes to anything', async () => {
    const { channel, side } = sideWith((request) =>
      responseOf(
        'GetItem',
        idsOf(request).map(() => failure('GetItem', 'ErrorBatchProcessingStopped')),
      ),
    );
    const reads = await side.read('contacts', ['A', 'B']);
    expect(reads.map(({ kind }) => kind)).toEqual(['failed', 'failed']);
    expect(channel.sent).toHaveLength(1);
  });

  it('believes only answers that name their item when some are lacking', async () => {
    const { side } = sideWith(() => responseOf('GetItem', [contact('C')]));
    const reads = await side.read('contacts', ['A', 'B', 'C']);
    expect(reads.map(({ kind }) => kind)).toEqual(['failed', 'failed', 'found']);
    expect(reads[2]).toMatchObject({ item: { id: 'C', fields: { jobTitle: 'C' } } });
  });

  it('asks on where a server answers some at a time, and believes no answer that belongs to another item', async () => {
    const { side, channel } = sideWith((request) => responseOf('GetItem', idsOf(request).slice(0, 2).map(contact)));
    const reads = await side.read('contacts', ['A', 'B', 'C', 'D', 'E']);
    expect(reads.map((read) => read.kind === 'found' && read.item.fields['jobTitle'])).toEqual([
      'A',
      'B',
      'C',
      'D',
      'E',
    ]);
    expect(channel.sent).toHaveLength(3);
  });

  it('finds the items of a server that faults when one of them is gone', async () => {
    const { side } = sideWith((request) => {
      if (idsOf(request).includes('C')) throw error('ErrorItemNotFound');
      return responseOf('GetItem', idsOf(request).map(contact));
    });
    const reads = await side.read('contacts', ['A', 'B', 'C', 'D']);
    expect(reads.map(({ kind }) => kind)).toEqual(['found', 'found', 'missing', 'found']);
  });

  it('takes a fault without a code for trouble of the server when the simplest question gets it too', async () => {
    const { side, channel } = sideWith(() => {
      throw error('Server');
    });
    await expect(side.read('contacts', ['A', 'B', 'C'])).rejects.toMatchObject({ code: 'Server' });
    expect(channel.sent.length).toBeLessThan(7);
  });

  it('ignores answers to questions that nobody asked', async () => {
    const { side } = sideWith(() => responseOf('GetItem', [contact('A'), contact('X'), contact('Y')]));
    expect(await side.read('contacts', ['A'])).toMatchObject([{ kind: 'found', item: { id: 'A' } }]);
  });

  it('stops at once when the server asks to wait', async () => {
    const { side } = sideWith(() =>
      responseOf('GetItem', [
        contact('A'),
        failure(
          'GetItem',
          'ErrorServerBusy',
          '<m:MessageXml><t:Value Name="BackOffMilliseconds">1500</t:Value></m:MessageXml>',
        ),
      ]),
    );
    await expect(side.read('contacts', ['A', 'B'])).rejects.toMatchObject({
      disposition: 'backoff',
      retryAfterMs: 1500,
    });
  });
});

describe('one item that spoils the request', () => {
  it.each(['response_not_xml', 'response_too_large', 'ErrorTimeoutExpired'])(
    '%s costs that item alone',
    async (code) => {
      const { channel, side } = sideWith((request) => {
        if (idsOf(request).includes('I17')) throw error(code);
        return responseOf('GetItem', idsOf(request).map(contact));
      });
      const ids = Array.from({ length: 50 }, (_, index) => `I${index}`);
      const reads = await side.read('contacts', ids);
      expect(reads.flatMap((read, index) => (read.kind === 'failed' ? [[ids[index], read.error.code]] : []))).toEqual([
        ['I17', code],
      ]);
      expect(reads.filter(({ kind }) => kind === 'found')).toHaveLength(49);
      expect(channel.sent.length).toBeLessThanOrEqual(14);
    },
  );

  it('a server that answers only rubbish is left alone after a bounded number of requests', async () => {
    const { channel, side } = sideWith(() => {
      throw error('response_not_xml');
    });
    await expect(
      side.read(
        'contacts',
        Array.from({ length: 50 }, (_, index) => `I${index}`),
      ),
    ).rejects.toMatchObject({
      code: 'response_not_xml',
    });
    expect(channel.sent.length).toBeLessThan(40);
  });

  it('trouble of the connection is not blamed on an item', async () => {
    const { channel, side } = sideWith(() => {
      throw error('connection_reset');
    });
    await expect(side.read('contacts', ['A', 'B'])).rejects.toMatchObject({ code: 'connection_reset' });
    expect(channel.sent).toHaveLength(1);
  });
});

describe('a server that knows no search key', () => {
  const refusesSearchKey = (how: (request: SentRequest) => string) => (request: SentRequest) =>
    request.markup.includes('0x300B') ? how(request) : responseOf('GetItem', idsOf(request).map(contact));

  it.each([
    [
      'item by item',
      (request: SentRequest) =>
        responseOf(
          'GetItem',
          idsOf(request).map(() => failure('GetItem', 'ErrorInvalidExtendedProperty')),
        ),
    ],
    [
      'as a whole',
      () => {
        throw error('ErrorSchemaValidation', 'quarantine');
      },
    ],
  ])('refuses %s, and is asked without it from then on', async (_, how) => {
    const { channel, side } = sideWith(refusesSearchKey(how));
    expect(await side.read('contacts', ['A', 'B'])).toMatchObject([
      { kind: 'found' },
      { kind: 'found', item: { searchKey: null } },
    ]);
    await side.read('contacts', ['C']);
    expect(channel.sent.map(({ markup }) => markup.includes('0x300B'))).toEqual([true, false, false]);
  });
});
