import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { openApiWorld } from './testing/api-world.ts';

test('the published OpenAPI document is what the API says (renew it with `npx vitest run src/api -u`)', async () => {
  const world = await openApiWorld();
  const { json } = await world.call('GET', '/api/openapi.json');
  await world.close();
  await expect(stringify(json, { lineWidth: 0, aliasDuplicateObjects: false })).toMatchFileSnapshot(
    '../../docs/reference/openapi.yaml',
  );
});
