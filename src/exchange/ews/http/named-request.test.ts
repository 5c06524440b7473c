import { expect, test } from 'vitest';
import { channelFor, failure, READ } from '../../../../test/support/ews/channel.ts';
import { startHttpServer } from '../../../../test/support/ews/servers.ts';
import { envelope, response, sendXml } from '../../../../test/support/ews/soap-answers.ts';
import type { EwsRequestEvent } from '../options.ts';

/** Exchange and the endpoint of its tokens on one port. */
async function serverWith(token: { readonly status: number; readonly body: string }) {
  const server = await startHttpServer((request, to) => {
    if (request.path !== '/token') sendXml(to, envelope(response('GetItem', ['NoError'])));
    else to.writeHead(token.status, { 'content-type': 'application/json' }).end(token.body);
  });
  const events: EwsRequestEvent[] = [];
  const credentials = {
    kind: 'oauthClient' as const,
    tokenUrl: `http://127.0.0.1:${server.port}/token`,
    clientId: 'raccordo',
    scope: 'https://mail.azienda.example/.default',
    proof: { kind: 'secret' as const, secret: 'segreto' },
  };
  const channel = channelFor(server.url, { credentials, onRequest: (event) => events.push(event) });
  const idOf = (path: string) => server.requests.find((request) => request.path === path)?.headers['client-request-id'];
  return { channel, events, idOf };
}

test('a request for a token has a name of its own, which the log has too', async () => {
  const { channel, events, idOf } = await serverWith({ status: 200, body: '{"access_token":"t","expires_in":3600}' });
  await channel.send(READ);
  expect(events).toMatchObject([
    { operation: 'Token', clientRequestId: idOf('/token'), httpStatus: 200, errorCode: null },
    { operation: 'GetItem', clientRequestId: idOf('/EWS/Exchange.asmx'), httpStatus: 200, errorCode: null },
  ]);
  expect(idOf('/token')).not.toBe(idOf('/EWS/Exchange.asmx'));
});

test('one that is refused is named by the error, for whoever searches the logs of the endpoint', async () => {
  const { channel, events, idOf } = await serverWith({ status: 401, body: '{"error":"invalid_client"}' });
  expect(await failure(channel.send(READ))).toMatchObject({
    code: 'token_secret_refused',
    details: { operation: 'Token', clientRequestId: idOf('/token') },
  });
  expect(events).toMatchObject([
    { operation: 'Token', clientRequestId: idOf('/token'), httpStatus: 401, errorCode: 'token_secret_refused' },
    { operation: 'GetItem', httpStatus: null, errorCode: 'token_secret_refused' },
  ]);
});
