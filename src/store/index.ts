export { ensureInstallation, type Installation } from './installation.ts';
export * from './port.ts';
export { deleteHistoryOlderThan, type Retention } from './retention.ts';
export { createRunStore } from './run-store.ts';
export { createSyncStore } from './sync-store.ts';
