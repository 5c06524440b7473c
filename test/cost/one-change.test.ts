import { describe, expect, it } from 'vitest';
import type { CostOfRuns } from '../../bench/large-mailbox/one-change.ts';
import { measureOneChange } from '../../bench/large-mailbox/one-change.ts';
import { openTestDatabase } from '../../src/database/testing/test-database.ts';

async function costAt(size: number): Promise<CostOfRuns> {
  const db = await openTestDatabase();
  try {
    return await measureOneChange(db, size);
  } finally {
    await db.close();
  }
}

describe('what a run costs in a mailbox', () => {
  it('one change costs as many requests and rows among thousands of items as among a hundred, and so does none', async () => {
    const [small, large, larger] = [await costAt(100), await costAt(5_000), await costAt(20_000)];
    for (const what of ['change', 'nothing'] as const) {
      expect(large[what].requests).toEqual(small[what].requests);
      expect(large[what].rows.written).toBe(small[what].rows.written);
      expect(larger[what]).toEqual(large[what]);
      // A table of a hundred rows the database reads through, because that is cheaper than to look one of them up.
      expect(small[what].rows.read).toBeLessThanOrEqual(large[what].rows.read + 100);
    }
    // A measure that sees nothing proves nothing.
    expect(large.change.rows.read).toBeGreaterThan(10);
    expect(large.change.rows.written).toBeGreaterThan(5);
    expect(Object.keys(small.nothing.requests).toSorted()).toEqual(['crm.listChanges', 'exchange.listChanges']);
  });
});
