import type { Fields, ItemType } from '../../src/model/index.ts';
import { synchronisedFields } from '../../src/model/index.ts';
import type { CrmState, ExchangeState, ItemRules, Link, Match, Pair } from '../../src/sync/index.ts';
import { baseOf, DEFAULT_ITEM_RULES } from '../../src/sync/index.ts';

/** A pair as a run has loaded it: both bases, both items, nothing shared between them. */
export interface LoadedPair {
  readonly pair: Pair;
  readonly match: Match;
}

export const RULES: ItemRules = { ...DEFAULT_ITEM_RULES, deleteCrmToExchange: true, deleteExchangeToCrm: true };
const NONE: Match = { kind: 'none' };

/** Of a hundred pairs: what an address book and a calendar look like after a busy day, and then some. */
type Situation = 'untouched' | 'editedInCrm' | 'editedInExchange' | 'conflict' | 'sets' | 'gone' | 'detached' | 'new';

function situationOf(index: number): Situation {
  const rest = index % 100;
  if (rest < 70) return 'untouched';
  if (rest < 78) return 'editedInCrm';
  if (rest < 86) return 'editedInExchange';
  if (rest < 89) return 'conflict';
  if (rest < 92) return 'sets';
  if (rest < 95) return 'gone';
  return rest < 97 ? 'detached' : 'new';
}

export function loadedPairs(itemType: ItemType, count: number): readonly LoadedPair[] {
  return Array.from({ length: count }, (_, index) => loadedPair(itemType, index));
}

function loadedPair(itemType: ItemType, index: number): LoadedPair {
  const fields = (): Fields => (itemType === 'contacts' ? contact(index) : appointment(index));
  const specs = synchronisedFields(itemType);
  const text = itemType === 'contacts' ? 'jobTitle' : 'location';
  const situation = situationOf(index);
  const edits = {
    crm: { editedInCrm: { [text]: 'CRM' }, conflict: { [text]: 'CRM' }, sets: { categories: ['Client', 'Fair'] } },
    exchange: {
      editedInExchange: { [text]: 'Outlook' },
      conflict: { [text]: 'Outlook' },
      sets: { categories: ['Client', 'Family'] },
      detached: { [text]: 'Outlook' },
    },
  } as const;
  const crmFields = { ...fields(), ...(edits.crm as Partial<Record<Situation, Fields>>)[situation] };
  const exchangeFields = { ...fields(), ...(edits.exchange as Partial<Record<Situation, Fields>>)[situation] };
  const crm = liveCrm(index, crmFields);
  const exchange = liveExchange(index, exchangeFields);
  const link = linkOf(index, baseOf(specs, fields()), baseOf(specs, fields()), situation === 'detached');
  if (situation === 'new') return { pair: { link: null, crm, exchange: { kind: 'absent' } }, match: NONE };
  const isGone = situation === 'gone' || situation === 'detached';
  return { pair: { link, crm: isGone ? { kind: 'gone', id: crm.id } : crm, exchange }, match: NONE };
}

function contact(index: number): Fields {
  return {
    name: { givenName: `Anna ${index}`, surname: 'Bianchi' },
    displayName: `Anna ${index} Bianchi`,
    companyName: 'Brenta Meccanica S.p.A.',
    department: 'Acquisti',
    jobTitle: 'Responsabile',
    email1: { address: `anna.${index}@brenta.example` },
    businessPhone: `+39 049 ${1_000_000 + index}`,
    mobilePhone: `+39 333 ${1_000_000 + index}`,
    businessAddress: { street: `Via Roma ${index % 200}`, city: 'Padova', postalCode: '35100', country: 'Italia' },
    webPage: 'https://brenta.example',
    notes: 'Incontrata alla fiera; chiede il listino nuovo.\nRichiamare a settembre.',
    categories: ['Client'],
  };
}

function appointment(index: number): Fields {
  const day = new Date(Date.UTC(2026, 0, 1 + (index % 700))).toISOString().slice(0, 10);
  return {
    subject: `Visita ${index}`,
    location: `Via Roma ${index % 200}, Padova`,
    body: 'Portare il listino e i campioni.\nChiedere della consegna di marzo.',
    time: { kind: 'timed', start: `${day}T09:00:00Z`, end: `${day}T10:00:00Z`, zone: 'Europe/Rome' },
    busyStatus: 'busy',
    sensitivity: 'normal',
    importance: 'normal',
    reminderMinutes: 15,
    categories: ['Client'],
  };
}

function liveCrm(index: number, fields: Fields): Extract<CrmState, { kind: 'live' }> {
  const takesPart = { kind: 'yes' } as const;
  return { kind: 'live', id: `c${index}`, version: '2', fields, takesPart, mayChange: true, uid: null };
}

function liveExchange(index: number, fields: Fields): Extract<ExchangeState, { kind: 'live' }> {
  return {
    kind: 'live',
    id: `e${index}`,
    changeKey: 'k2',
    fields,
    categories: ['Client'],
    stamp: `s${index}`,
    uid: null,
    searchKey: null,
    takesPart: { kind: 'yes' },
    meeting: null,
  };
}

function linkOf(index: number, baseCrm: Fields, baseExchange: Fields, detached: boolean): Link {
  return {
    id: `l${index}`,
    scopeId: 'scope',
    state: detached ? 'DET_E' : 'LINKED',
    ambiguous: false,
    notCompared: false,
    crmId: `c${index}`,
    crmVersion: '1',
    exchangeId: `e${index}`,
    changeKey: 'k1',
    uid: null,
    searchKey: null,
    stamp: `s${index}`,
    stamped: true,
    generation: 0,
    baseCrm,
    baseExchange,
    projection: 1,
    suppressed: [],
    pending: false,
    reviewReason: null,
    givenCategories: [],
    formerStamps: [],
  };
}
