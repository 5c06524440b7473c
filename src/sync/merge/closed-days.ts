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

/** Why a single occurrence is not written although its field may travel; `null` when it is. */
export type ClosedDays = (write: DayWrite) => PendingBecause | null;

export const NO_CLOSED_DAYS: ClosedDays = () => null;
