import type { Database } from '../../../database/index.ts';
import type { ItemType } from '../../../model/index.ts';
import type { FindingStore, StoredFinding } from '../../../store/index.ts';
import { createFindingStore, createPlanStore, createRunStore, createSyncStore } from '../../../store/index.ts';
import type { Scope } from '../../../store/port.ts';
import type { ItemRules } from '../../../sync/index.ts';
import type { RunReport } from '../../ports.ts';
import { runScope } from '../../run-scope.ts';
import type { MemoryCrmOptions } from '../../testing/memory-crm.ts';
import type { World } from '../../testing/world.ts';
import { createWorld } from '../../testing/world.ts';
import type { Repaired } from '../repair.ts';
import { repairFindings } from '../repair.ts';
import { verifyScope } from '../verify-scope.ts';

/** Two simulated sides with their memory in a real database, for it is the database that a verification asks. */
export interface RememberedWorld {
  readonly world: World;
  readonly findings: FindingStore;
  scope(): Promise<Scope>;
  verify(): Promise<{ readonly report: RunReport; readonly found: readonly StoredFinding[] }>;
  repair(runId: string): Promise<Repaired>;
}

let worlds = 0;

/** @param db migrated; worlds of one database do not meet */
export function rememberedWorld(
  db: Database,
  itemType: ItemType = 'contacts',
  rules: Partial<ItemRules> = {},
  crmOptions: MemoryCrmOptions = {},
): RememberedWorld {
  const name = `w${(worlds += 1)}`;
  const world = createWorld(itemType, rules, crmOptions);
  world.exchange.identity = { smtp: `${name}@contoso.example`, fingerprint: name };
  const store = createSyncStore(db);
  const ensureScope: typeof store.ensureScope = (owner, type) =>
    store.ensureScope({ ...owner, accountId: name, crmUserId: name, mailbox: name }, type);
  world.memory = { store: { ...store, ensureScope }, runs: createRunStore(db), plans: createPlanStore(db) };
  // Worlds count their ids from one, each for itself; here they share tables.
  world.run = (change) =>
    world.execute((ports, input) => runScope({ ...ports, newId: () => `${name}-${ports.newId()}` }, input), change);
  const findings = createFindingStore(db);
  const scope = (): Promise<Scope> => ensureScope({ accountId: '', crmUserId: '', mailbox: '' }, itemType);
  return {
    world,
    findings,
    scope,
    async verify() {
      const runId = `${name}-verify-${(worlds += 1)}`;
      const report = await world.execute((ports, input) => verifyScope(ports, input, findings), {
        dryRun: true,
        runId,
      });
      return { report, found: await findings.page(runId, 0, 1_000) };
    },
    async repair(runId) {
      const lease = await store.acquireLease((await scope()).id, 'repair', 60);
      if (lease === null) throw new Error('the scope is busy');
      const repaired = await repairFindings(store, findings, lease, runId);
      await store.releaseLease(lease);
      return repaired;
    },
  };
}
