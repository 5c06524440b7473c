import type { Fields, FieldValue, ItemType, Side } from '../model/index.ts';
import type { DeletionRules, Link, Reason, StepKind } from '../sync/index.ts';

export type * from './plan-port.ts';

/** One mailbox × one item type: the unit that is leased, planned and run. */
export interface Scope {
  readonly id: string;
  readonly accountId: string;
  readonly itemType: ItemType;
  /** Normalised primary SMTP and fingerprint of the mailbox; `null` before the first run. */
  readonly mailboxSmtp: string | null;
  readonly mailboxFingerprint: string | null;
  readonly crmUserId: string;
  /** Grows when everything has to be looked at again. */
  readonly epoch: number;
  readonly rulesHash: string | null;
  /** As they were when a run last looked at everything that it had to; `null`: not known. */
  readonly deletionRules: DeletionRules | null;
  readonly windowFrom: string | null;
  /** The profile's categories at the last run. On items that have them they are not the user's. */
  readonly managedCategories: readonly string[];
  /** Which CRM it was at the last run, and how far it had come; `null` before the first, or where a CRM does not tell. */
  readonly crmInstance: string | null;
  readonly crmHighWater: number | null;
  readonly status: ScopeStatus;
  /** Code and parameters of what stopped it. */
  readonly statusReason: Reason | null;
  readonly lastRunAt: string | null;
  readonly lastSuccessAt: string | null;
}

/** Whose scope it is. Another user or another mailbox of the same account has a memory of its own. */
export interface ScopeOwner {
  readonly accountId: string;
  readonly crmUserId: string;
  /** As the account names it. */
  readonly mailbox: string;
}

/**
 * `relink` and `restored`: the mailbox, or the CRM, is not what it was; nothing is deleted until that is over.
 */
export type ScopeStatus = 'ok' | 'hold' | 'relink' | 'restored' | 'paused';

/** Proof of the right to write for a scope. Every write of a run names the fence; a stale one is refused. */
export interface Lease {
  readonly scopeId: string;
  readonly owner: string;
  readonly fence: number;
}

/** "Look at this item": durable, level-triggered, one row per item. */
export interface Hint {
  readonly side: Side;
  readonly itemId: string;
  /** Grows with every sighting; a hint is removed only if it is still what was read. */
  readonly version: number;
}

export interface NewHint {
  readonly side: Side;
  readonly itemId: string;
}

/** An item that was seen and is not linked: the place where counterparts are found, and the answer to "why not?". */
export interface Unlinked {
  readonly side: Side;
  readonly itemId: string;
  readonly strongKeys: readonly string[];
  readonly weakKeys: readonly string[];
  readonly reason: Reason;
  readonly state: 'ignored' | 'review' | 'wait' | 'pending' | 'not_synchronised' | 'failed';
}

/** A write that was decided and may or may not have reached the other side. */
export interface Intent {
  readonly id: string;
  readonly kind: StepKind;
  readonly linkId: string | null;
  readonly crmId: string | null;
  readonly exchangeId: string | null;
  readonly searchKey: string | null;
  readonly stamp: string;
  /** What was sent: the base when the outcome turns out to be "applied". */
  readonly payload: Fields;
  /** Values of the source side at plan time, the other half of the base. */
  readonly sourceFields: Fields;
  /** What the link is once the write is done. `null`: what the kind of write says (a pair in step; closed). */
  readonly leaves: Link['state'] | null;
  readonly outcome: 'issued' | 'unknown';
  /** ISO instant by the database's clock. */
  readonly issuedAt: string;
  /** Seconds since it was issued, by the database's clock. */
  readonly ageSeconds: number;
}

export type NewIntent = Omit<Intent, 'outcome' | 'issuedAt' | 'ageSeconds' | 'leaves'> &
  Partial<Pick<Intent, 'leaves'>>;

