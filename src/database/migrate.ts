import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { ConnectorError } from '../model/index.ts';
import type { Database, Queryable } from './port.ts';

export interface Migration {
  /** 1, 2, 3 … without holes. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** Any constant will do; it must never change, so that an old and a new program wait for each other. */
const ADVISORY_LOCK = 7_220_114;

/**
 * Brings the schema to this program's version: numbered, forward only, each in its own transaction.
 * @returns the numbers that were applied now
 * @throws ConnectorError `schema_too_new` when a newer program made it, `migration_changed` when a file that was
 *   applied has another content now; both disposition `halt`
 */
export async function migrate(db: Database, migrations?: readonly Migration[]): Promise<readonly number[]> {
  const wanted = migrations ?? (await readMigrations(new URL('./migrations/', import.meta.url)));
  await db.transaction(async (tx) => {
    // IF NOT EXISTS looks before it makes: two programs that start on an empty server would both look.
    await tx.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
    await tx.script(`
      CREATE SCHEMA IF NOT EXISTS meta;
      CREATE TABLE IF NOT EXISTS meta.migration (
        number integer PRIMARY KEY,
        name text NOT NULL,
        sha256 text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );`);
  });
  const applied: number[] = [];
  for (const migration of wanted) {
    const now = await db.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
      return applyOne(tx, migration, wanted);
    });
    if (now) applied.push(migration.number);
  }
  return applied;
}

async function applyOne(tx: Queryable, migration: Migration, wanted: readonly Migration[]): Promise<boolean> {
  const known = await tx.query<{ number: number; sha256: string }>('SELECT number, sha256 FROM meta.migration');
  const newest = Math.max(0, ...known.map((row) => row.number));
  const ours = wanted.at(-1)?.number ?? 0;
  if (newest > ours) {
    throw new ConnectorError({
      code: 'schema_too_new',
      disposition: 'halt',
      message: `the database has schema ${newest}, this program knows ${ours}: start the newer program, or restore the backup that was made before the upgrade`,
      details: { schema: newest, known: ours },
    });
  }
  const before = known.find((row) => row.number === migration.number);
  const sha256 = createHash('sha256').update(migration.sql).digest('hex');
  if (before !== undefined) {
    if (before.sha256 === sha256) return false;
    throw new ConnectorError({
      code: 'migration_changed',
      disposition: 'halt',
      message: `migration ${migration.number} (${migration.name}) is not the one that was applied to this database`,
      details: { migration: migration.number },
    });
  }
  await tx.script(migration.sql);
  await tx.query('INSERT INTO meta.migration (number, name, sha256) VALUES ($1, $2, $3)', [
    migration.number,
    migration.name,
    sha256,
  ]);
  return true;
}

/** Reads `NNNN-name.sql` files in order. A hole in the numbers is a packaging mistake and refused. */
export async function readMigrations(directory: URL): Promise<readonly Migration[]> {
  const found: Migration[] = [];
  for (const file of (await readdir(directory)).sort()) {
    const parts = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file);
    if (parts === null) continue;
    // Line ends are made equal: a checkout on Windows must not look like a changed migration.
    const sql = (await readFile(new URL(file, directory), 'utf8')).replaceAll('\r\n', '\n');
    found.push({ number: Number(parts[1]), name: parts[2] ?? '', sql });
  }
  found.forEach((migration, index) => {
    if (migration.number === index + 1) return;
    const message = `migration ${index + 1} is missing, or there are two`;
    throw new ConnectorError({ code: 'migrations_incomplete', disposition: 'bug', message });
  });
  return found;
}
