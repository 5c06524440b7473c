export { type Housekeeping, type HousekeepingTask, housekeeping } from './housekeeping.ts';
export type { AttemptOutcome } from './retry-delay.ts';
export {
  type AccountSchedule,
  createScheduler,
  type ScheduledAccount,
  type Scheduler,
  type SchedulerOptions,
  type ScheduleTrigger,
} from './scheduler.ts';
