import type { ItemRules, WindowRule } from '../../src/sync/index.ts';
import type { Write } from '../invariants/index.ts';
import type { Faults } from './faults.ts';
import type { History } from './history.ts';
import type { Mailbox } from './mailbox.ts';
import type { Process, Schedule } from './schedule.ts';

/** What one run of one process sees of the world. */
export interface RunContext {
  readonly schedule: Schedule;
  readonly process: Process;
  readonly faults: Faults;
  readonly history: History;
  readonly mailbox: Mailbox;
  /** All mailboxes of the company, which mail of this one may reach. */
  readonly colleagues: readonly Mailbox[];
  /** Whether other mailboxes were linked to a record when the run began, and still are. */
  readonly isShared: (recordId: string) => boolean;
  readonly cause: Write['cause'];
  /** When it began, in the order of acts and writes. */
  readonly runFrom: number;
  /** The rules that it was started with. */
  readonly rules: ItemRules;
  readonly from: WindowRule;
  readonly callTimeoutMs: number;
}

/** What of it a write is put down with. */
export type WriteContext = Pick<
  RunContext,
  'history' | 'mailbox' | 'colleagues' | 'isShared' | 'cause' | 'runFrom' | 'rules' | 'from'
> & {
  readonly process: Pick<Process, 'name' | 'turns' | 'diesAtTurn' | 'diesAfterWrites'>;
  readonly schedule: Pick<Schedule, 'note'>;
};

/** Longest time between the start of a call and its landing, when the network holds it back. */
export const LATE_AT_MOST_MS = 70_000;
