import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiWorld } from './testing/api-world.ts';
import { callRaw, openApiWorld } from './testing/api-world.ts';

let world: ApiWorld;

beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(() => world.close());

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
}

async function operations(): Promise<readonly Operation[]> {
  const { json } = await world.call('GET', '/api/openapi.json');
  return Object.entries(json.paths as Record<string, Record<string, { operationId: string }>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => ({ method: method.toUpperCase(), path, operationId })),
  );
}

describe('access', () => {
  test('every operation of the OpenAPI document refuses a caller without the token, but for the health check', async () => {
    const open: string[] = [];
    const all = await operations();
    for (const { method, path, operationId } of all) {
      const address = path.replaceAll(/\{\w+\}/g, 'x');
      const without = await world.call(method, address, { token: null });
      const wrong = await world.call(method, address, { token: `${world.connector.token}x` });
      if (without.status === 401 && wrong.status === 401) continue;
      open.push(operationId);
    }
    expect(all.length).toBeGreaterThan(20);
    expect(open).toEqual(['getHealth']);
  });

  test('addresses that do not exist and the document itself are no way around the token', async () => {
    for (const path of ['/api/openapi.json', '/api/nothing', '/api', '/api/', '/api/status?x=/api/health']) {
      expect([path, (await world.call('GET', path, { token: null })).status]).toEqual([path, 401]);
    }
    const { status, headers, json } = await world.call('GET', '/api/nothing');
    expect(status).toBe(404);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(json).toMatchObject({ type: 'urn:raccordo:problem:address_unknown', status: 404, code: 'address_unknown' });
  });

  test('a refusal is a problem that names its code and asks for a bearer token', async () => {
    const { headers, json } = await world.call('GET', '/api/status', { token: null });
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(json).toEqual({
      type: 'urn:raccordo:problem:token_required',
      title: 'the token is missing or wrong',
      status: 401,
      code: 'token_required',
      details: {},
    });
  });

  test('a name that only points to this machine is refused, as in DNS rebinding', async () => {
    const authorization = `Bearer ${world.connector.token}`;
    const at = (host: string, more = {}) => callRaw(world.server, '/api/status', { authorization, host, ...more });
    for (const host of ['evil.example', `127.0.0.1.evil.example:${world.server.port}`, 'localhost.evil.example']) {
      expect([host, (await at(host)).status]).toEqual([host, 421]);
    }
    for (const host of ['localhost', `LOCALHOST:${world.server.port}`, '127.0.0.1', '[::1]:80']) {
      expect([host, (await at(host)).status]).toEqual([host, 200]);
    }
    expect((await at('localhost', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await at('localhost', { origin: 'null' })).status).toBe(403);
    expect((await at('localhost', { origin: `http://localhost:${world.server.port}` })).status).toBe(200);
  });

  test('answers tell browsers to run nothing, frame nothing and keep nothing', async () => {
    const { headers } = await world.call('GET', '/api/status');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('the OpenAPI document', () => {
  test('is version 3.1, with unique operation names and named shapes', async () => {
    const { json } = await world.call('GET', '/api/openapi.json');
    expect(json.openapi).toBe('3.1.0');
    const names = (await operations()).map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(json.components.schemas)).toEqual(
      expect.arrayContaining(['Status', 'Run', 'Problem', 'Explanation', 'ContactRecord', 'AppointmentPage']),
    );
    const shape = json.paths['/api/runs/{id}'].get.responses['200'].content['application/json'].schema;
    expect(shape).toEqual({ $ref: '#/components/schemas/Run' });
  });
});

describe('a request that is not valid', () => {
  test.each([
    ['GET', '/api/runs?limit=0', undefined, 400, 'request_invalid'],
    ['GET', '/api/explain', undefined, 400, 'request_invalid'],
    ['POST', '/api/accounts/nobody/runs', {}, 404, 'account_unknown'],
    ['POST', '/api/accounts/nobody/runs', { dryrun: true }, 400, 'request_invalid'],
    ['GET', '/api/runs/nothing', undefined, 404, 'run_unknown'],
    ['GET', '/api/runs?account=nobody', undefined, 404, 'account_unknown'],
    ['GET', '/api/accounts/nobody/mailbox/contacts', undefined, 404, 'account_unknown'],
    ['GET', '/api/contacts?user=nobody', undefined, 404, 'user_unknown'],
    ['GET', '/api/contacts?cursor=rubbish', undefined, 400, 'crm_cursor_invalid'],
    ['POST', '/api/contacts/import', { a: 1 }, 415, 'media_type_unsupported'],
  ])('%s %s %j is a problem %i %s', async (method, path, body, status, code) => {
    const { json, headers } = await world.call(method, path, body === undefined ? {} : { body });
    expect([json.status, json.code]).toEqual([status, code]);
    expect(headers.get('content-type')).toContain('application/problem+json');
  });

  test('names the place that is wrong', async () => {
    const { json } = await world.call('POST', '/api/contacts', {
      body: { fields: { dispayName: 'x', birthday: 'y' } },
    });
    expect(json.code).toBe('request_invalid');
    expect(json.details.problems.map(({ path }: { path: string }) => path)).toContain('body.fields.birthday');
  });

  test('with a body that is no JSON, or far too large, is refused before anything is done', async () => {
    const headers = { 'content-type': 'application/json' };
    const broken = await world.call('POST', '/api/contacts', { body: '{"fields":', headers });
    expect([broken.status, broken.json.code]).toEqual([400, 'body_invalid']);
    const large = await world.call('POST', '/api/contacts', { body: `"${'x'.repeat(3_000_000)}"`, headers });
    expect([large.status, large.json.code]).toEqual([413, 'body_too_large']);
  });
});
