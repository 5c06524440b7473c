import type { Fields, Instant, TimeZoneId } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import type { PlanContext } from '../plan-context.ts';
import type { ItemRules } from '../rules.ts';
import { DEFAULT_ITEM_RULES } from '../rules.ts';
import type { CrmState, ExchangeState, Link, TakesPart } from '../state.ts';

export const NOW = '2026-11-25T08:00:00Z' as Instant;
export const ZONE = 'Europe/Rome' as TimeZoneId;

/** Settled values of both sides in the cells: Exchange cuts the location, so the two bases differ. */
export const BASE_CRM: Fields = { subject: 'Visit', location: 'Via Roma 1, Padova', categories: ['blue'] };
export const BASE_EXCHANGE: Fields = { subject: 'Visit', location: 'Via Roma 1', categories: ['blue'] };

const SUBJECT_AND_PLACE = Object.fromEntries(
  Object.entries(synchronisedFields('appointments')).filter(([name]) =>
    ['subject', 'location', 'categories', 'sensitivity'].includes(name),
  ),
);

export function contextOf(
  rules: Partial<ItemRules> = {},
  itemType: PlanContext['itemType'] = 'appointments',
): PlanContext {
  return { itemType, rules: { ...DEFAULT_ITEM_RULES, ...rules }, specs: SUBJECT_AND_PLACE, now: NOW, zone: ZONE };
}

export function linkOf(change: Partial<Link> = {}): Link {
  return {
    id: 'link-1',
    scopeId: 'scope-1',
    state: 'LINKED',
    ambiguous: false,
    notCompared: false,
    crmId: 'crm-1',
    crmVersion: '1',
    exchangeId: 'exchange-1',
    changeKey: 'ck-1',
    uid: 'uid-1',
    searchKey: 'search-1',
    stamp: 'stamp-1',
    stamped: true,
    generation: 0,
    baseCrm: BASE_CRM,
    baseExchange: BASE_EXCHANGE,
    projection: 1,
    suppressed: [],
    pending: false,
    reviewReason: null,
    givenCategories: [],
    formerStamps: [],
    ...change,
  };
}

export const YES: TakesPart = { kind: 'yes' };
export const OUT: TakesPart = { kind: 'out' };
export const PRIVATE: TakesPart = { kind: 'excluded', reason: 'private' };

export function liveCrm(fields: Fields = BASE_CRM, takesPart: TakesPart = YES): Extract<CrmState, { kind: 'live' }> {
  return { kind: 'live', id: 'crm-1', version: '2', fields, takesPart, mayChange: true, uid: 'uid-1' };
}

export function liveExchange(
  fields: Fields = BASE_EXCHANGE,
  takesPart: TakesPart = YES,
  change: Partial<Extract<ExchangeState, { kind: 'live' }>> = {},
): Extract<ExchangeState, { kind: 'live' }> {
  return {
    kind: 'live',
    id: 'exchange-1',
    changeKey: 'ck-2',
    fields,
    categories: [],
    stamp: 'stamp-1',
    uid: 'uid-1',
    searchKey: 'search-1',
    takesPart,
    meeting: null,
    ...change,
  };
}

export const GONE_CRM: CrmState = { kind: 'gone', id: 'crm-1' };
export const GONE_EXCHANGE: ExchangeState = { kind: 'gone', id: 'exchange-1' };
export const ABSENT = { kind: 'absent' } as const;
export const NO_MATCH = { kind: 'none' } as const;
