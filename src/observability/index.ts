export { createLog, type LogLevel, type LogOptions, logLevelOf } from './create-log.ts';
export { errorFacts } from './error-facts.ts';
export type { Log, LogFacts } from './log.ts';