export interface JournalEntry {
  readonly runId: string;
  readonly linkId: string | null;
  readonly side: Side;
  readonly op: 'create' | 'update' | 'delete' | 'link' | 'detach' | 'conflict';
  readonly reason: Reason;
  readonly crmId: string | null;
  readonly exchangeId: string | null;
  /** Values that were overwritten or deleted; `null` for creates. */
  readonly before: Fields | null;
  readonly after: Fields | null;
  /** For `conflict`: the field, both values and the base. */
  readonly conflict: {
    readonly field: string;
    readonly winner: Side;
    readonly base: FieldValue;
    readonly crm: FieldValue;
    readonly exchange: FieldValue;
  } | null;
  /** Part of a plan that a person approved: no brake counts it against what comes after. */
  readonly approved?: true;
  /** The announced write that it tells of. Should that be refused, the entry goes. Absent where nothing is announced. */
  readonly intentId?: string;
}

export interface StoredJournalEntry extends JournalEntry {
  readonly id: string;
  readonly at: string;
  /** Of `after` what the side made something else of, as it was read back. `null` where nothing is known of that. */
  readonly kept: Fields | null;
  /** The run that took the entry back. */
  readonly undoneBy: string | null;
}

/** What a run wrote of one link and no run has taken back yet. */
export interface LinkHistory {
  readonly linkId: string;
  /** Oldest first. */
  readonly entries: readonly StoredJournalEntry[];
  /** Sides on which a later run made an item of the link anew, and nobody took that back. */
  readonly writtenSince: readonly Side[];
}

/** How much the journal still knows of a run. */
export interface RunHistory {
  readonly creates: number;
  readonly updates: number;
  readonly deletes: number;
  /** All entries of links. */
  readonly entries: number;
  /** Those of them that were taken back. */
  readonly undone: number;
}

/** Of what a write sent, the values that the side made something else of. Belongs to the newest entry of that write. */
export interface KeptValues {
  readonly runId: string;
  readonly linkId: string;
  readonly side: Side;
  readonly fields: Fields;
}

/** A link of which an undo has seen to what a run wrote. */
export interface UndoneLink {
  /** The run that is taken back. */
  readonly runId: string;
  readonly linkId: string;
  /** The run that takes it back. */
  readonly by: string;
}

export interface JournalFilter {
  readonly linkId?: string;
  readonly op?: JournalEntry['op'];
  /** Entries that this run wrote. */
  readonly runId?: string;
  /** Older than the entry with this id: the next page. */
  readonly beforeId?: string;
  readonly limit: number;
}

export interface QuarantineEntry {
  readonly side: Side;
  readonly itemId: string;
  readonly attempts: number;
  /** ISO instant; not looked at before, unless the item changes. */
  readonly nextAt: string;
  readonly errorCode: string;
  readonly errorDetails: Readonly<Record<string, string | number | boolean>>;
}

/** What one settled unit changes in the store, in one transaction. */
export interface Settlement {
  readonly links: readonly Link[];
  readonly removeIntents: readonly string[];
  readonly markIntentsUnknown: readonly string[];
  /** Removed only if the version is still the one given. */
  readonly removeHints: readonly Hint[];
  readonly putUnlinked: readonly Unlinked[];
  /** The ends of live links that are put go as well. */
  readonly removeUnlinked: readonly { readonly side: Side; readonly itemId: string }[];
  readonly journal: readonly JournalEntry[];
  readonly putQuarantine: readonly QuarantineEntry[];
  readonly removeQuarantine: readonly { readonly side: Side; readonly itemId: string }[];
  /** Looked at in the next round, after what `removeHints` names has gone. */
  readonly addHints?: readonly NewHint[];
  readonly kept?: readonly KeptValues[];
  readonly undone?: readonly UndoneLink[];
  /**
   * Intents of which it is certain that they did nothing: removed, and with them the record that they were sent and what
   * journal and inbox say of them.
   */
  readonly withdrawIntents?: readonly string[];
  readonly withdrawHalves?: readonly WithdrawnHalf[];
}

/** Of a write to both sides the one that certainly was not carried out: what journal and inbox say of that goes. */
export interface WithdrawnHalf {
  readonly intentId: string;
  readonly side: Side;
}

