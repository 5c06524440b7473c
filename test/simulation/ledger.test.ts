import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerRow } from './ledger.ts';
import { nextSeed, readLedger, writeRow } from './ledger.ts';

const ROW: LedgerRow = { day: '2026-11-25', commit: 'abc123', from: 1, to: 500, steps: 9_000, seconds: 12, failed: [] };

describe('the ledger of seeds', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ledger-'));
    path = join(folder, 'ledger.md');
    await writeFile(
      path,
      '# Ledger\n\n| Day | Commit | Seeds | Steps | Duration | Failed |\n|---|---|---|---|---|---|\n',
    );
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('begins with seed 1 and goes on where it stopped', async () => {
    expect(nextSeed(await readLedger(path))).toBe(1);
    await writeRow(path, ROW);
    expect(nextSeed(await readLedger(path))).toBe(501);
  });

  it('brings the row of the same stretch up to date, and keeps those of others', async () => {
    await writeRow(path, ROW);
    await writeRow(path, { ...ROW, to: 900, failed: [17, 800] });
    await writeRow(path, { ...ROW, from: 901, to: 950 });
    expect(await readLedger(path)).toEqual([
      { ...ROW, to: 900, failed: [17, 800] },
      { ...ROW, from: 901, to: 950 },
    ]);
  });
});
