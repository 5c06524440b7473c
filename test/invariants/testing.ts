import type { Fields } from '../../src/model/index.ts';
import type { JournalEntry, Unlinked } from '../../src/store/port.ts';
import type { ItemRules, Link } from '../../src/sync/index.ts';
import { DEFAULT_ITEM_RULES } from '../../src/sync/index.ts';
import type { Act, ItemView, Observation, PlainAct, RecordView, ScopeView, Write } from './observation.ts';

/** Small healthy observations, for tests that damage them. */

export const ALL_ON: ItemRules = { ...DEFAULT_ITEM_RULES, deleteCrmToExchange: true, deleteExchangeToCrm: true };

export function anObservation(scopes: readonly ScopeView[], more: Partial<Observation> = {}): Observation {
  const rest = { runs: 2, bound: 25, furtherWrites: 0 };
  return { scopes, acts: [], writes: [], mails: [], doubled: new Set(), poisoned: new Set(), rest, ...more };
}

/** One contact on both sides, linked and in step. */
export function aScope(more: Partial<ScopeView> = {}): ScopeView {
  const record = aRecord();
  const item = anItem();
  return {
    id: 'anna-contacts',
    itemType: 'contacts',
    crmUserId: 'anna',
    rules: ALL_ON,
    links: [aLink()],
    unlinked: [],
    openIntents: 0,
    hints: [],
    quarantine: [],
    journal: [],
    records: [record],
    items: [item],
    asExchangeKeeps: (fields) => fields,
    ...more,
  };
}

const FIELDS: Fields = { profession: 't1', jobTitle: 'v1', sensitivity: 'normal', importance: 'normal' };

export function aRecord(more: Partial<RecordView> = {}): RecordView {
  return { id: 'C1', origin: 't1', fields: FIELDS, ownerId: 'anna', mayChange: true, standing: 'yes', ...more };
}

export function anItem(more: Partial<ItemView> = {}): ItemView {
  return { id: 'E1', origin: 't1', place: 'synchronised', fields: FIELDS, standing: 'yes', ...more };
}

export function aLink(more: Partial<Link> = {}): Link {
  return {
    id: 'L1',
    scopeId: 'anna-contacts',
    state: 'LINKED',
    ambiguous: false,
    notCompared: false,
    crmId: 'C1',
    crmVersion: '1',
    exchangeId: 'E1',
    changeKey: 'ck1',
    uid: null,
    searchKey: 'key-1',
    stamp: 'stamp1',
    stamped: true,
    generation: 0,
    baseCrm: FIELDS,
    baseExchange: FIELDS,
    projection: 1,
    suppressed: [],
    pending: false,
    reviewReason: null,
    givenCategories: [],
    formerStamps: [],
    ...more,
  };
}

export function aWrite(more: Partial<Write> & Pick<Write, 'op' | 'side'>): Write {
  const victim = { outside: false, ambiguous: false, notOurs: false, ownDuplicate: false };
  return {
    at: 10,
    scopeId: 'anna-contacts',
    cause: 'sync',
    itemId: more.side === 'crm' ? 'C1' : 'E1',
    origin: 't1',
    before: more.op === 'create' ? null : FIELDS,
    after: more.op === 'delete' ? null : { jobTitle: 'v2' },
    stamped: false,
    categories: [],
    rules: ALL_ON,
    forced: false,
    victim: more.op === 'delete' ? victim : null,
    ...more,
  };
}

/** What the journal says of a step of the pair of `aLink`. */
export function anEntry(more: Partial<JournalEntry> & Pick<JournalEntry, 'op' | 'side' | 'reason'>): JournalEntry {
  const pair = { linkId: 'L1', crmId: 'C1', exchangeId: 'E1' };
  return { runId: 'run', ...pair, before: null, after: null, conflict: null, ...more };
}

export function anAct(kind: PlainAct, side: 'crm' | 'exchange', at = 1): Act {
  return { kind, ...whereItHappened(side, at) };
}

/** A CRM came back from a backup that has these fields. */
export function aRegress(fields: Fields, at = 1, before: Fields = FIELDS): Act {
  return { kind: 'regressed', fields, before, ...whereItHappened('crm', at) };
}

export function anEdit(side: 'crm' | 'exchange', field: string, value: string, at = 1): Act {
  return { kind: 'edit', field, value, ...whereItHappened(side, at) };
}

function whereItHappened(
  side: 'crm' | 'exchange',
  at: number,
): Pick<Extract<Act, { readonly itemId: string }>, 'at' | 'side' | 'scopeId' | 'itemId' | 'origin'> {
  const scopeId = side === 'crm' ? null : 'anna-contacts';
  return { at, side, scopeId, itemId: side === 'crm' ? 'C1' : 'E1', origin: 't1' };
}

export function anUnlinked(code: string, more: Partial<Unlinked> = {}): Unlinked {
  const reason = { row: 'U1', code } as const;
  return { side: 'crm', itemId: 'C1', strongKeys: [], weakKeys: [], reason, state: 'ignored', ...more };
}
