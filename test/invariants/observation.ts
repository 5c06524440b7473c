import type { Fields, FieldValue, ItemType, Meeting, Side } from '../../src/model/index.ts';
import type { JournalEntry, QuarantineEntry, Unlinked } from '../../src/store/port.ts';
import type { ItemRules, Link } from '../../src/sync/index.ts';

/**
 * What an outsider can tell of a history: what people did, what we wrote, and what stands at the end. Every layer of
 * tests makes one in its own way; the invariants ask nothing else.
 *
 * `origin` names the human-made thing that a record or an item stems from, through all its copies and new ids. Layers
 * keep it in a field that travels and that nobody edits. `at` is any number that grows: a step, a millisecond.
 */
export interface Observation {
  readonly scopes: readonly ScopeView[];
  readonly acts: readonly Act[];
  /** Effects of our writes on the two sides, whether or not we learned of them. */
  readonly writes: readonly Write[];
  /** Mails that any of our requests made a server send. */
  readonly mails: readonly Mail[];
  /** Runs that nothing disturbed, held against what their plan had said. */
  readonly announced?: readonly Announced[];
  /**
   * Origins of which people themselves made more than one, so that identity cannot be told: copied, brought back from
   * Deleted Items, entered on both sides while a run was reading.
   */
  readonly doubled: ReadonlySet<string>;
  /** How often each of them was: so many more than one may stand. Not told: any number. */
  readonly timesDoubled?: ReadonlyMap<string, number>;
  /** Origins whose item one side refuses to read or write, to the end. */
  readonly poisoned: ReadonlySet<string>;
  /**
   * Deletions of all mailboxes that nobody approved, in milliseconds, and how many the brake allows within which time. Not told
   * where that brake is out of the way.
   */
  readonly deletions?: { readonly at: readonly number[]; readonly allowed: number; readonly withinMs: number };
  /** The end: people and faults have stopped. Without it only what holds at any moment is judged. */
  readonly rest?: Rest;
  /** A run and its undo: what people see before and after, as text without ids (I14). */
  readonly undo?: { readonly before: string; readonly after: string };
  /** A crash and its resumption: the end, and the ends that are reachable without the crash (I15). */
  readonly resumed?: { readonly end: string; readonly reachable: readonly string[] };
  /** Two executions of one seed (I16). */
  readonly traces?: readonly [string, string];
}

export interface Mail {
  readonly at: number;
  readonly what: string;
  /** How many people got it. */
  readonly recipients?: number;
  /** Under which setting the run was started that caused it; not told: under one that mails nobody. */
  readonly invitations?: ItemRules['invitations'];
}

/** How many mails a preview announced, the run after it says it sent, and the server did send. */
export interface Announced {
  readonly scopeId: string;
  readonly announced: number;
  readonly told: number;
  readonly sent: number;
}

export interface Rest {
  /** Runs of each scope until nothing was written any more; `null` when the bound was passed. */
  readonly runs: number | null;
  readonly bound: number;
  /** Writes of one more run of every scope (I2). */
  readonly furtherWrites: number;
  /** What day it is then, where that matters. */
  readonly today?: string;
  /** What a verification of every scope finds then. */
  readonly findings?: readonly string[];
}

/** One mailbox × one item type of one CRM user. */
export interface ScopeView {
  readonly id: string;
  readonly itemType: ItemType;
  readonly crmUserId: string;
  /** As they are now. */
  readonly rules: ItemRules;
  /** Closed ones too. */
  readonly links: readonly Link[];
  readonly unlinked: readonly Unlinked[];
  readonly openIntents: number;
  readonly hints: readonly { readonly side: Side; readonly itemId: string }[];
  readonly quarantine: readonly QuarantineEntry[];
  readonly journal: readonly JournalEntry[];
  /** All records that the user sees or saw, as far as they exist. */
  readonly records: readonly RecordView[];
  /** All items of the mailbox, in whatever folder. */
  readonly items: readonly ItemView[];
  /** A folder of the mailbox cannot be searched. */
  readonly unreadable?: boolean;
  /**
   * Categories that the profile sets or ever set here, that of a filter that lets items in among them. They stay on
   * the items, and nobody copies them to the CRM.
   */
  readonly marks?: readonly string[];
  /** What Exchange makes of these values: cut, reformatted. Idempotent. */
  readonly asExchangeKeeps: (fields: Fields) => Fields;
}

