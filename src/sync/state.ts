import type { CalendarDate, Fields, Meeting } from '../model/index.ts';

/** `DET_E`: only the Exchange item remains; `DET_C`: only the CRM record remains. A deletion that was not propagated. */
export type LinkState = 'LINKED' | 'DET_E' | 'DET_C' | 'CLOSED';

/** The stored pair, with the last settled values of each side. */
export interface Link {
  readonly id: string;
  readonly scopeId: string;
  readonly state: LinkState;
  /** Which item it is cannot be told for certain: it never executes a deletion. */
  readonly ambiguous: boolean;
  /**
   * Nobody could hold its record against it while the scope of a restored CRM was frozen: what the record has otherwise than
   * was agreed may still be from before.
   */
  readonly notCompared: boolean;
  readonly crmId: string | null;
  readonly crmVersion: string | null;
  readonly exchangeId: string | null;
  readonly changeKey: string | null;
  readonly uid: string | null;
  readonly searchKey: string | null;
  /** The stamp that the item in Exchange carries or will carry; it also is the external key in the CRM. */
  readonly stamp: string;
  /** True once the stamp is known to be on the Exchange item. */
  readonly stamped: boolean;
  /**
   * Stamps that it had before its item or record was made anew. An item that carries one of them is from then: when a
   * person brings it back beside the one that was made in its place, it is known.
   */
  readonly formerStamps: readonly string[];
  /** Grows when an item is deliberately made anew. */
  readonly generation: number;
  readonly baseCrm: Fields;
  readonly baseExchange: Fields;
  /** Version of the mapping that made the bases. */
  readonly projection: number;
  /** Fingerprints of edits to a detached survivor that the strategy told to leave alone. */
  readonly suppressed: readonly string[];
  /** A change waits because a rule is off. */
  readonly pending: boolean;
  /** Reason code of what it waits for, where that must outlive the run. */
  readonly reviewReason: string | null;
  /** Categories of the profile that the item was given. One that its user took off again is not given twice. */
  readonly givenCategories: readonly string[];
}

/** What is known of the CRM record of a pair, right now. */
export type CrmState =
  | {
      readonly kind: 'live';
      readonly id: string;
      readonly version: string;
      readonly fields: Fields;
      readonly takesPart: TakesPart;
      /** `false`: the user sees the record and may not change it, so nothing travels into it. */
      readonly mayChange: boolean;
      readonly uid: string | null;
      /** Others than its user own it or take part in it. */
      readonly isShared?: true;
      /** People are invited, although it is not told who: the record is private. */
      readonly isMeeting?: true;
      /** Fields that the record has and that are not told, because it is private. Here they are as they were settled last. */
      readonly withheld?: readonly string[];
      /**
       * What a restored CRM did to it, where that can be proved: `older` is from before what was settled last,
       * `returned` was deleted once and is back. `maybeOlder`: the freeze ended, and nobody could compare it until now.
       * Absent where nothing can be told.
       */
      readonly restored?: 'older' | 'returned' | 'maybeOlder';
    }
  | { readonly kind: 'gone'; readonly id: string }
  /** Readable, but no longer this user's (re-assigned, taken off the list): positive evidence, not a deletion. */
  | { readonly kind: 'left'; readonly id: string; readonly version: string; readonly fields: Fields }
  /** Not visible any more: says nothing about deletion. */
  | { readonly kind: 'hidden'; readonly id: string }
  | { readonly kind: 'absent' };

/** What is known of the Exchange item of a pair, right now. */
export type ExchangeState =
  | {
      readonly kind: 'live';
      readonly id: string;
      readonly changeKey: string | null;
      readonly fields: Fields;
      readonly categories: readonly string[];
      readonly stamp: string | null;
      readonly uid: string | null;
      readonly searchKey: string | null;
      /** Likewise. */
      readonly withheld?: readonly string[];
      /**
       * Fields in which it has or lacks something that was never agreed with it: another item stood in its place when the pair
       * was settled last.
       */
      readonly unagreed?: readonly string[];
      readonly takesPart: TakesPart;
      /** `null` for contacts, and for appointments to which nobody was ever invited. */
      readonly meeting: Meeting | null;
      /** Of a series: days of `occurrences` that are deleted because the organizer called them off. */
      readonly calledOffDays?: readonly CalendarDate[];
      /** Of a series: Exchange would forget something of its occurrences that is not carried, with another time or rule. */
      readonly occurrencesHoldMore?: true;
    }
  /** Deletion proved: found in Deleted Items, or nowhere although everywhere could be searched. */
  | { readonly kind: 'gone'; readonly id: string }
  /** Moved to a folder that is not synchronised. Never a deletion. */
  | { readonly kind: 'elsewhere'; readonly id: string }
  /** Missing, and its deletion cannot be proved. `reason` names what stands in the way. */
  | { readonly kind: 'unproved'; readonly id: string; readonly reason: string }
  | { readonly kind: 'absent' };

/** `out` is outside the window "appointments from"; `excluded` names the filter or policy. */
export type TakesPart =
  | { readonly kind: 'yes' }
  | { readonly kind: 'out' }
  | { readonly kind: 'excluded'; readonly reason: 'filter' | 'private' | 'series' };

export interface Pair {
  /** `null` while the two are not (or only one is) linked. */
  readonly link: Link | null;
  readonly crm: CrmState;
  readonly exchange: ExchangeState;
  /**
   * What was agreed of the two in a pair that was closed. No base, since both may have been edited or set back unseen; it
   * only tells what a side cut.
   */
  readonly former?: Pick<Link, 'baseCrm' | 'baseExchange'>;
}
