export * from './ports.ts';
export { runScope } from './run-scope.ts';
