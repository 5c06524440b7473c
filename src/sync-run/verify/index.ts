export { type Repaired, repairFindings } from './repair.ts';
export { verifyScope } from './verify-scope.ts';
