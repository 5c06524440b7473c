import type { CalendarDate, Fields, FieldValue, Side } from '../model/index.ts';

/** Row of the decision table (sync-spec): stands in code, plans, journal, and in the answer to "why?". */
export type RowId =
  | 'L1'
  | 'L2'
  | 'L3'
  | 'L4'
  | 'L5'
  | 'L6'
  | 'L7'
  | 'L8'
  | 'L9'
  | 'L10'
  | 'L11'
  | 'L12'
  | 'L13'
  | 'L14'
  | 'L15'
  | 'D1'
  | 'D2'
  | 'D3'
  | 'D4'
  | 'D5'
  | 'D6'
  | 'U1'
  | 'U2'
  | 'U3'
  | 'U4'
  | 'U5'
  | 'U6'
  /** Other events: moved away, re-assigned, hidden, unproved, private since, copy. */
  | 'O1'
  | 'O2'
  | 'O3'
  | 'O4'
  | 'O5'
  | 'O6'
  /** Another mailbox, a CRM restored from a backup, a late write of our own, new categories in the profile. */
  | 'O7'
  | 'O8'
  | 'O9'
  | 'O10'
  /** The memory itself came from a backup. */
  | 'O11'
  /** Brakes on a whole plan: mass deletion, empty side, mass change, mass creation, first run. */
  | 'B1'
  | 'B2'
  | 'B3'
  | 'B4'
  | 'B5'
  /** Deletions of the whole installation, mailbox not recognised, CRM restored. */
  | 'B6'
  | 'B7'
  | 'B8'
  /** Mail to the people in many meetings. */
  | 'B9'
  /** A run taken back: made, changed and deleted by it; edited since; left as it is; nothing to do. */
  | 'X1'
  | 'X2'
  | 'X3'
  | 'X4'
  | 'X5'
  | 'X6';

/** A reason as code and parameters; rendered in the reader's language when shown (the catalogue of reasons in `messages`). */
export interface Reason {
  readonly row: RowId;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** How one field of a pair is settled. */
export type FieldOutcome =
  | { readonly kind: 'unchanged' }
  /** Equal on both sides, not yet in the base. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'toExchange'; readonly value: FieldValue }
  | { readonly kind: 'toCrm'; readonly value: FieldValue }
  /** A set that takes elements from both sides. */
  | { readonly kind: 'toBoth'; readonly value: FieldValue }
  /** A change that no rule lets travel; the base is not touched. */
  | { readonly kind: 'pending'; readonly changedOn: Side | 'both'; readonly because?: PendingBecause };

/**
 * `occurrencesLost`: the new rule of a series would take changed occurrences from Exchange that the CRM may not learn of.
 * `occurrencesApart`: changed occurrences are on days that the rule of the other side does not give.
 * `lastOccurrence`: Exchange would have a series of which no occurrence is left, and has none such.
 * `occurrencesWouldLose`: Exchange would forget what changed occurrences hold there beside what is carried.
 * `occurrenceShared`: an attendee removed an occurrence from the own calendar, and others take part in the record.
 * `toldByExchange`: who is invited and who answered what comes from Exchange only.
 * `notOrganizer`, `meetingCancelled`, `invitationsNever`: the item is a meeting that is not for us to change.
 * `private`: a side does not tell what it has there.
 */
export type PendingBecause =
  | 'occurrencesLost'
  | 'occurrencesApart'
  | 'occurrencesWouldLose'
  | 'occurrenceShared'
  | 'lastOccurrence'
  | 'toldByExchange'
  | 'notOrganizer'
  | 'meetingCancelled'
  | 'invitationsNever'
  | 'private';

/** Both sides changed the same field: the value that was not taken is kept in the journal. */
export interface Conflict {
  readonly field: string;
  readonly winner: Side;
  readonly base: FieldValue;
  readonly crm: FieldValue;
  readonly exchange: FieldValue;
}

export interface MergeResult {
  /** One entry for each field that is not `unchanged`. */
  readonly outcomes: Readonly<Record<string, FieldOutcome>>;
  readonly toCrm: Fields;
  readonly toExchange: Fields;
  /** Occurrences that were deleted in the CRM, and stay in Exchange for good: what the base of the CRM knows from now on. */
  readonly keptInCrm?: Fields;
  readonly conflicts: readonly Conflict[];
  readonly pendingFields: readonly string[];
}

/** What to put on the Exchange item beside its fields. */
export interface Marking {
  readonly stamp: boolean;
  /** Categories of the profile to add. */
  readonly categories: readonly string[];
}

/** The parts of a meeting that Exchange mails by themselves. */
export interface MailsAbout {
  /** The meeting itself; of a series its master. */
  readonly item: boolean;
  /** Occurrences of a series, by the days on which its rule puts them. */
  readonly days: readonly CalendarDate[];
}

/**
 * What shall happen to one pair: data, never an action that does IO.
 * `link: true` on a merge means that the pair becomes linked by it (U2).
 */
export type Step =
  | { readonly kind: 'noop'; readonly reason: Reason }
  /** Waits for a rule, a review, a reserved counterpart or the window; nothing is written. */
  | {
      readonly kind: 'hold';
      readonly reason: Reason;
      readonly state: 'pending' | 'review' | 'wait' | 'asleep' | 'suspended' | 'ignored';
      readonly candidates?: readonly string[];
    }
  | {
      readonly kind: 'merge';
      readonly reason: Reason;
      readonly merge: MergeResult;
      readonly marking: Marking | null;
      readonly link: boolean;
      readonly reopen: boolean;
      /** How many mails Exchange sends about it, one for each person and part; absent is none. */
      readonly mails?: number;
      readonly mailsAbout?: MailsAbout;
      /** All of it is in fields that the bases are too old to know. */
      readonly introduces?: true;
    }
  | {
      readonly kind: 'createInExchange';
      readonly reason: Reason;
      readonly fields: Fields;
      readonly uid: string | null;
      readonly marking: Marking;
    }
  | {
      readonly kind: 'createInCrm';
      readonly reason: Reason;
      readonly fields: Fields;
      readonly uid: string | null;
      readonly marking: Marking | null;
    }
  | {
      readonly kind: 'deleteInExchange';
      readonly reason: Reason;
      /** How many people get the cancellation; absent is nobody. */
      readonly mails?: number;
    }
  | { readonly kind: 'deleteInCrm'; readonly reason: Reason }
  | {
      readonly kind: 'detach';
      readonly reason: Reason;
      readonly to: 'DET_E' | 'DET_C';
      readonly review: string | null;
      /** Fingerprint of an edit of the survivor that goes with the pair, remembered as that of a `suppress`. */
      readonly leftAlone: string | null;
    }
  /** An edit of a detached survivor that is remembered and left alone. */
  | { readonly kind: 'suppress'; readonly reason: Reason; readonly fingerprint: string }
  | { readonly kind: 'close'; readonly reason: Reason };

export type StepKind = Step['kind'];

/** How many mails Exchange sends when the step is carried out. */
export function mailsOf(step: Step): number {
  return step.kind === 'merge' || step.kind === 'deleteInExchange' ? (step.mails ?? 0) : 0;
}
