import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMemoryDatabase } from './index.ts';
import type { Database } from './port.ts';
import { describeDatabase } from './testing/database-contract.ts';

describeDatabase('in memory', openMemoryDatabase);

let db: Database;
beforeAll(async () => {
  db = await openMemoryDatabase();
  await db.script('CREATE TABLE item (n integer)');
});
afterAll(() => db.close());

test('a transaction keeps others out until it ends', async () => {
  const order: string[] = [];
  const first = db.transaction(async (tx) => {
    await tx.query('INSERT INTO item VALUES (1)');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await tx.query('INSERT INTO item VALUES (2)');
    order.push('transaction');
  });
  const second = db.query('SELECT n FROM item').then((seen) => order.push(`query saw ${seen.length}`));
  await Promise.all([first, second]);
  expect(order).toEqual(['transaction', 'query saw 2']);
});
