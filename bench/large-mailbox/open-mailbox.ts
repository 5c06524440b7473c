import type { Database } from '../../src/database/index.ts';
import { migrate } from '../../src/database/index.ts';
import type { CalendarDate, TimeZoneId } from '../../src/model/index.ts';
import { synchronisedFields } from '../../src/model/index.ts';
import type { SyncStore } from '../../src/store/index.ts';
import { createPlanStore, createRunStore, createSyncStore } from '../../src/store/index.ts';
import type { Link } from '../../src/sync/index.ts';
import { baseOf, DEFAULT_BRAKE_LIMITS, DEFAULT_ITEM_RULES, PROJECTION_VERSION } from '../../src/sync/index.ts';
import type { RunInput, RunReport } from '../../src/sync-run/index.ts';
import { runScope } from '../../src/sync-run/index.ts';
import { createSettlementDraft } from '../../src/sync-run/settle/settlement-draft.ts';
import type { GeneratedSides } from './generated-sides.ts';
import { contactOf, createGeneratedSides, idOf, POSITION_AFTER_LISTING } from './generated-sides.ts';

/** A mailbox of some size with its memory in a database, and runs of it. */
export interface OpenMailbox {
  readonly sides: GeneratedSides;
  run(change?: Partial<RunInput>): Promise<RunReport>;
  /** Both sides are linked, item by item, as after a first run; positions and rules are known. */
  linkEverything(): Promise<void>;
}

const OWNER = { accountId: 'account', crmUserId: 'user', mailbox: 'anna@brenta.example' };
const WRITTEN_AT_ONCE = 500;

/** @param db empty; is migrated, and stays the caller's */
export async function openMailbox(db: Database, size: number): Promise<OpenMailbox> {
  await migrate(db);
  await addOwner(db);
  const store = createSyncStore(db);
  const sides = createGeneratedSides(size);
  const scope = await store.ensureScope(OWNER, 'contacts');
  let nextId = 0;
  const run = (change: Partial<RunInput> = {}): Promise<RunReport> =>
    runScope(
      {
        crm: sides.crm,
        exchange: sides.exchange,
        store,
        runs: createRunStore(db),
        plans: createPlanStore(db),
        clock: {
          now: () => new Date().toISOString(),
          monotonicMs: () => performance.now(),
          sleep: async () => undefined,
        },
        newId: () => `id-${String((nextId += 1)).padStart(9, '0')}`,
        stampKey: new Uint8Array(32).fill(7),
        onProgress: () => undefined,
        onApproved: async () => undefined,
        onDefect: (error) => {
          throw error;
        },
      },
      {
        scopeId: scope.id,
        rules: DEFAULT_ITEM_RULES,
        appointmentsFrom: { kind: 'all' },
        zone: 'Europe/Rome' as TimeZoneId,
        today: () => '2026-11-25' as CalendarDate,
        dryRun: false,
        firstRun: 'automatic',
        approvedHashes: [],
        appliesPlan: null,
        brakes: DEFAULT_BRAKE_LIMITS,
        waitOutSeconds: 180,
        callTimeoutMs: 75_000,
        ownerId: 'bench',
        listedSteps: 200,
        chunkSize: 100,
        ...change,
      },
    );
  return {
    sides,
    run,
    linkEverything: async () => {
      await putLinks(store, scope.id, size);
      // The first run after that remembers the rules.
      await run();
      sides.calls.clear();
    },
  };
}

/** The rows that a scope hangs from. */
async function addOwner(db: Database): Promise<void> {
  await db.script(`
    INSERT INTO crm.users (id, name, display_name, email, time_zone)
    VALUES ('user', 'anna', 'Anna Bianchi', 'anna@brenta.example', 'Europe/Rome');`);
}

async function putLinks(store: SyncStore, scopeId: string, size: number): Promise<void> {
  const lease = await store.acquireLease(scopeId, 'bench', 600);
  if (lease === null) throw new Error('the lease is held by somebody else');
  const specs = synchronisedFields('contacts');
  for (let start = 0; start < size; start += WRITTEN_AT_ONCE) {
    const draft = createSettlementDraft();
    for (let n = start; n < Math.min(size, start + WRITTEN_AT_ONCE); n += 1)
      draft.putLink(linkOf(scopeId, n, baseOf(specs, contactOf(n))));
    await draft.commit(store, lease);
  }
  await store.updateScope(lease, { mailboxSmtp: OWNER.mailbox, mailboxFingerprint: 'folders' });
  for (const side of ['crm', 'exchange'] as const) await store.recordPage(lease, side, [], POSITION_AFTER_LISTING);
  await store.releaseLease(lease);
}

function linkOf(scopeId: string, n: number, base: Link['baseCrm']): Link {
  return {
    id: idOf('l', n),
    scopeId,
    state: 'LINKED',
    ambiguous: false,
    notCompared: false,
    crmId: idOf('c', n),
    crmVersion: '1',
    exchangeId: idOf('e', n),
    changeKey: '1',
    uid: null,
    searchKey: idOf('k', n),
    stamp: idOf('s', n),
    stamped: true,
    generation: 0,
    baseCrm: base,
    baseExchange: base,
    projection: PROJECTION_VERSION,
    suppressed: [],
    pending: false,
    reviewReason: null,
    givenCategories: [],
    formerStamps: [],
  };
}
