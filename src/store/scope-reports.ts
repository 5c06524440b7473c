import type { Database } from '../database/port.ts';
import type { ItemCounts } from './item-counts.ts';
import { countItems } from './item-counts.ts';
import type { ItemFacts } from './item-facts.ts';
import { itemFacts } from './item-facts.ts';
import type { PastRun, PastRunFilter } from './past-runs.ts';
import { findPastRun, lastRunsOf, listPastRuns } from './past-runs.ts';
import type { NewHint } from './port.ts';
import type { ScopeStanding } from './scope-standing.ts';
import { listStandings } from './scope-standing.ts';

/**
 * What people ask about many scopes at once. Each question is one statement, however many scopes it is about: a company
 * has thousands, and the database answers one statement after the other.
 */
export interface ScopeReports {
  /** @param scopeIds `null`: all; @returns without the scopes that have no items (`NO_ITEMS`) */
  countItems(scopeIds: readonly string[] | null): Promise<ReadonlyMap<string, ItemCounts>>;
  /** @param accountIds `null`: all */
  listStandings(accountIds: readonly string[] | null): Promise<readonly ScopeStanding[]>;
  /** The newest run of each scope, without failures that a later success has overcome. @param scopeIds `null`: all */
  lastRuns(scopeIds: readonly string[] | null): Promise<readonly PastRun[]>;
  /** Newest first. */
  listRuns(filter: PastRunFilter): Promise<readonly PastRun[]>;
  findRun(id: string): Promise<PastRun | null>;
  /** What is remembered of one item beside its live link. */
  itemFacts(scopeId: string, item: NewHint): Promise<ItemFacts>;
}

/** In a migrated database. */
export function createScopeReports(db: Database): ScopeReports {
  return {
    countItems: (scopeIds) => countItems(db, scopeIds),
    listStandings: (accountIds) => listStandings(db, accountIds),
    lastRuns: (scopeIds) => lastRunsOf(db, scopeIds),
    listRuns: (filter) => listPastRuns(db, filter),
    findRun: (id) => findPastRun(db, id),
    itemFacts: (scopeId, item) => itemFacts(db, scopeId, item),
  };
}
