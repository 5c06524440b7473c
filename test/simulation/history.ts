import type { ItemType } from '../../src/model/index.ts';
import type { Act, Write } from '../invariants/index.ts';

/** What happened, for the judge and in words. */
export interface History {
  readonly acts: Act[];
  readonly writes: Write[];
  readonly mails: { readonly at: number; readonly what: string }[];
  readonly doubled: Set<string>;
  readonly poisoned: Set<string>;
  /** Made by people on both sides: one thing only as long as the two look alike. */
  readonly madeTwice: Set<string>;
  /** Item types whose CRM came back from a backup: what cannot be seen there may be lost or only hidden. */
  readonly restored: Set<ItemType>;
  readonly words: string[];
  /** Numbers for names and values that were never used before. */
  origins: number;
  values: number;
  /** The order of acts and writes: many happen in one millisecond. */
  at(): number;
}

export function createHistory(): History {
  let at = 0;
  return {
    at: () => (at += 1),
    acts: [],
    writes: [],
    mails: [],
    doubled: new Set(),
    poisoned: new Set(),
    madeTwice: new Set(),
    restored: new Set(),
    words: [],
    origins: 0,
    values: 0,
  };
}