export interface RecordView {
  readonly id: string;
  readonly origin: string;
  readonly fields: Fields;
  readonly ownerId: string;
  readonly mayChange: boolean;
  /** Others than the user of the mailbox own it or take part in it. Not told: nobody does. */
  readonly isShared?: boolean;
  /** `left`: another user's; `hidden`: out of sight. */
  readonly standing: 'yes' | 'out' | 'excluded' | 'left' | 'hidden';
  /** Of what we made: the stamp of the item that it was made from. */
  readonly externalKey?: string | null;
  /** Of an appointment, where it has one. */
  readonly uid?: string | null;
}

export interface ItemView {
  readonly id: string;
  readonly origin: string;
  readonly place: 'synchronised' | 'other' | 'deletedItems';
  /** `categories` without those of the profile. */
  readonly fields: Fields;
  readonly standing: 'yes' | 'out' | 'excluded';
  readonly stamp?: string | null;
  /** Where a server gives it one that outlasts its ids. */
  readonly searchKey?: string | null;
  /** Of an appointment, where it has one: a copy has that of its original. */
  readonly uid?: string | null;
  /** Not told: nobody else is in it. */
  readonly meeting?: Meeting | null;
}

interface ActOn {
  readonly at: number;
  readonly side: Side;
  /** Exchange: the scope whose mailbox it happened in. CRM: `null`. */
  readonly scopeId: string | null;
  readonly itemId: string;
  readonly origin: string;
}

/**
 * `lost`: a CRM came back from a backup without the record. `privacy`: an edit of one of two values, which says of neither
 * whose edit it is.
 */
export type PlainAct =
  | 'create'
  | 'delete'
  | 'restore'
  | 'copy'
  | 'move'
  | 'reassign'
  | 'hide'
  | 'show'
  | 'lost'
  | 'privacy';

/** What a person did. `edit`: one field; of a set the elements that were added and taken away. */
export type Act =
  | (ActOn & { readonly kind: PlainAct })
  /** A CRM came back from a backup with an older version of the record: `fields`, where there was `before`. */
  | (ActOn & { readonly kind: 'regressed'; readonly fields: Fields; readonly before: Fields })
  | (ActOn & { readonly kind: 'edit'; readonly field: string; readonly value: FieldValue })
  | (ActOn & {
      readonly kind: 'editSet';
      readonly field: string;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    })
  /** The administrator: rules, categories, window, profile of a scope. `undo`, `decide`: a person has us write. */
  | { readonly kind: Administration; readonly at: number; readonly scopeId: string };

export type Administration = 'rules' | 'window' | 'undo' | 'decide' | 'repair';

export interface Write {
  readonly at: number;
  readonly scopeId: string;
  /** `undo` and `decision` are a person's own act: rules do not gate them. */
  readonly cause: 'sync' | 'undo' | 'decision';
  readonly side: Side;
  readonly op: 'create' | 'update' | 'delete';
  readonly itemId: string;
  readonly origin: string;
  /** Values of the item before; `null` for creates. */
  readonly before: Fields | null;
  /** The fields that were sent; empty when only marks were. */
  readonly after: Fields | null;
  readonly stamped: boolean;
  /** Categories of the profile that were added. */
  readonly categories: readonly string[];
  /** When the run began that sent it: what people took back before then is no reason for it. */
  readonly runFrom?: number;
  /** The rules that the run was started with. */
  readonly rules: ItemRules;
  /** The version was stale and the setting says to overwrite. */
  readonly forced: boolean;
  /** Exchange: who was in it at that moment. Not told: nobody else. */
  readonly meeting?: Meeting | null;
  readonly notifies?: boolean;
  /**
   * Deletions in Exchange only: what stood there when the item was looked at right before. Told of those that did look, and
   * where somebody may act between the two.
   */
  readonly looked?: Fields;
  /** Deletes only: what was true of the victim at that moment. */
  readonly victim: {
    readonly outside: boolean;
    readonly ambiguous: boolean;
    /** Another scope is linked to the record, or it is another user's. */
    readonly notOurs: boolean;
    /** A second item with the stamp of a live link whose own item is there. */
    readonly ownDuplicate: boolean;
  } | null;
}
