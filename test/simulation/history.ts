import type { Act, Announced, Mail, Write } from '../invariants/index.ts';

/**
 * Why of a human-made thing more than one may stand: a person's doing each time, after which nobody can tell which is
 * which. docs/spec/synchronisation.md, section 7, tells what the judge lets pass for it.
 */
export type Doubt =
  | 'copied'
  | 'brought back beside another'
  | 'parted before it was linked'
  | 'lost its marks and its looks'
  | 'moved out of reach'
  | 'landed forgotten'
  | 'put out of sight by a restore'
  | 'emptied before it was known'
  | 'invited beside a copy'
  | 'made beside an unseen copy'
  | 'given away before others were invited'
  | 'thrown away before an invitation to it';

/** What happened, for the judge and in words. */
export interface History {
  readonly acts: Act[];
  readonly writes: Write[];
  readonly mails: Mail[];
  readonly announced: Announced[];
  /** Each time that people doubled one, with the reason. */
  readonly doubts: { readonly origin: string; readonly why: Doubt }[];
  doubt(origin: string, why: Doubt): void;
  readonly poisoned: Set<string>;
  /** Made by people on both sides: one thing only as long as the two look alike. */
  readonly madeTwice: Set<string>;
  /** Series that were over in the CRM and have an occurrence there again. */
  readonly seriesAgain: Set<string>;
  readonly words: string[];
  /** Numbers for names and values that were never used before. */
  origins: number;
  values: number;
  /** The order of acts and writes: many happen in one millisecond. */
  at(): number;
}

export function createHistory(): History {
  let at = 0;
  const doubts: History['doubts'] = [];
  return {
    at: () => (at += 1),
    acts: [],
    writes: [],
    mails: [],
    announced: [],
    doubts,
    doubt(origin, why) {
      doubts.push({ origin, why });
    },
    poisoned: new Set(),
    madeTwice: new Set(),
    seriesAgain: new Set(),
    words: [],
    origins: 0,
    values: 0,
  };
}
