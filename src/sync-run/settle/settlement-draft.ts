import type { Side } from '../../model/index.ts';
import type {
  Hint,
  JournalEntry,
  KeptValues,
  Lease,
  NewHint,
  QuarantineEntry,
  Settlement,
  SyncStore,
  UndoneLink,
  Unlinked,
  WithdrawnHalf,
} from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { itemKey, itemOfKey } from '../item-key.ts';

/** Collects what a batch changes in the store, so that it becomes one transaction. */
export interface SettlementDraft {
  putLink(link: Link): void;
  removeIntent(id: string): void;
  /** It certainly did nothing: what was written down about sending it goes too. */
  withdrawIntent(id: string): void;
  /** Of a write to both sides this one certainly did nothing; the intent stays, unless it is removed. */
  withdrawHalf(half: WithdrawnHalf): void;
  markUnknown(id: string): void;
  removeHints(hints: readonly Hint[]): void;
  addHint(hint: NewHint): void;
  putUnlinked(row: Unlinked): void;
  removeUnlinked(side: Side, itemId: string): void;
  journal(entry: JournalEntry): void;
  keep(values: KeptValues): void;
  undone(link: UndoneLink): void;
  putQuarantine(entry: QuarantineEntry): void;
  removeQuarantine(side: Side, itemId: string): void;
  /** Writes everything in one transaction; a draft without content costs nothing. */
  commit(store: SyncStore, lease: Lease): Promise<void>;
}

export function createSettlementDraft(): SettlementDraft {
  // Keyed, so that the last word on a row counts: a batch statement may not touch one row twice.
  const links = new Map<string, Link>();
  const removedIntents = new Set<string>();
  const withdrawnIntents = new Set<string>();
  const withdrawnHalves: WithdrawnHalf[] = [];
  const unknownIntents = new Set<string>();
  const hints = new Map<string, Hint>();
  const addedHints: NewHint[] = [];
  const unlinked = new Map<string, Unlinked | null>();
  const quarantine = new Map<string, QuarantineEntry | null>();
  const journal: JournalEntry[] = [];
  const kept: KeptValues[] = [];
  const undone: UndoneLink[] = [];

  return {
    putLink: (link) => void links.set(link.id, link),
    removeIntent: (id) => void removedIntents.add(id),
    withdrawIntent: (id) => void withdrawnIntents.add(id),
    withdrawHalf: (half) => void withdrawnHalves.push(half),
    markUnknown: (id) => void unknownIntents.add(id),
    removeHints: (all) => {
      for (const hint of all) hints.set(itemKey(hint.side, hint.itemId), hint);
    },
    addHint: (hint) => void addedHints.push(hint),
    putUnlinked: (row) => void unlinked.set(itemKey(row.side, row.itemId), row),
    removeUnlinked: (side, itemId) => void unlinked.set(itemKey(side, itemId), null),
    journal: (entry) => void journal.push(entry),
    keep: (values) => void kept.push(values),
    undone: (link) => void undone.push(link),
    putQuarantine: (entry) => void quarantine.set(itemKey(entry.side, entry.itemId), entry),
    removeQuarantine: (side, itemId) => void quarantine.set(itemKey(side, itemId), null),
    async commit(store, lease) {
      const settlement: Settlement = {
        links: [...links.values()],
        removeIntents: [...removedIntents],
        withdrawIntents: [...withdrawnIntents],
        withdrawHalves: withdrawnHalves,
        markIntentsUnknown: [...unknownIntents],
        removeHints: [...hints.values()],
        addHints: addedHints,
        putUnlinked: present(unlinked),
        removeUnlinked: absent(unlinked),
        journal,
        kept,
        undone,
        putQuarantine: present(quarantine),
        removeQuarantine: absent(quarantine),
      };
      if (Object.values(settlement).some((part) => part.length > 0)) await store.settle(lease, settlement);
    },
  };
}

function present<T>(rows: ReadonlyMap<string, T | null>): readonly T[] {
  return [...rows.values()].filter((row): row is T & {} => row !== null);
}

function absent(rows: ReadonlyMap<string, unknown>): readonly NewHint[] {
  return [...rows.entries()].filter(([, row]) => row === null).map(([key]) => itemOfKey(key));
}
