// What a mailbox costs by its size. Memory: whole runs over generated sides, each size in a process of its own with a
// real PostgreSQL behind it, so that what is measured is the connector and nothing else. One change: requests to the
// two sides, and rows that the database touched, on the embedded database.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openMemoryDatabase } from '../src/database/index.ts';
import { startPostgres } from '../src/database/testing/postgres-server.ts';
import type { CostOfRuns } from './large-mailbox/one-change.ts';
import { measureOneChange } from './large-mailbox/one-change.ts';
import type { MemoryUsed } from './large-mailbox/watch-memory.ts';

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '1000,100000' },
    heap: { type: 'string', default: '96' },
    changes: { type: 'string', default: '100,100000' },
  },
});
type Measured = MemoryUsed & { readonly name: string };

await measureMemory(values.items.split(',').filter(Boolean).map(Number));
await measureChanges(values.changes.split(',').filter(Boolean).map(Number));

async function measureMemory(sizes: readonly number[]): Promise<void> {
  if (sizes.length === 0) return;
  const server = await startPostgres();
  try {
    for (const size of sizes) {
      console.log(`\n${size} items, a heap of at most ${values.heap} MB`);
      console.log(`${'run'.padEnd(44)}${'heap MB'.padStart(10)}${'process MB'.padStart(12)}${'s'.padStart(9)}`);
      await inOwnProcess(server.addressOf(await server.newDatabase()), size, ({ name, heapMb, residentMb, seconds }) =>
        console.log(
          `${name.padEnd(44)}${heapMb.toFixed(0).padStart(10)}${residentMb.toFixed(0).padStart(12)}${seconds.toFixed(1).padStart(9)}`,
        ),
      );
    }
  } finally {
    await server.close();
  }
}

function inOwnProcess(address: string, size: number, onRun: (run: Measured) => void): Promise<void> {
  const file = fileURLToPath(new URL('large-mailbox/measure-runs.ts', import.meta.url));
  const loader = new URL('../src/database/testing/load-typescript.mjs', import.meta.url).href;
  const lid = `--max-old-space-size=${values.heap}`;
  const child = spawn(process.execPath, [lid, '--import', loader, file, address, String(size)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onRun(JSON.parse(line) as Measured);
  });
  return new Promise((resolve, reject) =>
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${size} items: ended with ${code}`)))),
  );
}

async function measureChanges(sizes: readonly number[]): Promise<void> {
  for (const size of sizes) {
    const db = await openMemoryDatabase();
    try {
      printCost(size, await measureOneChange(db, size));
    } finally {
      await db.close();
    }
  }
}

function printCost(size: number, { change, nothing }: CostOfRuns): void {
  console.log(`\n${size} items, linked`);
  for (const [name, { requests, rows }] of [
    ['one change', change],
    ['nothing changed', nothing],
  ] as const) {
    const calls = Object.entries(requests).map(([call, count]) => `${call} ${count}`);
    const total = Object.values(requests).reduce((sum, count) => sum + count, 0);
    console.log(
      `${name.padEnd(18)}${total} requests (${calls.join(', ')}), ${rows.read} rows read, ${rows.written} written`,
    );
    console.log(`${''.padEnd(18)}read in: ${JSON.stringify(rows.tables)}`);
  }
}
