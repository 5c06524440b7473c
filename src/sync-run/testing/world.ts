import type { CalendarDate, ItemType, TimeZoneId } from '../../model/index.ts';
import type { PlanStore, RunStore, SyncStore } from '../../store/port.ts';
import type { BrakeLimits, ItemRules, WindowRule } from '../../sync/index.ts';
import { DEFAULT_BRAKE_LIMITS, DEFAULT_ITEM_RULES } from '../../sync/index.ts';
import type { Approval, ProgressEvent, RunInput, RunPorts, RunReport } from '../ports.ts';
import { DEFAULT_CHUNK_SIZE } from '../ports.ts';
import { runScope } from '../run-scope.ts';
import type { Interruptions } from './interruptions.ts';
import { createInterruptions, interruptible } from './interruptions.ts';
import type { MemoryCrm, MemoryCrmOptions } from './memory-crm.ts';
import { createMemoryCrm } from './memory-crm.ts';
import type { MemoryExchange } from './memory-exchange.ts';
import { createMemoryExchange } from './memory-exchange.ts';
import type { MemoryPlans } from './memory-plans.ts';
import { createMemoryPlans } from './memory-plans.ts';
import type { MemoryStore } from './memory-store.ts';
import { createMemoryRuns, createMemoryStore } from './memory-store.ts';

/** One mailbox, one CRM, one memory, one clock: the whole outside of a run, with everything in the test's hand. */
export interface World {
  readonly itemType: ItemType;
  readonly exchange: MemoryExchange;
  readonly crm: MemoryCrm;
  readonly store: MemoryStore;
  readonly runs: ReturnType<typeof createMemoryRuns>;
  readonly plans: MemoryPlans;
  /** What runs are given: the memory above, or another implementation of its contract. */
  memory: { readonly store: SyncStore; readonly runs: RunStore; readonly plans: PlanStore };
  readonly interruptions: Interruptions;
  readonly defects: unknown[];
  /** Approvals that let a plan through, as they were told. */
  readonly approvals: (Approval & { readonly writesBefore: number })[];
  rules: ItemRules;
  from: WindowRule;
  chunkSize: number;
  brakes: BrakeLimits;
  /** In the mailbox's zone. Does not move with the clock. */
  today: string;
  /** Moves the clock. */
  pass(ms: number): void;
  /** The wall clock of the machine that runs, and no other. */
  setBack(ms: number): void;
  now(): string;
  readonly progress: ProgressEvent[];
  run(change?: Partial<RunInput>): Promise<RunReport>;
  /** A run of another kind than `run`, on the same ports. */
  execute(
    kind: (ports: RunPorts, input: RunInput) => Promise<RunReport>,
    change?: Partial<RunInput>,
  ): Promise<RunReport>;
  /** Runs until nothing is written any more. @throws when that takes more than 25 runs (I1) */
  settle(): Promise<RunReport>;
}

/** The account whose scope it is; its user is the CRM's. */
export const OWNER = { accountId: 'account', crmUserId: 'user', mailbox: 'anna@contoso.example' };

const STAMP_KEY = new Uint8Array(32).fill(7);

export function createWorld(
  itemType: ItemType = 'contacts',
  rules: Partial<ItemRules> = {},
  crmOptions: MemoryCrmOptions = {},
): World {
  let nowMs = Date.parse('2026-11-25T08:00:00Z');
  let behindMs = 0;
  let nextId = 0;
  const now = (): string => new Date(nowMs).toISOString();
  const interruptions = createInterruptions();
  const exchange = createMemoryExchange(itemType);
  const crm = createMemoryCrm(itemType, crmOptions);
  const store = createMemoryStore(now);
  const runs = createMemoryRuns(now);
  const plans = createMemoryPlans(runs, now);
  const betweenItems = (): Promise<void> => interruptions.step('item', async () => undefined);
  exchange.betweenItems = betweenItems;
  crm.betweenItems = betweenItems;

  const world: World = {
    itemType,
    exchange,
    crm,
    store,
    runs,
    plans,
    memory: { store, runs, plans },
    interruptions,
    defects: [],
    approvals: [],
    progress: [],
    rules: { ...DEFAULT_ITEM_RULES, ...rules },
    from: { kind: 'all' },
    chunkSize: DEFAULT_CHUNK_SIZE,
    brakes: DEFAULT_BRAKE_LIMITS,
    today: '2026-11-25',
    pass(ms) {
      nowMs += ms;
    },
    setBack(ms) {
      behindMs += ms;
    },
    now,
    run: (change) => world.execute(runScope, change),
    async execute(kind, change = {}) {
      const scope = await world.memory.store.ensureScope({ ...OWNER, crmUserId: crm.user.id }, itemType);
      nowMs += 1_000;
      return kind(
        {
          exchange: interruptible(exchange, 'exchange', interruptions),
          crm: interruptible(crm, 'crm', interruptions),
          store: interruptible(world.memory.store, 'store', interruptions),
          runs: interruptible(world.memory.runs, 'runs', interruptions),
          plans: interruptible(world.memory.plans, 'plans', interruptions),
          clock: {
            now: () => new Date(nowMs - behindMs).toISOString(),
            monotonicMs: () => nowMs,
            sleep: async (ms) => {
              nowMs += ms;
            },
          },
          newId: () => `id-${String((nextId += 1)).padStart(6, '0')}`,
          stampKey: STAMP_KEY,
          onProgress: (event) => void world.progress.push(event),
          onApproved: async (approval) => void world.approvals.push({ ...approval, writesBefore: writesOf(world) }),
          onDefect: (error) => void world.defects.push(error),
        },
        {
          scopeId: scope.id,
          rules: world.rules,
          appointmentsFrom: world.from,
          zone: 'Europe/Rome' as TimeZoneId,
          today: () => world.today as CalendarDate,
          dryRun: false,
          firstRun: 'automatic',
          approvedHashes: [],
          appliesPlan: null,
          brakes: world.brakes,
          waitOutSeconds: 180,
          callTimeoutMs: 75_000,
          ownerId: 'worker',
          listedSteps: 200,
          chunkSize: world.chunkSize,
          ...change,
        },
      );
    },
    async settle() {
      for (let count = 0; count < 25; count += 1) {
        world.pass(200_000);
        const before = writesOf(world);
        const report = await world.run();
        if (report.outcome === 'failed')
          throw new Error(`run failed: ${report.problem?.code}`, { cause: world.defects[0] });
        const open = await world.memory.store.listIntents(report.scopeId);
        if (writesOf(world) === before && open.length === 0) return report;
      }
      throw new Error('I1: no rest after 25 runs');
    },
  };
  return world;
}

/** Write calls that reached the two sides. */
export function writesOf({ exchange, crm }: Pick<World, 'exchange' | 'crm'>): number {
  const of = (calls: ReadonlyMap<string, number>): number =>
    ['create', 'update', 'delete'].reduce((sum, name) => sum + (calls.get(name) ?? 0), 0);
  return of(exchange.calls) + of(crm.calls);
}

/** All calls since the counters were cleared, as `side.name: count`. */
export function callsOf({ exchange, crm }: Pick<World, 'exchange' | 'crm'>): Readonly<Record<string, number>> {
  return Object.fromEntries([
    ...[...exchange.calls].map(([name, count]) => [`exchange.${name}`, count] as const),
    ...[...crm.calls].map(([name, count]) => [`crm.${name}`, count] as const),
  ]);
}

export function forgetCalls({ exchange, crm }: Pick<World, 'exchange' | 'crm'>): void {
  exchange.calls.clear();
  crm.calls.clear();
}
