import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { ApiWorld } from './testing/api-world.ts';
import { openApiWorld } from './testing/api-world.ts';
import { operationsOf } from './testing/operations.ts';

let world: ApiWorld;

beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(() => world.close());

describe('the OpenAPI document', () => {
  test('is published as the API says it (renew it with `npx vitest run src/api -u`)', async () => {
    const { json } = await world.call('GET', '/api/openapi.json');
    await expect(stringify(json, { lineWidth: 0, aliasDuplicateObjects: false })).toMatchFileSnapshot(
      '../../docs/reference/openapi.yaml',
    );
  });

  test('is version 3.1, with unique operation names and named shapes', async () => {
    const { json } = await world.call('GET', '/api/openapi.json');
    expect(json.openapi).toBe('3.1.0');
    const names = (await operationsOf(world)).map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(json.components.schemas)).toEqual(
      expect.arrayContaining(['Status', 'Run', 'Problem', 'Explanation', 'Session', 'Profile', 'Account']),
    );
    const shape = json.paths['/api/runs/{id}'].get.responses['200'].content['application/json'].schema;
    expect(shape).toEqual({ $ref: '#/components/schemas/Run' });
  });

  test('has every tag that an operation uses', async () => {
    const { json } = await world.call('GET', '/api/openapi.json');
    const known = json.tags.map(({ name }: { name: string }) => name);
    const used = Object.values(json.paths).flatMap((methods) =>
      Object.values(methods as Record<string, { tags: string[] }>).flatMap(({ tags }) => tags),
    );
    expect([...new Set(used)].sort()).toEqual([...known].sort());
  });
});
