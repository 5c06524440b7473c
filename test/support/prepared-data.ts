import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { openConnector } from '../../src/main.ts';
import { createLog } from '../../src/observability/index.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const DAY_MS = 86_400_000;
const CACHE = join(ROOT, 'node_modules', '.cache', 'raccordo-data');

/**
 * Makes a data directory as the first start does, from a copy: making a database takes many times as long. Each copy
 * has the same keys, so it is for worlds that never meet.
 */
export async function prepareDataDirectory(dataDirectory: string): Promise<void> {
  const prepared = join(CACHE, fingerprint());
  if (!existsSync(prepared)) await prepare(prepared);
  cpSync(prepared, dataDirectory, { recursive: true });
}

/** Several test files may do so at once: whoever is first counts. */
async function prepare(prepared: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  forgetOld();
  const own = mkdtempSync(join(CACHE, 'new-'));
  const log = createLog({ level: 'error', file: null });
  const connector = await openConnector({ dataDirectory: own, environment: {}, log });
  await connector.close();
  try {
    renameSync(own, prepared);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    if (!existsSync(prepared)) throw error;
  }
}

/** Of earlier schemas; whoever still copies one has begun long ago. */
function forgetOld(): void {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    if (Date.now() - statSync(path).mtimeMs > DAY_MS) rmSync(path, { recursive: true, force: true });
  }
}

/** Differs when a fresh directory would. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of ['src/database', 'src/store', 'src/secrets'])
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
      if (entry.isFile()) hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)));
  hash.update(readFileSync(join(ROOT, 'node_modules/@electric-sql/pglite/package.json')));
  return hash.digest('hex').slice(0, 20);
}
