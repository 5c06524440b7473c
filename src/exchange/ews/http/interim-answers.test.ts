import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { channelFor, READ } from '../../../../test/support/ews/channel.ts';
import { startTcpServer } from '../../../../test/support/ews/servers.ts';

const BODY =
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetItemResponse/></s:Body></s:Envelope>';
const FINAL = `HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';

/** Answers each request with these pieces, one after the other. */
const answering = (pieces: readonly string[]) => (socket: Socket) => {
  socket.setNoDelay(true).on('data', (data) => {
    if (!data.toString('latin1').includes('</s:Envelope>')) return;
    for (const [index, piece] of pieces.entries()) setTimeout(() => socket.write(piece), 15 * index);
  });
};

test.each<[string, readonly string[]]>([
  ['at once', [CONTINUE + FINAL]],
  ['on its own', [CONTINUE, FINAL]],
  ['twice, with a header', [CONTINUE, `HTTP/1.1 100 Go on\r\nServer: x\r\n\r\n`, FINAL]],
  ['cut in pieces', ['HT', 'TP/1.1 10', '0 Continue\r', '\n\r\nHTTP/1.1 2', FINAL.slice('HTTP/1.1 2'.length)]],
  ['not at all', [FINAL]],
])('a server that says `100 Continue` unasked, %s, is understood on a connection that lives on', async (_, pieces) => {
  const server = await startTcpServer(answering(pieces));
  const channel = channelFor(server.url);
  for (let turn = 0; turn < 3; turn += 1) expect((await channel.send(READ)).name).toBe('GetItemResponse');
  expect(server.connectionCount).toBe(1);
});
