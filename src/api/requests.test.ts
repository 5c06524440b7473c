import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiWorld } from './testing/api-world.ts';
import { openApiWorld } from './testing/api-world.ts';

let world: ApiWorld;

beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(() => world.close());

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
