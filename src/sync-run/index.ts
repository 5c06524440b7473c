export * from './ports.ts';
export { rulesHash, windowText } from './rules-hash.ts';
export { runScope } from './run-scope.ts';
export { stampOf } from './stamp.ts';
