export { ensureInstallation } from './installation.ts';
export { freeAbandonedLeases } from './leases.ts';
export * from './port.ts';
export { deleteHistoryOlderThan } from './retention.ts';
export { createRunStore } from './run-store.ts';
export { createSyncStore } from './sync-store.ts';
