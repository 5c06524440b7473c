import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openEmbeddedDatabase, openMemoryDatabase } from '../database/index.ts';
import { openOwnServer } from '../database/testing/engines.ts';
import { describeSyncStore } from './testing/sync-store-contract.ts';

const directory = mkdtempSync(join(tmpdir(), 'raccordo-store-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describeSyncStore('in memory', openMemoryDatabase);
describeSyncStore('embedded', () => openEmbeddedDatabase(directory));
describeSyncStore('on a server', openOwnServer);
