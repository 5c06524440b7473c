export {
  CONFLICT_STATES,
  type ConflictFilter,
  type ConflictState,
  type ConflictStore,
  createConflictStore,
  type StoredConflict,
} from './conflicts.ts';
export {
  type Compared,
  createFindingStore,
  type Finding,
  type FindingKind,
  type FindingStore,
  type StoredFinding,
  type VerificationHead,
} from './findings.ts';
export { ensureInstallation } from './installation.ts';
export { type ItemCounts, NO_ITEMS } from './item-counts.ts';
export type { ItemFacts } from './item-facts.ts';
export { freeAbandonedLeases, leaseOwner } from './leases.ts';
export type { PastRun } from './past-runs.ts';
export { createPhotoStore } from './photos.ts';
export { createPlanStore } from './plans.ts';
export * from './port.ts';
export { retryParkedAfterUpgrade } from './quarantine.ts';
export { deleteHistoryOlderThan } from './retention.ts';
export { changedNothing } from './run-changes.ts';
export { createRunStore } from './run-store.ts';
export { createScopeReports, type ScopeReports } from './scope-reports.ts';
export type { ScopeStanding } from './scope-standing.ts';
export { createSyncStore } from './sync-store.ts';
export { deleteUnneededPhotos } from './unneeded-photos.ts';
