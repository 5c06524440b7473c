// Child process of the kill -9 test: writes without end and says after each commit what was acknowledged.
import { writeSync } from 'node:fs';
import { openEmbeddedDatabase } from '../index.ts';

const [directory = ''] = process.argv.slice(2);
const db = await openEmbeddedDatabase(directory, { maintenanceMs: 0 });
db.publish({ port: 4711 });
await db.script(`
  CREATE TABLE IF NOT EXISTS debit (n integer PRIMARY KEY, filler text);
  CREATE TABLE IF NOT EXISTS credit (n integer PRIMARY KEY, filler text);`);
const [last] = await db.query<{ n: number | null }>('SELECT max(n) AS n FROM debit');
// A pipe is written synchronously: what the parent reads was acknowledged before the kill.
writeSync(1, 'ready\n');
for (let n = (last?.n ?? 0) + 1; ; n += 1) {
  await db.transaction(async (tx) => {
    await tx.query('INSERT INTO debit VALUES ($1, $2)', [n, 'x'.repeat(300)]);
    await tx.query('INSERT INTO credit VALUES ($1, $2)', [n, 'y'.repeat(300)]);
  });
  writeSync(1, `acknowledged ${n}\n`);
  if (n % 40 === 0) await db.maintain();
}
