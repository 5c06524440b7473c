import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../database/index.ts';
import { migrate } from '../../database/index.ts';
import { openTestDatabase } from '../../database/testing/test-database.ts';
import type { InstallationGuard } from '../../installation/index.ts';
import { openInstallationGuard } from '../../installation/index.ts';
import { createSyncStore, ensureInstallation } from '../../store/index.ts';
import type { Connector } from '../connector.ts';
import { confirmInstallation } from './confirm-installation.ts';

let db: Database;
let directories: string[];
let audited: unknown[];

beforeAll(async () => {
  db = await openTestDatabase();
  await migrate(db);
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.query('DELETE FROM raccordo.installation');
  await ensureInstallation(db);
  directories = [];
  audited = [];
});
afterEach(async () => {
  for (const directory of directories) await rm(directory, { recursive: true });
});

/** A process with a data directory of its own on the database that all share. */
async function start(): Promise<{ readonly guard: InstallationGuard; confirm(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'raccordo-confirm-'));
  directories.push(directory);
  const guard = await openInstallationGuard(db, {
    directory,
    place: { directory, cards: [] },
    onServer: true,
    onMarkError: (error) => {
      throw error;
    },
  });
  const connector = {
    parts: {
      installation: guard,
      store: createSyncStore(db),
      ownerId: directory,
      people: { audit: async (entry: unknown) => void audited.push(entry) },
    },
    events: { publish: () => undefined },
  } as unknown as Connector;
  return { guard, confirm: () => confirmInstallation(connector, 'amelia') };
}

async function goBack(): Promise<void> {
  await db.query('UPDATE raccordo.installation SET generation = -1');
}

it('asks the database first: what went back a moment ago can be confirmed', async () => {
  const { guard, confirm } = await start();
  await goBack();
  expect(guard.doubt()).toBeNull();
  await confirm();
  expect(audited).toMatchObject([{ action: 'installation_confirmed', details: { reason: 'restored' } }]);
});

it('what was confirmed through another process is not confirmed again', async () => {
  const one = await start();
  const other = await start();
  await goBack();
  for (const { guard } of [one, other])
    await expect(guard.assertConfirmed()).rejects.toMatchObject({ code: 'installation_unconfirmed' });
  await one.confirm();
  await expect(other.confirm()).rejects.toMatchObject({ code: 'installation_confirmed' });
  expect([other.guard.doubt(), audited.length]).toEqual([null, 1]);
});
