import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RunningSimulator } from './index.ts';
import { startSimulator } from './index.ts';
import { basic, envelope, MARIO, rawPost } from './testing/ews-conversation.ts';

let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator({ captureBodies: true });
});
afterEach(() => simulator.faults.clear());
afterAll(() => simulator.close());

const surnames = () =>
  simulator
    .mailbox('mario.rossi@azienda.example')
    .items('contacts')
    .map(({ label }) => label);
const create = (surname: string) =>
  envelope(
    'Exchange2010',
    `<m:CreateItem><m:Items><t:Contact><t:Surname>${surname}</t:Surname></t:Contact></m:Items></m:CreateItem>`,
  );
const post = (body: string, headers: Readonly<Record<string, string>> = {}) =>
  rawPost(simulator.ewsUrl, body, { Authorization: MARIO, ...headers });

test.each([
  ['user', basic('mario.rossi', 'Rossi-2026'), 200],
  ['domain and user', basic('azienda\\MARIO.ROSSI', 'Rossi-2026'), 200],
  ['address', basic('mario.rossi@azienda.example', 'Rossi-2026'), 200],
  ['password with an accent', basic('niccolo.conti', 'Conti-2026-però'), 200],
  ['another domain', basic('ALTRA\\mario.rossi', 'Rossi-2026'), 401],
  ['wrong password', basic('mario.rossi', 'rossi-2026'), 401],
  ['nobody', basic('nessuno', 'x'), 401],
  ['another scheme', 'Bearer abc', 401],
])('Basic sign-in: %s', async (_title, authorization, status) => {
  expect((await post(create('Accesso'), { Authorization: authorization })).status).toBe(status);
});

test('an anonymous request is told what is offered, and changes nothing', async () => {
  const answer = await rawPost(simulator.ewsUrl, create('Anonimo'));
  expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Negotiate, NTLM, Basic realm="Exchange"']);
  expect(surnames()).not.toContain('Anonimo');
});

test('only what is switched on is offered', async () => {
  const ntlmOnly = await startSimulator({ auth: ['ntlm'] });
  const answer = await rawPost(ntlmOnly.ewsUrl, create('x'), { Authorization: MARIO });
  expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Negotiate, NTLM']);
  await ntlmOnly.close();
});

test('the path ignores case; the connection closes when the client says so; the request id comes back', async () => {
  const answer = await rawPost(
    simulator.ewsUrl.replace('/EWS/Exchange.asmx', '/ews/exchange.ASMX'),
    create('Percorso'),
    {
      Authorization: MARIO,
      Connection: 'close',
      'client-request-id': 'abc-1',
      'return-client-request-id': 'true',
    },
  );
  expect(answer.status).toBe(200);
  expect([answer.headers['connection'], answer.headers['client-request-id']]).toEqual(['close', 'abc-1']);
});

test('large answers are compressed for who accepts it', async () => {
  for (let index = 0; index < 40; index += 1) await post(create(`Compresso ${index}`));
  const find = envelope(
    'Exchange2010',
    '<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:ParentFolderIds><t:DistinguishedFolderId Id="contacts"/></m:ParentFolderIds></m:FindItem>',
  );
  const chunks: Buffer[] = [];
  const sent = httpRequest(simulator.ewsUrl, {
    method: 'POST',
    headers: { Authorization: MARIO, 'Accept-Encoding': 'gzip, deflate' },
  });
  sent.end(find);
  const [response] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  expect(response.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(Buffer.concat(chunks)).toString()).toContain('FindItemResponse');
});

test('a connection cut before the commit changes nothing, one cut after it has changed everything', async () => {
  simulator.faults.inject({ fault: { kind: 'drop', when: 'beforeCommit' }, operation: 'CreateItem' });
  await expect(post(create('Prima'))).rejects.toThrow(/socket hang up|aborted|ECONNRESET/);
  simulator.faults.inject({ fault: { kind: 'drop', when: 'afterCommit' }, operation: 'CreateItem' });
  await expect(post(create('Dopo'))).rejects.toThrow(/socket hang up|aborted|ECONNRESET/);
  expect(surnames()).not.toContain('Prima');
  expect(surnames()).toContain('Dopo');
});

