export { createLog, LOG_LEVELS, type LogLevel, type LogOptions, logLevelOf } from './create-log.ts';
export { errorFacts } from './error-facts.ts';
export { type Log, type LogFacts } from './log.ts';
