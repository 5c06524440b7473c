import { expect, test } from 'vitest';
import { channelFor, READ } from '../../../../test/support/ews/channel.ts';
import { startHttpServer } from '../../../../test/support/ews/servers.ts';
import { envelope, response, sendXml } from '../../../../test/support/ews/soap-answers.ts';
import { errorOf } from '../wire/item-error.ts';
import { readResponseMessages } from '../wire/response-message.ts';

test('the error of one item names the request under which the server has logged it, and the time is told', async () => {
  const server = await startHttpServer((_, to) =>
    setTimeout(() => sendXml(to, envelope(response('GetItem', ['NoError', 'ErrorItemCorrupt']))), 30),
  );
  const channel = channelFor(server.url);
  const [, first] = readResponseMessages(await channel.send(READ));
  const [, second] = readResponseMessages(await channel.send(READ));
  if (first === undefined || second === undefined) throw new Error('no second message');
  expect(errorOf(first, 'AAMk')).toMatchObject({
    code: 'ErrorItemCorrupt',
    itemRef: 'AAMk',
    details: { clientRequestId: server.requests[0]?.headers['client-request-id'], meaning: 'item_damaged' },
  });
  expect(second.request?.clientRequestId).not.toBe(first.request?.clientRequestId);
  expect(first.request?.tookMs).toBeGreaterThan(25);
  expect(first.request?.tookMs).toBeLessThan(5_000);
});
