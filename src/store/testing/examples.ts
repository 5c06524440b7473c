import type { Link } from '../../sync/index.ts';
import type { JournalEntry, NewHint, NewIntent, Scope, Settlement, Unlinked } from '../index.ts';

export function linkOf(scope: Scope, id: string, change: Partial<Link> = {}): Link {
  return {
    id: `${scope.id} ${id}`,
    scopeId: scope.id,
    state: 'LINKED',
    ambiguous: false,
    notCompared: false,
    crmId: `crm-${id}`,
    crmVersion: '1',
    exchangeId: `exchange-${id}`,
    changeKey: 'ck',
    uid: null,
    searchKey: null,
    stamp: `stamp-${id}`,
    stamped: true,
    generation: 0,
    baseCrm: { displayName: 'Zoë Ångström' },
    baseExchange: { displayName: 'Zoë Ångström' },
    projection: 1,
    suppressed: [],
    pending: false,
    reviewReason: null,
    givenCategories: [],
    formerStamps: [],
    ...change,
  };
}

export function unlinkedOf(item: NewHint, change: Partial<Unlinked> = {}): Unlinked {
  return {
    ...item,
    strongKeys: [],
    weakKeys: [],
    reason: { row: 'U3', code: 'severalCounterparts' },
    state: 'review',
    ...change,
  };
}

export function intentOf(id: string, change: Partial<NewIntent> = {}): NewIntent {
  return {
    id,
    kind: 'createInExchange',
    linkId: null,
    crmId: 'crm-1',
    exchangeId: null,
    searchKey: null,
    stamp: `stamp of ${id}`,
    payload: { displayName: 'Zoë', companyName: null },
    sourceFields: { displayName: 'Zoë ' },
    ...change,
  };
}

export function entryOf(change: Partial<JournalEntry> = {}): JournalEntry {
  return {
    runId: 'run-1',
    linkId: null,
    side: 'crm',
    op: 'update',
    reason: { row: 'L2', code: 'changedInCrm' },
    crmId: null,
    exchangeId: null,
    before: null,
    after: null,
    conflict: null,
    ...change,
  };
}

export function settlementOf(change: Partial<Settlement>): Settlement {
  return {
    links: [],
    removeIntents: [],
    markIntentsUnknown: [],
    removeHints: [],
    putUnlinked: [],
    removeUnlinked: [],
    journal: [],
    putQuarantine: [],
    removeQuarantine: [],
    ...change,
  };
}
