import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import type { Database } from '../index.ts';
import { openMemoryDatabase } from '../index.ts';

const PACKAGES = new URL('../../../node_modules/', import.meta.url);
const CACHE = new URL('.cache/raccordo-cluster/', PACKAGES);

let known: Promise<Blob> | null = null;

/**
 * A database in memory with nothing in it. It begins as a copy of an empty cluster that was made once per checkout and
 * release of PGlite: making one takes three seconds of a core, which hundreds of test files would each spend.
 */
export async function openTestDatabase(): Promise<Database> {
  known ??= emptyCluster();
  return openMemoryDatabase({ cluster: await known });
}

async function emptyCluster(): Promise<Blob> {
  const manifest = await readFile(new URL('@electric-sql/pglite/package.json', PACKAGES), 'utf8');
  const { version } = JSON.parse(manifest) as { readonly version: string };
  const file = new URL(`${version}.tar`, CACHE);
  const kept = await readFile(file).catch(() => null);
  if (kept !== null) return new Blob([kept]);
  const pg = await PGlite.create();
  const made = await pg.dumpDataDir('none');
  await pg.close();
  await mkdir(CACHE, { recursive: true });
  // Several test files may do so at once, and none must read half of it.
  const draft = new URL(`${version}.${process.pid}`, CACHE);
  await writeFile(draft, Buffer.from(await made.arrayBuffer()));
  await rename(draft, file);
  return made;
}
