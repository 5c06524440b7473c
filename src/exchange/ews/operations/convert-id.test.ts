import { describe, expect, test } from 'vitest';
import { allOf, cannedChannel, failure, responseOf, success } from '../testing/canned-channel.ts';
import type { FormattedId } from './convert-id.ts';
import { convertIds } from './convert-id.ts';

const MAILBOX = 'mario.rossi@example.it';
const alternate = (id: string) =>
  success('ConvertId', `<m:AlternateId Format="EwsId" Id="${id}" Mailbox="${MAILBOX}"/>`);

describe('ids are converted', () => {
  test('each by itself: what is none says so, and the others convert', async () => {
    const channel = cannedChannel('Exchange2007_SP1', () =>
      responseOf('ConvertId', [
        alternate('AAMkA'),
        failure('ConvertId', 'ErrorInvalidIdMalformed'),
        alternate('AAMkC'),
      ]),
    );
    const ids = ['00A1', 'nonsense', '00C3'].map((id): FormattedId => ({ format: 'HexEntryId', id }));
    expect(await convertIds(channel, MAILBOX, ids, 'EwsId')).toEqual([
      { kind: 'converted', id: 'AAMkA' },
      { kind: 'failed', code: 'ErrorInvalidIdMalformed' },
      { kind: 'converted', id: 'AAMkC' },
    ]);
  });

  test('in batches, and come back in the order asked', async () => {
    const channel = cannedChannel('Exchange2016', ({ element }) =>
      responseOf(
        'ConvertId',
        allOf(element, 'AlternateId').map(({ attributes }) => alternate(`of-${attributes['Id']}`)),
      ),
    );
    const ids = Array.from({ length: 230 }, (_, index): FormattedId => ({ format: 'EwsId', id: `I${index}` }));
    const converted = await convertIds(channel, MAILBOX, ids, 'EntryId');
    expect(converted).toEqual(ids.map(({ id }) => ({ kind: 'converted', id: `of-${id}` })));
    expect(channel.sent.map(({ element }) => allOf(element, 'AlternateId').length)).toEqual([100, 100, 30]);
    expect(channel.sent[0]?.element.attributes['DestinationFormat']).toBe('EntryId');
  });

  test('an answer that is short, or holds no id, fails only what it leaves out', async () => {
    const channel = cannedChannel('Exchange2010', () =>
      responseOf('ConvertId', [alternate('AAMkA'), success('ConvertId')]),
    );
    const ids = ['A', 'B', 'C'].map((id): FormattedId => ({ format: 'OwaId', id }));
    expect(await convertIds(channel, MAILBOX, ids, 'EwsId')).toEqual([
      { kind: 'converted', id: 'AAMkA' },
      { kind: 'failed', code: 'response_incomplete' },
      { kind: 'failed', code: 'response_incomplete' },
    ]);
  });

  test('none asks nothing', async () => {
    const channel = cannedChannel('Exchange2010', () => '');
    expect(await convertIds(channel, MAILBOX, [], 'EwsId')).toEqual([]);
    expect(channel.sent).toEqual([]);
  });
});
