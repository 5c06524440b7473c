import { describe, expect, it } from 'vitest';
import type { CostOfRuns } from '../../bench/large-mailbox/one-change.ts';
import { measureOneChange } from '../../bench/large-mailbox/one-change.ts';
import { openMemoryDatabase } from '../../src/database/index.ts';

async function costAt(size: number): Promise<CostOfRuns> {
  const db = await openMemoryDatabase();
  try {
    return await measureOneChange(db, size);
  } finally {
    await db.close();
  }
}

describe('what a run costs in a mailbox', () => {
  it('one change costs the same requests and the same rows among 5,000 items as among 100, and so does no change', async () => {
    const small = await costAt(100);
    const large = await costAt(5_000);
    expect(large.change.requests).toEqual(small.change.requests);
    expect(large.nothing.requests).toEqual(small.nothing.requests);
    expect(large.change.rows).toEqual(small.change.rows);
    expect(large.nothing.rows).toEqual(small.nothing.rows);
    // A measure that sees nothing proves nothing.
    expect(small.change.rows.read).toBeGreaterThan(10);
    expect(small.change.rows.written).toBeGreaterThan(5);
    expect(Object.keys(small.nothing.requests).toSorted()).toEqual(['crm.listChanges', 'exchange.listChanges']);
  });
});
