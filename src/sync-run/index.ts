export { closedCrm, closedExchange, type ExplainedPair, explainPair } from './explain/index.ts';
export { distrustMemory } from './freeze/distrust-memory.ts';
export { oldDeletionsRun } from './old-deletions/old-deletions-run.ts';
export * from './ports.ts';
export { runScope } from './run-scope.ts';
export { sidesAsCrmKeeps } from './sides/sides-as-kept.ts';
export { undoRun } from './undo/undo-run.ts';
export { type Repaired, repairFindings, verifyScope } from './verify/index.ts';
