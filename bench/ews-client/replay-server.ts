// A process of its own that answers EWS requests with bytes made beforehand. Tells its port to the parent, and its
// processor time when asked, so that a server at its limits cannot pass for a slow client.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createReplayAnswers } from './replay-answers.ts';

const answers = createReplayAnswers(Number(process.argv[2] ?? 5_000));

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const bytes = answers.answerTo(Buffer.concat(chunks).toString('utf8'));
    response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8', 'content-length': bytes.byteLength });
    response.end(bytes);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
