import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ConnectorError } from '../../model/index.ts';
import { openEmbeddedDatabase } from '../index.ts';

const mountPoint = mkdtempSync(join(tmpdir(), 'raccordo-full-'));
const mount = (...options: readonly string[]): boolean =>
  process.platform === 'linux' &&
  spawnSync('/bin/mount', ['-t', 'tmpfs', ...options, 'tmpfs', mountPoint]).status === 0;
const mounted = mount('-o', 'size=100m');
if (!mounted) console.warn('SKIPPED: the full disk test, because this user may not mount a small disk');

afterAll(() => {
  if (mounted) spawnSync('/bin/umount', ['-l', mountPoint]);
  rmSync(mountPoint, { recursive: true, force: true });
});

describe.runIf(mounted)('a full disk', () => {
  test('stops the database with a clear error, and with space again no acknowledged row is missing', {
    timeout: 180_000,
  }, async () => {
    const db = await openEmbeddedDatabase(mountPoint, { maintenanceMs: 0 });
    await db.script('CREATE TABLE filler (n integer, text text)');
    let acknowledged = 0;
    const fill = async (): Promise<never> => {
      for (;;) {
        await db.query(`INSERT INTO filler SELECT $1, repeat(md5(g::text), 20) FROM generate_series(1, 1000) AS g`, [
          acknowledged,
        ]);
        acknowledged += 1;
      }
    };
    // Where it hits is chance: on a table the statement fails, on the log the engine stops. The code is the same.
    await expect(fill()).rejects.toMatchObject({ code: 'database_full', disposition: 'halt' });
    const closing = await db.close().then(
      () => 'closed',
      (error: ConnectorError) => error.code,
    );
    expect(['closed', 'database_full']).toContain(closing);

    expect(mount('-o', 'remount,size=400m')).toBe(true);
    const again = await openEmbeddedDatabase(mountPoint);
    const [found] = await again.query<{ batches: number }>('SELECT count(*)::integer / 1000 AS batches FROM filler');
    expect(acknowledged).toBeGreaterThan(10);
    expect(found?.batches).toBe(acknowledged);
    await again.close();
  });
});
