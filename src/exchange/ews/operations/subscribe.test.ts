import { expect, test } from 'vitest';
import { cannedChannel, failure, responseOf, success } from '../testing/canned-channel.ts';
import { distinguished } from '../wire/folder-ref.ts';
import { subscribe } from './subscribe.ts';

const FOLDERS = [distinguished('contacts', null)];
const told = (content: string) => responseOf('Subscribe', [success('Subscribe', content)]);
const ID = '<m:SubscriptionId>one</m:SubscriptionId>';

test('a subscription that is to be asked begins where the server says', async () => {
  const channel = cannedChannel('Exchange2010', () => told(`${ID}<m:Watermark>7</m:Watermark>`));
  expect(await subscribe(channel, FOLDERS, 'streaming')).toEqual({ kind: 'pull', id: 'one', watermark: '7' });
});

test('one that streams needs no beginning', async () => {
  const channel = cannedChannel('Exchange2013', () => told(ID));
  expect(await subscribe(channel, FOLDERS, 'streaming')).toEqual({ kind: 'streaming', id: 'one' });
});

test.each([
  ['takes it back', () => responseOf('Unsubscribe', [success('Unsubscribe')])],
  ['does not take it back', () => responseOf('Unsubscribe', [failure('Unsubscribe', 'ErrorSubscriptionNotFound')])],
])('one without a beginning cannot be asked and is given up, by a server that %s', async (_what, farewell) => {
  const channel = cannedChannel('Exchange2007_SP1', ({ operation }) =>
    operation === 'Unsubscribe' ? farewell() : told(ID),
  );
  await expect(subscribe(channel, FOLDERS, 'pull')).rejects.toMatchObject({ code: 'response_incomplete' });
  expect(channel.sent.map(({ operation }) => operation)).toEqual(['Subscribe', 'Unsubscribe']);
});
