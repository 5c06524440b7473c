import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { isThinned } from './property-cases.ts';

/**
 * The text is that of a file which people have read; `vitest -u` writes it anew.
 * @param path from the folder of the test
 * @param test `import.meta.url` of the test
 */
export async function expectSameAsFile(text: string, path: string, test: string): Promise<void> {
  // To show how two texts of a hundred kilobytes differ takes longer than all the rest, and mutation testing reads none of it.
  if (isThinned()) expect(text === readFileSync(new URL(path, test), 'utf8')).toBe(true);
  else await expect(text).toMatchFileSnapshot(path);
}
