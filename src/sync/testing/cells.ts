import type { Match } from '../match-types.ts';
import type { ItemRules } from '../rules.ts';
import { DEFAULT_ITEM_RULES } from '../rules.ts';
import type { CrmState, ExchangeState, Link, LinkState, Pair } from '../state.ts';
import {
  ABSENT,
  BASE_CRM,
  BASE_EXCHANGE,
  GONE_CRM,
  GONE_EXCHANGE,
  linkOf,
  liveCrm,
  liveExchange,
  NO_MATCH,
  OUT,
  PRIVATE,
} from './pairs.ts';

const EDITED_CRM = { ...BASE_CRM, subject: 'Visit (CRM)' };
const EDITED_EXCHANGE = { ...BASE_EXCHANGE, subject: 'Visit (Exchange)' };

/** Every state of a CRM record that the table tells apart. Leaving the window is an edit of the date. */
export const CRM_STATES: Readonly<Record<string, CrmState>> = {
  same: liveCrm(),
  edited: liveCrm(EDITED_CRM),
  'same, out': liveCrm(BASE_CRM, OUT),
  'edited, out': liveCrm(EDITED_CRM, OUT),
  'same, private': liveCrm(BASE_CRM, PRIVATE),
  'edited, private': liveCrm(EDITED_CRM, PRIVATE),
  gone: GONE_CRM,
  left: { kind: 'left', id: 'crm-1', version: '2', fields: BASE_CRM },
  hidden: { kind: 'hidden', id: 'crm-1' },
  absent: ABSENT,
};

export const EXCHANGE_STATES: Readonly<Record<string, ExchangeState>> = {
  same: liveExchange(),
  edited: liveExchange(EDITED_EXCHANGE),
  'same, out': liveExchange(BASE_EXCHANGE, OUT),
  'edited, out': liveExchange(EDITED_EXCHANGE, OUT),
  'same, private': liveExchange(BASE_EXCHANGE, PRIVATE),
  'edited, private': liveExchange(EDITED_EXCHANGE, PRIVATE),
  gone: GONE_EXCHANGE,
  elsewhere: { kind: 'elsewhere', id: 'exchange-1' },
  unproved: { kind: 'unproved', id: 'exchange-1', reason: 'deletedItems' },
  absent: ABSENT,
};

export const MATCHES: Readonly<Record<string, Match>> = {
  none: NO_MATCH,
  one: { kind: 'one', id: 'exchange-1' },
  many: { kind: 'many', ids: ['x', 'y'] },
  weak: { kind: 'weak', ids: ['x'] },
  reserved: { kind: 'reserved' },
};

/** The five switches that the table depends on: 16 rules and 2 strategies. */
export interface Switches {
  readonly uCE: boolean;
  readonly uEC: boolean;
  readonly dCE: boolean;
  readonly dEC: boolean;
  /** The CRM wins. */
  readonly crmWins: boolean;
}

export const ALL_SWITCHES: readonly Switches[] = Array.from({ length: 32 }, (_, bits) => ({
  crmWins: (bits & 1) !== 0,
  uCE: (bits & 2) !== 0,
  uEC: (bits & 4) !== 0,
  dCE: (bits & 8) !== 0,
  dEC: (bits & 16) !== 0,
}));

export function rulesOf(switches: Switches, more: Partial<ItemRules> = {}): ItemRules {
  return {
    ...DEFAULT_ITEM_RULES,
    updateCrmToExchange: switches.uCE,
    updateExchangeToCrm: switches.uEC,
    deleteCrmToExchange: switches.dCE,
    deleteExchangeToCrm: switches.dEC,
    conflictStrategy: switches.crmWins ? 'crm' : 'exchange',
    ...more,
  };
}

export interface Cell {
  readonly name: string;
  /** Keys of `CRM_STATES`, `EXCHANGE_STATES` and `MATCHES`. */
  readonly crm: string;
  readonly exchange: string;
  /** `null` for linked pairs, where no counterpart is looked for. */
  readonly found: string | null;
  /** In words, where the ends do not tell it. */
  readonly history?: string;
  readonly pair: Pair;
  readonly match: Match;
}

export function linkedCells(state: Exclude<LinkState, 'CLOSED'>, change: Partial<Link> = {}): readonly Cell[] {
  const link = linkOf({ state, ...change });
  return Object.entries(CRM_STATES).flatMap(([crmName, crm]) =>
    Object.entries(EXCHANGE_STATES).map(([exchangeName, exchange]) => ({
      name: `${crmName} | ${exchangeName}`,
      crm: crmName,
      exchange: exchangeName,
      found: null,
      pair: { link, crm, exchange },
      match: NO_MATCH,
    })),
  );
}

/** Without a link there is no base, so "edited" means nothing. */
export function unlinkedCells(): readonly Cell[] {
  const unedited = ([name]: readonly [string, unknown]) => !name.startsWith('edited');
  return Object.entries(CRM_STATES)
    .filter(unedited)
    .flatMap(([crmName, crm]) =>
      Object.entries(EXCHANGE_STATES)
        .filter(unedited)
        .flatMap(([exchangeName, exchange]) =>
          Object.entries(MATCHES).map(([matchName, match]) => ({
            name: `${crmName} | ${exchangeName} | ${matchName}`,
            crm: crmName,
            exchange: exchangeName,
            found: matchName,
            pair: { link: null, crm, exchange },
            match,
          })),
        ),
    );
}