async function sendAndHangUp(surname: string, waitMs: number): Promise<void> {
  const { hostname, port } = new URL(simulator.ewsUrl);
  const socket: Socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const body = create(surname);
  socket.write(
    `POST /EWS/Exchange.asmx HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: ${MARIO}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  socket.destroy();
}

test('nothing is committed after the client has hung up', async () => {
  simulator.faults.inject({ fault: { kind: 'delay', ms: 300, when: 'beforeCommit' } });
  await sendAndHangUp('Impaziente', 50);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(surnames()).not.toContain('Impaziente');
});

test('a request of which only half arrived changes nothing', async () => {
  const { hostname, port } = new URL(simulator.ewsUrl);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const body = create('Metà');
  socket.write(
    `POST /EWS/Exchange.asmx HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: ${MARIO}\r\nContent-Length: ${Buffer.byteLength(body) + 10}\r\n\r\n${body}`,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(surnames()).not.toContain('Metà');
});

test('faults hit the requests they are meant for, as often as they are meant to', async () => {
  simulator.faults.inject({
    fault: { kind: 'httpStatus', status: 503, retryAfterSeconds: 2 },
    operation: 'CreateItem',
    skip: 1,
    times: 2,
  });
  const statuses = [];
  for (let index = 0; index < 4; index += 1) statuses.push((await post(create(`Volte ${index}`))).status);
  expect(statuses).toEqual([200, 503, 503, 200]);
  simulator.faults.inject({
    fault: { kind: 'httpStatus', status: 503 },
    mailbox: 'giulia.bianchi@azienda.example',
    times: Infinity,
  });
  expect((await post(create('Altra casella'))).status).toBe(200);
});

test('throttling comes as a fault with HTTP 500 or 200, or as the error of items', async () => {
  simulator.faults.inject({ fault: { kind: 'soapFault', code: 'ErrorServerBusy', backOffMs: 1500 } });
  simulator.faults.inject({ fault: { kind: 'soapFault', code: 'ErrorServerBusy', httpStatus: 200 } });
  simulator.faults.inject({ fault: { kind: 'itemError', code: 'ErrorServerBusy', backOffMs: 700 } });
  const [fault, hidden, item] = [await post(create('a')), await post(create('b')), await post(create('c'))];
  expect([fault.status, hidden.status, item.status]).toEqual([500, 200, 200]);
  expect(fault.text).toContain('<t:Value Name="BackOffMilliseconds">1500</t:Value>');
  expect(hidden.text).toContain('<s:Fault>');
  expect(item.text).toContain('<t:Value Name="BackOffMilliseconds">700</t:Value>');
});

test('broken answers: a page in place of SOAP, half a body, an illegal reference, no version', async () => {
  simulator.faults.inject({ fault: { kind: 'htmlPage', status: 200 } });
  const page = await post(create('d'));
  expect([page.headers['content-type'], page.text.startsWith('<!DOCTYPE html>')]).toEqual([
    'text/html; charset=utf-8',
    true,
  ]);
  simulator.faults.inject({ fault: { kind: 'truncatedBody' } });
  await expect(post(create('Troncato'))).rejects.toThrow(/socket hang up|aborted|ECONNRESET/);
  expect(surnames()).toContain('Troncato');
  simulator.faults.inject({ fault: { kind: 'noServerVersionInfo' } });
  expect((await post(create('e'))).text).not.toContain('ServerVersionInfo');
  simulator.faults.inject({ fault: { kind: 'invalidCharacterReference' } });
  const find = envelope(
    'Exchange2010',
    '<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape><m:ParentFolderIds><t:DistinguishedFolderId Id="contacts"/></m:ParentFolderIds></m:FindItem>',
  );
  expect((await post(find)).text).toContain('&#x1F;');
});

test('a request that hangs ends when the client gives up, and the log tells that nothing was answered', async () => {
  simulator.faults.inject({ fault: { kind: 'hang' } });
  await sendAndHangUp('Appeso', 100);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(simulator.requests.all().at(-1)).toMatchObject({ operation: 'CreateItem', status: null });
  expect(surnames()).not.toContain('Appeso');
});

test('the log keeps who did what, and bodies only on request', async () => {
  await post(create('Registrato'));
  expect(simulator.requests.all().at(-1)).toMatchObject({
    operation: 'CreateItem',
    user: 'mario.rossi',
    mailbox: 'mario.rossi@azienda.example',
    requestVersion: 'Exchange2010',
    status: 200,
    requestBody: create('Registrato'),
  });
  const quiet = await startSimulator();
  await rawPost(quiet.ewsUrl, create('x'), { Authorization: MARIO });
  expect(quiet.requests.all().at(-1)).not.toHaveProperty('requestBody');
  await quiet.close();
});

test('with a certificate it speaks HTTPS', async () => {
  const pem = (name: string) => readFileSync(new URL(`../test/fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
  const secure = await startSimulator({ tls: { key: pem('localhost.key'), cert: pem('localhost.cert') } });
  expect([secure.ewsUrl.slice(0, 8), secure.pageUrl.slice(0, 8)]).toEqual(['https://', 'https://']);
  const sent = httpsRequest(secure.ewsUrl, {
    method: 'POST',
    ca: pem('ca'),
    servername: 'localhost',
    headers: { Authorization: MARIO },
  });
  sent.end(create('Cifrato'));
  const [response] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
  response.resume();
  expect(response.statusCode).toBe(200);
  await secure.close();
});
