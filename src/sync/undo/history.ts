import type { Fields } from '../../model/index.ts';

/** One write of a run on one side, as the journal keeps it: written down before it was sent, so it may not have arrived. */
export interface WrittenChange {
  readonly op: 'create' | 'update' | 'delete';
  /** Values that it overwrote or deleted. `null` for creates, and where they are kept no more. */
  readonly before: Fields | null;
  /** What was sent; `null` for deletions. */
  readonly after: Fields | null;
  /** Of `after` what the side made something else of, as it was read back. */
  readonly kept: Fields | null;
}

/** What a run did to one side of a pair, oldest first. */
export type SideHistory = readonly WrittenChange[];