/** What a run is about to delete, without anybody's approval. */
export interface NewReservation {
  readonly runId: string;
  /** From now on; what the run has deleted before is counted beside it. */
  readonly planned: number;
  /** How far back deletions that were carried out are counted. */
  readonly minutes: number;
}

/** Deletions of the whole installation that nobody approved. */
export interface InstallationDeletions {
  /** Carried out lately. */
  readonly deletions: number;
  /** Still to come, of other runs that are under way. */
  readonly reserved: number;
}

/** What runs wrote to the items of one link lately. */
export interface LinkWrites {
  /** Runs that wrote to either of them. */
  readonly writes: number;
  /** Writes of a run to a side that an earlier run had made there. */
  readonly repeats: number;
}

/**
 * The memory of the synchronisation. Every method that writes takes the lease and throws a
 * `ConnectorError` with code `lease_lost` (disposition `retry`) when its fence is stale.
 */
export interface SyncStore {
  /** Creates missing scopes of an account; leaves existing ones and their memory alone. */
  ensureScope(owner: ScopeOwner, itemType: ItemType): Promise<Scope>;
  getScope(scopeId: string): Promise<Scope | null>;
  /** Those in use. @param accountIds only of these; by default of all */
  listScopes(accountIds?: readonly string[]): Promise<readonly Scope[]>;
  updateScope(
    lease: Lease,
    change: Partial<
      Pick<
        Scope,
        | 'mailboxSmtp'
        | 'mailboxFingerprint'
        | 'epoch'
        | 'rulesHash'
        | 'deletionRules'
        | 'windowFrom'
        | 'managedCategories'
        | 'crmInstance'
        | 'crmHighWater'
        | 'status'
        | 'statusReason'
        | 'lastRunAt'
        | 'lastSuccessAt'
      >
    >,
  ): Promise<void>;

  /**
   * The CRM stands at `highWater` and has been further: the marks of all other scopes that saw it beyond are of a history
   * that is gone. Each of them finds that out at its next look, also when the CRM has passed its mark again by then.
   */
  distrustCrmMarks(lease: Lease, crm: { readonly instance: string; readonly highWater: number }): Promise<void>;

  /**
   * A scope without memory takes up the memory of a scope that was set aside, when that one had this very mailbox
   * (address or folders are the same) under another name; the one with the same folders goes before. The fingerprint is the one
   * that the memory is of. Everything unlinked is hinted. @returns whether there was one
   */
  adoptMemory(lease: Lease, mailbox: { readonly smtp: string; readonly fingerprint: string }): Promise<boolean>;

  /** @returns `null` when somebody else holds it. By the database's clock. */
  acquireLease(scopeId: string, owner: string, seconds: number): Promise<Lease | null>;
  /** Throws `lease_lost` when it is not ours any more. */
  renewLease(lease: Lease, seconds: number): Promise<void>;
  releaseLease(lease: Lease): Promise<void>;

  getCursor(scopeId: string, side: Side): Promise<string | null>;
  /** Hints and the position that follows them, in one transaction. `cursor: null` forgets the position. */
  recordPage(lease: Lease, side: Side, hints: readonly string[], cursor: string | null): Promise<void>;
  addHints(lease: Lease, hints: readonly NewHint[]): Promise<void>;
  /** Hints both ends of every live link, and every unlinked item: the full comparison after a rule change or a lost cursor. */
  hintEverything(lease: Lease): Promise<number>;
  /** Hints the unlinked items whose state depends on another one: undecided matches, and those left out for their counterpart's sake. */
  hintUndecided(lease: Lease): Promise<number>;
  /** Ordered by (side, itemId), after the given key; leaves out what is in quarantine until its time. */
  listHints(scopeId: string, after: NewHint | null, limit: number): Promise<readonly Hint[]>;
  countHints(scopeId: string): Promise<number>;

