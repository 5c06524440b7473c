import type { Fields, FieldValue, ItemType, Side } from '../model/index.ts';
import type { Link, Reason, StepKind } from '../sync/index.ts';

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
  readonly windowFrom: string | null;
  /** The profile's categories at the last run. On items that have them they are not the user's. */
  readonly managedCategories: readonly string[];
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

export type ScopeStatus = 'ok' | 'hold' | 'relink' | 'paused';

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
  readonly outcome: 'issued' | 'unknown';
  /** ISO instant by the database's clock. */
  readonly issuedAt: string;
  /** Seconds since it was issued, by the database's clock. */
  readonly ageSeconds: number;
}

export type NewIntent = Omit<Intent, 'outcome' | 'issuedAt' | 'ageSeconds'>;

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
}

export interface StoredJournalEntry extends JournalEntry {
  readonly id: string;
  readonly at: string;
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
  readonly removeUnlinked: readonly { readonly side: Side; readonly itemId: string }[];
  readonly journal: readonly JournalEntry[];
  readonly putQuarantine: readonly QuarantineEntry[];
  readonly removeQuarantine: readonly { readonly side: Side; readonly itemId: string }[];
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
        | 'windowFrom'
        | 'managedCategories'
        | 'status'
        | 'statusReason'
        | 'lastRunAt'
        | 'lastSuccessAt'
      >
    >,
  ): Promise<void>;

  /**
   * A scope without memory takes up the memory of a scope that was set aside, when that one had this very mailbox
   * (address or folders are the same) under another name. Everything unlinked is hinted. @returns whether there was one
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
  /** Ordered by (side, itemId), after the given key; leaves out what is in quarantine until its time. */
  listHints(scopeId: string, after: NewHint | null, limit: number): Promise<readonly Hint[]>;
  countHints(scopeId: string): Promise<number>;

  findLinksByCrmIds(scopeId: string, ids: readonly string[]): Promise<readonly Link[]>;
  findLinksByExchangeIds(scopeId: string, ids: readonly string[]): Promise<readonly Link[]>;
  /** Closed links too: a stamp that was ever used in this scope is not used for another item. */
  findLinksByStamps(scopeId: string, stamps: readonly string[]): Promise<readonly Link[]>;
  /** Live links. Finds the link of an item that came back under another id without a stamp. Copies share the key, so one key may have several. */
  findLinksBySearchKeys(scopeId: string, searchKeys: readonly string[]): Promise<readonly Link[]>;
  /** Live links, in order of id. */
  pageLinks(scopeId: string, afterId: string | null, limit: number): Promise<readonly Link[]>;
  countLinks(scopeId: string): Promise<Readonly<Record<Link['state'], number>>>;
  /** Links of other scopes to this CRM record: a shared record is never deleted from one mailbox. */
  countOtherScopesLinkedTo(scopeId: string, crmIds: readonly string[]): Promise<ReadonlyMap<string, number>>;

  putUnlinked(lease: Lease, items: readonly Unlinked[]): Promise<void>;
  /** Unlinked items of `side` that share one of the keys. */
  findUnlinkedByKeys(
    scopeId: string,
    side: Side,
    kind: 'strong' | 'weak',
    keys: readonly string[],
  ): Promise<readonly Unlinked[]>;
  pageUnlinked(scopeId: string, after: NewHint | null, limit: number): Promise<readonly Unlinked[]>;
  countUnlinked(scopeId: string): Promise<Readonly<Record<Unlinked['state'], number>>>;

  /** Intents, their journal before-images and the issue records, in one transaction, before anything is sent. */
  openIntents(lease: Lease, intents: readonly NewIntent[], journal: readonly JournalEntry[]): Promise<void>;
  listIntents(scopeId: string): Promise<readonly Intent[]>;
  settle(lease: Lease, settlement: Settlement): Promise<void>;

  listJournal(
    scopeId: string,
    filter: { readonly linkId?: string; readonly op?: JournalEntry['op']; readonly limit: number },
  ): Promise<readonly StoredJournalEntry[]>;
  /** Deletions that we executed in the last `hours`, for the mass-deletion brake. */
  countDeletions(scopeId: string, hours: number): Promise<number>;
  listQuarantine(scopeId: string): Promise<readonly QuarantineEntry[]>;
}

/** One execution of one scope, kept for the history page. */
export interface RunRecord {
  readonly id: string;
  readonly scopeId: string;
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
}

/** What the engine writes of its runs; they are read through `ScopeReports`. */
export interface RunStore {
  startRun(run: Pick<RunRecord, 'id' | 'scopeId' | 'dryRun'>): Promise<void>;
  finishRun(id: string, result: Pick<RunRecord, 'outcome' | 'counts' | 'problem'>): Promise<void>;
  /** Runs that a dead process left behind are closed as failed with code `interrupted`. */
  closeInterruptedRuns(): Promise<number>;
}
