import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { channelFor, READ } from '../../../../test/support/ews/channel.ts';
import { startTcpServer } from '../../../../test/support/ews/servers.ts';
import { envelope, response } from '../../../../test/support/ews/soap-answers.ts';

/** @param head lines of the header besides the length, each with its end */
const answer = (head: string, code: string) => {
  const body = envelope(response('GetItem', [code]));
  return `HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n${head}Content-Length: ${body.length}\r\n\r\n${body}`;
};
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Calls for each request, which comes in one piece. */
const onRequest = (work: (socket: Socket) => void) => (socket: Socket) => {
  socket.setNoDelay(true).on('data', (data) => {
    if (data.toString('latin1').includes('Envelope>')) work(socket);
  });
};

test('an answer that nobody asked for is not taken for that of the next request', async () => {
  const server = await startTcpServer(
    onRequest((socket) => {
      socket.write(answer('', 'NoError'));
      // The beginning of another one, which the next answer would complete.
      setTimeout(() => socket.write('HTTP/1.1 503 No\r\nContent-Length: 0\r\n'), 30);
    }),
  );
  const channel = channelFor(server.url);
  await channel.send(READ);
  await pause(100);
  expect((await channel.send(READ)).name).toBe('GetItemResponse');
  expect(server.connectionCount).toBe(2);
});

test.each([
  ['closes it', 'Connection: close\r\n'],
  ['keeps it open for a moment only', 'Keep-Alive: timeout=1\r\n'],
])('a connection of which the server says that it %s is not asked again', async (_, head) => {
  let asked = 0;
  const server = await startTcpServer(
    onRequest((socket) => {
      asked += 1;
      socket.write(answer(head, 'NoError'));
    }),
  );
  const channel = channelFor(server.url);
  for (let turn = 0; turn < 3; turn += 1) {
    await channel.send(READ);
    await pause(20);
  }
  expect([asked, server.connectionCount]).toEqual([3, 3]);
});