  findLinksByCrmIds(scopeId: string, ids: readonly string[]): Promise<readonly Link[]>;
  findLinksByExchangeIds(scopeId: string, ids: readonly string[]): Promise<readonly Link[]>;
  /** By the stamp that they have or had. Closed links too: a stamp that was ever used in this scope is not used for another item. */
  findLinksByStamps(scopeId: string, stamps: readonly string[]): Promise<readonly Link[]>;
  /** Live links. Finds the link of an item that came back under another id without a stamp. Copies share the key, so one key may have several. */
  findLinksBySearchKeys(scopeId: string, searchKeys: readonly string[]): Promise<readonly Link[]>;
  /** Links that are closed and named these records: what was deleted once. */
  findClosedLinksByCrmIds(scopeId: string, crmIds: readonly string[]): Promise<readonly Link[]>;
  /** Links that are closed and named these items, in order of id. Reads all links of the scope: for rare occasions. */
  findClosedLinksByExchangeIds(scopeId: string, exchangeIds: readonly string[]): Promise<readonly Link[]>;
  /** Closed links too. */
  findLinksByIds(scopeId: string, ids: readonly string[]): Promise<readonly Link[]>;
  /** Live links, in order of id. */
  pageLinks(scopeId: string, afterId: string | null, limit: number): Promise<readonly Link[]>;
  /** Whether anything was ever linked. Costs the same in every mailbox. */
  hasLinks(scopeId: string): Promise<boolean>;
  /** Reads all links of the scope: not for what every run asks. */
  countLinks(scopeId: string): Promise<Readonly<Record<Link['state'], number>>>;
  /** Detached pairs whose deletion waits for a person (`OLD_DELETION`), of these states, in order of id. */
  pageOldDeletions(
    scopeId: string,
    states: readonly Link['state'][],
    afterId: string | null,
    limit: number,
  ): Promise<readonly Link[]>;
  /** How many there are of each state. */
  countOldDeletions(scopeId: string): Promise<Readonly<Record<Link['state'], number>>>;
  /** What they left stays for good: nobody is asked about it again. @returns how many there were */
  leaveOldDeletions(lease: Lease, states: readonly Link['state'][]): Promise<number>;
  /** Links of other scopes to this CRM record: a shared record is never deleted from one mailbox. */
  countOtherScopesLinkedTo(scopeId: string, crmIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** By CRM record the stamps that links of other scopes to it have or had, of those that had several: under these it was made anew, one after another. */
  stampsElsewhere(scopeId: string, crmIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;

  /**
   * Where one of them loses a key under which it was known, the undecided are told in the same step: it may have been what
   * they waited for. @returns how many
   */
  putUnlinked(lease: Lease, items: readonly Unlinked[]): Promise<number>;
  /** Unlinked items of `side` that share one of the keys. */
  findUnlinkedByKeys(
    scopeId: string,
    side: Side,
    kind: 'strong' | 'weak',
    keys: readonly string[],
  ): Promise<readonly Unlinked[]>;
  pageUnlinked(scopeId: string, after: NewHint | null, limit: number): Promise<readonly Unlinked[]>;
  /** Of these items those that are remembered: a live link names them, or they were seen without one. In no order. */
  findKnownItems(scopeId: string, side: Side, ids: readonly string[]): Promise<readonly string[]>;
  countUnlinked(scopeId: string): Promise<Readonly<Record<Unlinked['state'], number>>>;

  /** Intents, their journal before-images and the issue records, in one transaction, before anything is sent. */
  openIntents(lease: Lease, intents: readonly NewIntent[], journal: readonly JournalEntry[]): Promise<void>;
  listIntents(scopeId: string): Promise<readonly Intent[]>;
  /**
   * For each stamp the hash of every create in Exchange that was sent with it in the last `days` and may have been carried out
   * (`contentHash` of its payload). More than one is the proof that a second item may be our own.
   */
  issuesOf(scopeId: string, stamps: readonly string[], days: number): Promise<ReadonlyMap<string, readonly string[]>>;
  settle(lease: Lease, settlement: Settlement): Promise<void>;

  /** Newest first. */
  listJournal(scopeId: string, filter: JournalFilter): Promise<readonly StoredJournalEntry[]>;
  /** What a run wrote and nobody took back yet, link by link in order of their ids. */
  pageRunHistory(
    scopeId: string,
    runId: string,
    afterLinkId: string | null,
    limit: number,
  ): Promise<readonly LinkHistory[]>;
  describeRunHistory(scopeId: string, runId: string): Promise<RunHistory>;
  /** Deletions that we executed in the last `hours` and that nobody approved, for the mass-deletion brake. */
  countDeletions(scopeId: string, hours: number): Promise<number>;
  /** The same for all scopes of the installation together. */
  countInstallationDeletions(minutes: number): Promise<number>;
  /**
   * Counts `planned` for whoever asks after this, until the lease ends, in place of what the run reserved before. What is
   * carried out of it counts once. One run after the other: of two that together delete too much, one is told so.
   */
  reserveDeletions(lease: Lease, reservation: NewReservation): Promise<InstallationDeletions>;
  /** The plan is not carried out after all. */
  dropReservation(lease: Lease): Promise<void>;
  /** Links in state LINKED of all active scopes. */
  countInstallationLinks(): Promise<number>;
  /** Updates that we executed in the last `minutes`, for the loop brake. Links without any are absent. */
  recentWrites(scopeId: string, linkIds: readonly string[], minutes: number): Promise<ReadonlyMap<string, LinkWrites>>;
  listQuarantine(scopeId: string): Promise<readonly QuarantineEntry[]>;
}

/**
 * `sync` synchronises, `undo` takes a run back, `verify` compares everything and writes to neither side, `oldDeletions`
 * carries out deletions from before their rule was switched on.
 */
export type RunKind = 'sync' | 'undo' | 'verify' | 'oldDeletions';

/** One execution of one scope, kept for the history page. */
export interface RunRecord {
  readonly id: string;
  readonly scopeId: string;
  readonly kind: RunKind;
  /** The run that this one takes back; `null` unless `kind` is `undo`. */
  readonly undoOf: string | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly outcome: 'running' | 'done' | 'held' | 'failed';
  readonly dryRun: boolean;
  readonly counts: RunCounts;
  /** Code and parameters of the brake or the error. */
  readonly problem: {
    readonly code: string;
    readonly details: Readonly<Record<string, string | number | boolean>>;
  } | null;
}

export interface RunCounts {
  readonly createdInExchange: number;
  readonly createdInCrm: number;
  readonly updatedInExchange: number;
  readonly updatedInCrm: number;
  readonly deletedInExchange: number;
  readonly deletedInCrm: number;
  readonly linked: number;
  readonly detached: number;
  readonly conflicts: number;
  readonly pending: number;
  readonly review: number;
  readonly notSynchronised: number;
  readonly quarantined: number;
  readonly unchanged: number;
  /** Mails that Exchange sent to people in meetings, one for each of them. */
  readonly mails: number;
}

/** Of a run that did nothing. */
export const NO_COUNTS: RunCounts = {
  createdInExchange: 0,
  createdInCrm: 0,
  updatedInExchange: 0,
  updatedInCrm: 0,
  deletedInExchange: 0,
  deletedInCrm: 0,
  linked: 0,
  detached: 0,
  conflicts: 0,
  pending: 0,
  review: 0,
  notSynchronised: 0,
  quarantined: 0,
  unchanged: 0,
  mails: 0,
};

export type NewRun = Pick<RunRecord, 'id' | 'scopeId' | 'dryRun' | 'kind' | 'undoOf'>;

/** What the engine writes of its runs; they are read through `ScopeReports`. */
export interface RunStore {
  startRun(run: NewRun): Promise<void>;
  finishRun(id: string, result: Pick<RunRecord, 'outcome' | 'counts' | 'problem'>): Promise<void>;
  /** Runs that a dead process left behind, leases taken back, are closed as failed with code `interrupted`. */
  closeInterruptedRuns(): Promise<number>;
}
