import { expect, test } from 'vitest';
import { configurationJsonSchema, configurationJsonSchemaText } from './json-schema.ts';
import { configurationMarkdown } from './markdown.ts';

const FOLDER = '../../../docs/reference';

test('the reference page is what the schema says (renew it with `npx vitest run src/config -u`)', async () => {
  await expect(configurationMarkdown(configurationJsonSchema())).toMatchFileSnapshot(`${FOLDER}/configuration.md`);
});

test('the JSON schema for editors is what the schema says', async () => {
  await expect(configurationJsonSchemaText()).toMatchFileSnapshot(`${FOLDER}/configuration.schema.json`);
});

test('every setting has a sentence that explains it', () => {
  const silent = /^\| `[^`]+` *\|[^|]*\|[^|]*\| *\|$/m;
  expect(configurationMarkdown(configurationJsonSchema())).not.toMatch(silent);
});
