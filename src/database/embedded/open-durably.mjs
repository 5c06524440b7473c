import { PGlite } from '@electric-sql/pglite';
import { PARSERS } from '../pglite/pg-values.mjs';
import { DurableNodeFS } from './durable-node-fs.mjs';

const SETTINGS = [
  'fsync=on',
  // fdatasync does nothing in this build.
  'wal_sync_method=fsync',
  // The default keeps 328 MB resident when idle, this 190 MB, at the same speed for our sizes.
  'shared_buffers=16MB',
  'TimeZone=UTC',
];

// `-F` among the defaults is fsync off.
const START_PARAMETERS = PGlite.defaultStartParams
  .filter((parameter) => parameter !== '-F')
  .concat(SETTINGS.flatMap((setting) => ['-c', setting]));

/**
 * Opens the cluster in `directory` and proves with one committed row that commits reach the disk: the internals that
 * `DurableNodeFS` depends on may move with any release of PGlite.
 * @returns the engine, or `null` when nothing was forced to the disk
 */
export async function openDurably(directory, startParams = START_PARAMETERS) {
  const fs = new DurableNodeFS(directory);
  const pg = await PGlite.create({ fs, parsers: PARSERS, startParams });
  await pg.exec(`
    CREATE SCHEMA IF NOT EXISTS meta;
    CREATE TABLE IF NOT EXISTS meta.durability_probe (one boolean PRIMARY KEY, opened_at timestamptz NOT NULL);`);
  const before = fs.fsyncs;
  await pg.exec(`
    INSERT INTO meta.durability_probe VALUES (true, clock_timestamp())
    ON CONFLICT (one) DO UPDATE SET opened_at = excluded.opened_at;`);
  if (fs.fsyncs > before) return pg;
  await pg.close();
  return null;
}
