import { expect, test } from 'vitest';
import { channelFor, failure, optionsFor, READ } from '../../../test/support/ews/channel.ts';
import { startHttpServer } from '../../../test/support/ews/servers.ts';
import { envelope, response, sendXml } from '../../../test/support/ews/soap-answers.ts';
import type { ConnectionStep } from '../diagnosis.ts';
import { forgetRefusals } from '../ews/index.ts';
import { diagnoseExchange } from './diagnose-exchange.ts';

test('a connection test before which the refusals are forgotten shows the password, and runs go on with what it finds', async () => {
  let isLocked = true;
  const server = await startHttpServer((request, to) => {
    const isSignedIn = !isLocked && request.headers.authorization !== undefined;
    if (isSignedIn) sendXml(to, envelope(response('GetItem', ['NoError'])));
    else to.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
  });
  const run = () => channelFor(server.url).send(READ);
  const testConnection = async () => {
    const steps: ConnectionStep[] = [];
    for await (const step of diagnoseExchange(optionsFor(server.url))) steps.push(step);
    return steps.find(({ step }) => step === 'signIn')?.code;
  };
  expect((await failure(run())).code).toBe('sign_in_refused');
  const before = server.requests.length;
  isLocked = false;
  expect((await failure(run())).code).toBe('sign_in_refused');
  expect(await testConnection()).toBe('sign_in_refused');
  expect(server.requests.slice(before).filter(({ headers }) => headers.authorization)).toEqual([]);
  forgetRefusals(optionsFor(server.url).credentials);
  expect(await testConnection()).toMatch(/^signed_in/);
  expect((await run()).name).toBe('GetItemResponse');
});
