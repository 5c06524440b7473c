import type { Side } from '../../model/index.ts';
import type { PendingBecause } from '../step.ts';
import type { Day } from './days.ts';

/** An occurrence that would be written to one side. */
export interface DayWrite {
  readonly day: string;
  readonly to: Side;
  /** As it stands there. */
  readonly now: Day;
  readonly wished: Day;
}

/** Single occurrences that are not written although the others are. */
export interface ClosedDays {
  /** Why one waits although its field may travel; `null` when it does not. */
  waits(write: DayWrite): PendingBecause | null;
  /** Whether one that the CRM deleted stays in Exchange for good, whatever its field may: both sides are settled like that. */
  stays(day: string): boolean;
}

export const NO_CLOSED_DAYS: ClosedDays = { waits: () => null, stays: () => false };
