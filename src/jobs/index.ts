export {
  beginTrial,
  type CircuitBreaker,
  CLOSED_BREAKER,
  knownBefore,
  noteEnd,
  type Permission,
  permissionOf,
  type RunEnd,
  scopesWith,
  tryNow,
} from './circuit-breaker.ts';
export { type Housekeeping, type HousekeepingTask, housekeeping } from './housekeeping.ts';
export { type AttemptOutcome, nextAttempt } from './retry-delay.ts';
export {
  type AccountSchedule,
  createScheduler,
  type ScheduledAccount,
  type Scheduler,
  type SchedulerOptions,
  type ScheduleTrigger,
} from './scheduler.ts';
