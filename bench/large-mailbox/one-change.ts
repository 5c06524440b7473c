import type { Database } from '../../src/database/index.ts';
import { openMailbox } from './open-mailbox.ts';
import type { RowsTouched } from './rows-touched.ts';
import { rowsTouched } from './rows-touched.ts';

/** What one change in a mailbox costs, and a run that finds nothing. */
export interface CostOfRuns {
  readonly change: Cost;
  readonly nothing: Cost;
}

export interface Cost {
  /** By `side.method`. */
  readonly requests: Readonly<Record<string, number>>;
  readonly rows: RowsTouched;
}

/** @param db empty */
export async function measureOneChange(db: Database, size: number): Promise<CostOfRuns> {
  const { sides, run, linkEverything } = await openMailbox(db, size);
  await linkEverything();
  // As the daily maintenance leaves the tables: without what the listing of a whole mailbox left behind.
  await db.script('VACUUM ANALYZE');
  const cost = async (): Promise<Cost> => {
    sides.calls.clear();
    const rows = await rowsTouched(db, async () => {
      const report = await run();
      if (report.outcome !== 'done') throw new Error(`${report.outcome}: ${report.problem?.code}`);
    });
    return { requests: Object.fromEntries(sides.calls), rows };
  };
  const nothing = await cost();
  sides.edit('crm', Math.floor(size / 2), { jobTitle: 'Direttrice' });
  const change = await cost();
  if (change.requests['exchange.update'] !== 1) throw new Error('the change did not travel');
  return { change, nothing };
}
