import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { collectSecretValues, readConfiguration } from '../../src/config/index.ts';
import { normaliseServerUrl } from '../../src/exchange/ews/index.ts';
import { bare, readDocument, tableRows } from './documents.ts';
import { root } from './raised-codes.ts';

const IGNORED = /(^|\/)(node_modules|dist|\.git|\.raccordo|coverage|\.tools)(\/|$)/;

function filesIn(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (IGNORED.test(path)) return [];
    return entry.isDirectory() ? filesIn(path, pattern) : pattern.test(path) ? [path] : [];
  });
}

const documents = filesIn('.', /\.md$/);

describe('links', () => {
  test.each(documents)('%s leads to files and headings that exist', (path) => {
    const text = readDocument(path).replaceAll(/```[\s\S]*?```/g, '');
    const broken = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target]) => target ?? '')
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [file = '', heading] = target.split('#');
        const aim = file === '' ? path : join(dirname(path), file);
        if (!existsSync(join(root, aim))) return true;
        return heading !== undefined && !headingsOf(aim).includes(heading);
      });
    expect(broken).toEqual([]);
  });
});

/** Headings as the addresses that a reader of Markdown gives them. */
function headingsOf(path: string): readonly string[] {
  return [...readDocument(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  );
}

describe('folder READMEs', () => {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  test.each([...folders.map(({ name }) => `src/${name}`), 'simulator', 'web'])(
    '%s says in at most 15 lines what comes in, what goes out, and what it may import',
    (folder) => {
      const text = readDocument(`${folder}/README.md`);
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
      expect(text).toMatch(/\bIn\b/);
      expect(text).toMatch(/\bout\b/i);
      expect(text).toMatch(/may import/i);
    },
  );
});

describe('configuration examples', () => {
  const examples = documents.flatMap((path) =>
    [...readDocument(path).matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => [path, yaml ?? ''] as const),
  );

  test('are there', () => {
    expect(examples.length).toBeGreaterThanOrEqual(4);
  });

  test.each(examples)('%s shows a file that `raccordo apply` accepts', async (_path, yaml) => {
    const variables = [...yaml.matchAll(/passwordEnv: (\w+)/g)].map(([, name]) => [name, 'secret']);
    const secretValues = await collectSecretValues(yaml, {
      environment: Object.fromEntries(variables),
      readFile: async () => 'secret',
    });
    const current = { users: [], profiles: [], accounts: [] };
    const result = readConfiguration(yaml, { current, secretValues, normaliseServerUrl });
    expect(result.kind === 'problems' ? result.problems : []).toEqual([]);
    expect(result.kind === 'problems' ? [] : result.configuration.profiles).not.toEqual([]);
  });
});

describe('the guides', () => {
  const settings = new Set(
    tableRows(readDocument('docs/reference/configuration.md'), 'Setting').map(([setting]) => bare(setting)),
  );

  test.each(['docs/guide/admin.en.md', 'docs/guide/admin.it.md'])('%s names every setting that there is', (path) => {
    const named = new Set([...readDocument(path).matchAll(/[A-Za-z0-9]+/g)].map(([word]) => word));
    expect([...settings].filter((setting) => !named.has(setting))).toEqual([]);
  });

  test('have the same chapters in both languages', () => {
    for (const guide of ['admin', 'user']) {
      const chapters = ['en', 'it'].map(
        (language) => readDocument(`docs/guide/${guide}.${language}.md`).match(/^(## |\*\*)/gm)?.length,
      );
      expect(chapters[0]).toBe(chapters[1]);
    }
  });
});

describe('docs/operations/running.md', () => {
  test('names every environment variable that the program reads, and no other', () => {
    const read = filesIn('src', /\.ts$/)
      .filter((path) => !/\.test\.ts$|\/testing\//.test(path))
      .flatMap((path) => readFileSync(join(root, path), 'utf8').match(/'RACCORDO_[A-Z_]+'/g) ?? [])
      .map((name) => name.replaceAll("'", ''));
    const documented = tableRows(readDocument('docs/operations/running.md'), 'Variable').map(([name]) => bare(name));
    expect(documented.toSorted()).toEqual([...new Set(read)].toSorted());
  });
});

test('every picture is shown somewhere', () => {
  const shown = documents.flatMap((path) =>
    [...readDocument(path).matchAll(/\]\(([^)]+\.png)\)/g)].map(([, target]) =>
      relative(root, join(root, dirname(path), target ?? '')),
    ),
  );
  expect(filesIn('docs/images', /\.png$/).filter((picture) => !shown.includes(picture))).toEqual([]);
});
