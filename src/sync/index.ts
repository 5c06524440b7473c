export * from './match-types.ts';
export * from './rules.ts';
export * from './state.ts';
export * from './step.ts';
