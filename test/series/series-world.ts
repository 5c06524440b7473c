import type { SimulatedMailbox } from '../../simulator/index.ts';
import type { CalendarDate } from '../../src/model/index.ts';
import type { BrakeLimits } from '../../src/sync/index.ts';
import { DEFAULT_BRAKE_LIMITS, DEFAULT_ITEM_RULES } from '../../src/sync/index.ts';
import type { RunReport } from '../../src/sync-run/index.ts';
import { runScope } from '../../src/sync-run/index.ts';
import type { MemoryCrm } from '../../src/sync-run/testing/memory-crm.ts';
import { createMemoryCrm } from '../../src/sync-run/testing/memory-crm.ts';
import { createMemoryPlans } from '../../src/sync-run/testing/memory-plans.ts';
import { createMemoryRuns, createMemoryStore } from '../../src/sync-run/testing/memory-store.ts';
import type { SeriesPlace } from '../support/ews/series-place.ts';
import { HOME } from './case.ts';

/** The engine between a CRM in memory and the calendar of a simulated Exchange that speaks HTTP. */
export interface SeriesWorld {
  readonly crm: MemoryCrm;
  readonly mailbox: SimulatedMailbox;
  readonly place: SeriesPlace;
  /** @throws Error when it did not come to its end */
  run(): Promise<RunReport>;
  /** Records that "left out" tells of, as series that are over. */
  leftOutAsEnded(): Promise<ReadonlySet<string>>;
}

/** Many series change at once here, as nobody's do. */
const NO_BRAKES: BrakeLimits = {
  ...DEFAULT_BRAKE_LIMITS,
  massChange: { items: 10_000, share: 1 },
  massCreate: { items: 10_000, share: 1 },
};
const ALL = 100_000;
const STAMP_KEY = new Uint8Array(32).fill(7);
const OWNER = { accountId: 'account', mailbox: 'mario' };

/** With a CRM and a memory of its own; the calendar is that of the place. */
export async function openSeriesWorld(place: SeriesPlace): Promise<SeriesWorld> {
  const now = (): string => new Date().toISOString();
  const crm = createMemoryCrm('appointments');
  const store = createMemoryStore(now);
  const runs = createMemoryRuns(now);
  const plans = createMemoryPlans(runs, now);
  const scope = await store.ensureScope({ ...OWNER, crmUserId: crm.user.id }, 'appointments');
  const defects: unknown[] = [];
  let nextId = 0;
  const ports = {
    exchange: place.side,
    crm,
    store,
    runs,
    plans,
    clock: { now, monotonicMs: () => performance.now(), sleep: async () => undefined },
    newId: () => `id-${String((nextId += 1)).padStart(6, '0')}`,
    stampKey: STAMP_KEY,
    onProgress: () => undefined,
    onApproved: async () => undefined,
    onDefect: (error: unknown) => void defects.push(error),
  };
  const input = {
    scopeId: scope.id,
    rules: DEFAULT_ITEM_RULES,
    appointmentsFrom: { kind: 'all' },
    zone: HOME,
    today: () => now().slice(0, 10) as CalendarDate,
    dryRun: false,
    firstRun: 'automatic',
    approvedHashes: [],
    appliesPlan: null,
    brakes: NO_BRAKES,
    waitOutSeconds: 0,
    callTimeoutMs: 60_000,
    ownerId: 'series',
    listedSteps: 0,
    chunkSize: 100,
  } as const;
  return {
    crm,
    place,
    mailbox: place.mailbox,
    async run() {
      const report = await runScope(ports, input);
      if (report.outcome === 'done') return report;
      const told = JSON.stringify({ outcome: report.outcome, problem: report.problem, brake: report.brake });
      throw new Error(`the run did not come to its end: ${told}`, { cause: defects[0] });
    },
    async leftOutAsEnded() {
      const rows = await store.pageUnlinked(scope.id, null, ALL);
      return new Set(rows.filter(({ reason }) => reason.code === 'excluded_ended_series').map(({ itemId }) => itemId));
    },
  };
}
