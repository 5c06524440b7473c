// One mailbox of one size in a process of its own, whose heap has a lid: what does not fit ends it.
// Arguments: the address of an empty database, and the number of items.
import { parseServerAddress, ServerDatabase } from '../../src/database/index.ts';
import { DEFAULT_ITEM_RULES } from '../../src/sync/index.ts';
import type { OpenMailbox } from './open-mailbox.ts';
import { openMailbox } from './open-mailbox.ts';
import { watchMemory } from './watch-memory.ts';

const [address = '', items = '1000'] = process.argv.slice(2);
const size = Number(items);
const db = await ServerDatabase.open(parseServerAddress(address, {}));
const mailbox = await openMailbox(db, size);

/** Stamps would be a write for each item, and the generated side would have to remember them. */
const SILENT = { ...DEFAULT_ITEM_RULES, updateCrmToExchange: false };

const runs: readonly (readonly [name: string, run: () => Promise<unknown>])[] = [
  ['first run: every item is linked', () => expectDone(mailbox, { rules: SILENT })],
  ['nothing changed', () => expectDone(mailbox, { rules: SILENT })],
  [
    'both positions lost: everything compared',
    () => {
      mailbox.sides.losePositions();
      return expectDone(mailbox, { rules: SILENT });
    },
  ],
  [
    'one item changed',
    () => {
      mailbox.sides.edit('exchange', 1, { jobTitle: 'Direttrice' });
      return expectDone(mailbox, { rules: SILENT });
    },
  ],
];
for (const [name, run] of runs) process.stdout.write(`${JSON.stringify({ name, ...(await watchMemory(run)) })}\n`);
await db.close();

async function expectDone({ run }: OpenMailbox, change: Parameters<OpenMailbox['run']>[0]): Promise<void> {
  const report = await run(change);
  if (report.outcome !== 'done') throw new Error(`${report.outcome}: ${report.problem?.code}`);
}
