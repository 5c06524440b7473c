import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InstallationDatabase, ServerAddress } from './index.ts';
import { openInstallationDatabase, parseServerAddress, readLock } from './index.ts';
import type { PostgresServer } from './testing/postgres-server.ts';
import { startPostgres } from './testing/postgres-server.ts';

let server: PostgresServer;
let folder: string;
let address: ServerAddress;
beforeAll(async () => {
  server = await startPostgres();
  folder = mkdtempSync(join(tmpdir(), 'raccordo-installation-'));
  address = parseServerAddress(server.addressOf(await server.newDatabase()), {});
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (directory: string, at: ServerAddress | null): Promise<InstallationDatabase> =>
  openInstallationDatabase(join(folder, directory), { server: at, onMaintenanceError: () => undefined });

describe('a data directory whose database is on a server', () => {
  test('belongs to one process, and says where that one listens', async () => {
    const db = await open('own', address);
    db.publish({ port: 4711 });
    expect(readLock(join(folder, 'own'))?.details).toEqual({ port: 4711 });
    await expect(open('own', address)).rejects.toMatchObject({ code: 'database_locked' });
    await db.close();
    expect(readLock(join(folder, 'own'))).toBeNull();
  });

  test('has a name among those that share the database, and keeps it', async () => {
    const names: (string | null)[] = [];
    for (const directory of ['one', 'other', 'one']) {
      const db = await open(directory, address);
      names.push(db.node);
      await db.close();
    }
    expect(names[0]).toBe(names[2]);
    expect(new Set(names).size).toBe(2);
  });

  test('does not begin an embedded one when the address is forgotten', async () => {
    await (await open('forgetful', address)).close();
    await expect(open('forgetful', null)).rejects.toMatchObject({
      code: 'database_is_on_server',
      details: { server: `127.0.0.1:${server.port}/db1` },
    });
  });

  test('is free again when the server refuses', async () => {
    await expect(open('refused', { ...address, password: 'wrong' })).rejects.toMatchObject({
      code: 'database_sign_in_refused',
    });
    await (await open('refused', address)).close();
  });

  test('that another process took over ends every further call', async () => {
    const db = await open('lost', address);
    // What a takeover leaves behind: a lock with a higher number.
    writeFileSync(join(folder, 'lost', 'lock', '00000099.json'), '{}');
    const lost = { code: 'database_lock_lost', disposition: 'halt' };
    await expect
      .poll(() => db.query('SELECT 1').catch((error: unknown) => error), { timeout: 10_000 })
      .toMatchObject(lost);
    await db.close();
  });
});

test('an embedded database is not left behind by naming a server', async () => {
  await (await open('embedded', null)).close();
  await expect(open('embedded', address)).rejects.toMatchObject({ code: 'database_is_embedded' });
});
