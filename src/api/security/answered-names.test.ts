import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../main.ts';
import type { ApiWorld } from '../testing/api-world.ts';
import { callRaw, openApiWorld, sendRaw, TEST_PASSWORD } from '../testing/api-world.ts';

const PUBLIC = 'https://raccordo.brenta.example';
const PUBLIC_HOST = 'raccordo.brenta.example';

let local: ApiWorld;
let behindProxy: ApiWorld;

beforeAll(async () => {
  [local, behindProxy] = await Promise.all([openApiWorld(), openApiWorld({ publicOrigin: PUBLIC })]);
  await behindProxy.addPerson('giulia');
});
afterAll(() => Promise.all([local.close(), behindProxy.close()]));

const asOperator = (world: ApiWorld, headers: Readonly<Record<string, string>>) =>
  callRaw(world.server, '/api/status', { authorization: `Bearer ${world.connector.token}`, ...headers });

describe('a server that only this machine reaches', () => {
  test('answers to the names of this machine and to no other, as in DNS rebinding', async () => {
    const { port } = local.server;
    for (const host of ['evil.example', `127.0.0.1.evil.example:${port}`, 'localhost.evil.example', PUBLIC_HOST]) {
      expect([host, (await asOperator(local, { host })).status]).toEqual([host, 421]);
    }
    for (const host of ['localhost', `LOCALHOST:${port}`, '127.0.0.1', '[::1]:80']) {
      expect([host, (await asOperator(local, { host })).status]).toEqual([host, 200]);
    }
  });

  test('does not believe a header that a rebound page could write', async () => {
    const forwarded = { host: 'evil.example', 'x-forwarded-host': 'localhost', forwarded: 'host=localhost' };
    expect((await asOperator(local, forwarded)).status).toBe(421);
  });

  test('serves its own page, and no page of another origin, not even of another port of this machine', async () => {
    const host = `localhost:${local.server.port}`;
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost:1',
      'http://localhost',
      `http://${host}.x`,
    ]) {
      const { status, body } = await asOperator(local, { host, origin });
      expect([origin, status, JSON.parse(body).code]).toEqual([origin, 403, 'origin_refused']);
    }
    expect((await asOperator(local, { host, origin: `http://${host}` })).status).toBe(200);
    expect((await asOperator(local, { host: 'localhost:80', origin: 'http://localhost' })).status).toBe(200);
  });

  test('never tells browsers to insist on https, which it does not speak', async () => {
    const { headers } = await asOperator(local, { host: 'localhost' });
    expect(headers['strict-transport-security']).toBeUndefined();
  });
});

describe('a server behind a TLS proxy', () => {
  const throughProxy = { host: PUBLIC_HOST, 'x-forwarded-proto': 'https' };

  test('answers to its public address too, and to pages of it', async () => {
    expect((await asOperator(behindProxy, { ...throughProxy, origin: PUBLIC })).status).toBe(200);
    expect((await asOperator(behindProxy, { host: 'localhost' })).status).toBe(200);
    // Proxies that write their own idea of the name into the request.
    expect((await asOperator(behindProxy, { host: '127.0.0.1:8300', origin: PUBLIC })).status).toBe(200);
    for (const origin of ['http://raccordo.brenta.example', `${PUBLIC}:8443`, 'https://evil.example']) {
      expect([origin, (await asOperator(behindProxy, { ...throughProxy, origin })).status]).toEqual([origin, 403]);
    }
    expect((await asOperator(behindProxy, { host: `${PUBLIC_HOST}:8443` })).status).toBe(421);
  });

  test('tells browsers to come back over https only', async () => {
    const { headers } = await asOperator(behindProxy, throughProxy);
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
    expect((await asOperator(behindProxy, { host: 'localhost' })).headers['strict-transport-security']).toBeUndefined();
  });

  const signIn = async (headers: Readonly<Record<string, string>>) => {
    const body = JSON.stringify({ name: 'giulia', password: TEST_PASSWORD });
    const sent = { 'content-type': 'application/json', ...headers };
    const answer = await sendRaw(behindProxy.server, 'POST', '/api/session', sent, body);
    expect(answer.status).toBe(200);
    return String(answer.headers['set-cookie']);
  };

  test('signs in with a cookie that browsers send over https only, and plainly on the machine itself', async () => {
    expect(await signIn({ ...throughProxy, origin: PUBLIC })).toMatch(
      /^__Host-raccordo_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(await signIn({ host: '127.0.0.1:8300', origin: PUBLIC })).toContain('; Secure');
    expect(await signIn({ host: 'localhost' })).toMatch(
      /^raccordo_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  test('takes over https no cookie that somebody could have planted over http', async () => {
    const token = (await signIn({ ...throughProxy, origin: PUBLIC })).split(/[=;]/)[1] ?? '';
    const readSession = (cookie: string) =>
      callRaw(behindProxy.server, '/api/session', { ...throughProxy, cookie: `${cookie}=${token}` });
    expect((await readSession('raccordo_session')).status).toBe(401);
    expect((await readSession('__Host-raccordo_session')).status).toBe(200);
  });
});

describe('listening', () => {
  test.each([
    ['0.0.0.0', null],
    ['::', null],
    ['10.0.0.5', null],
    ['0.0.0.0', 'http://raccordo.brenta.example'],
    ['127.0.0.1', 'http://raccordo.brenta.example'],
    ['0.0.0.0', 'http://localhost'],
  ])('on %s as %s is refused: passwords would cross the network in the clear', async (host, publicOrigin) => {
    await expect(startServer(local.connector, { port: 0, host, publicOrigin })).rejects.toMatchObject({
      code: 'insecure_listen_refused',
      details: { host },
    });
  });

  test('on an address that the machine does not have says so', async () => {
    const options = { port: 0, host: '192.0.2.1', publicOrigin: PUBLIC };
    await expect(startServer(local.connector, options)).rejects.toMatchObject({ code: 'address_unavailable' });
  });

  const ownAddress = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

  test.runIf(ownAddress !== undefined)(
    'on one address of the network lets the machine’s own programs in by it, and nobody by another name',
    async () => {
      const host = ownAddress ?? '';
      const server = await startServer(local.connector, { port: 0, host, publicOrigin: PUBLIC });
      const answers = [
        (await fetch(`${server.url}/api/health`)).status,
        (await callRaw({ port: server.port, host }, '/api/health', { host: `${host}:1` })).status,
        (await callRaw({ port: server.port, host }, '/api/health', { host: 'evil.example' })).status,
      ];
      await server.close();
      expect([server.url, answers]).toEqual([`http://${host}:${server.port}`, [200, 421, 421]]);
    },
  );

  test('on every address is possible with a public address, and the machine’s own programs still get in', async () => {
    const server = await startServer(local.connector, { port: 0, host: '0.0.0.0', publicOrigin: PUBLIC });
    const answer = await fetch(`${server.url}/api/health`);
    await server.close();
    expect([server.pageUrl, answer.status]).toEqual([PUBLIC, 200]);
  });
});
