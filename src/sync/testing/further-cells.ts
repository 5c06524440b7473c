import type { Fields } from '../../model/index.ts';
import { plan } from '../plan.ts';
import type { Link, Pair } from '../state.ts';
import type { Cell } from './cells.ts';
import {
  ABSENT,
  BASE_CRM,
  BASE_EXCHANGE,
  contextOf,
  GONE_CRM,
  GONE_EXCHANGE,
  linkOf,
  liveCrm,
  liveExchange,
  NO_MATCH,
} from './pairs.ts';
import { DELETED, weekly } from './series.ts';

/** Histories that the states of the two ends alone do not tell apart. */
export function furtherCells(): readonly Cell[] {
  const crm = (change: Fields) => liveCrm({ ...BASE_CRM, ...change });
  const exchange = (change: Fields) => liveExchange({ ...BASE_EXCHANGE, ...change });
  const unstamped = (change: Fields) => liveExchange({ ...BASE_EXCHANGE, ...change }, undefined, { stamp: null });
  const detachedE = { link: linkOf({ state: 'DET_E' }), crm: GONE_CRM, exchange: exchange({ subject: 'Visit 2' }) };
  const detachedC = { link: linkOf({ state: 'DET_C' }), crm: crm({ subject: 'Visit 2' }), exchange: GONE_EXCHANGE };
  const linked = linkOf();
  return [
    told('The same edit is made on both sides', {
      link: linked,
      crm: crm({ subject: 'Visit 2' }),
      exchange: exchange({ subject: 'Visit 2' }),
    }),
    told('The subject is edited in the CRM, the place in Exchange', {
      link: linked,
      crm: crm({ subject: 'Visit 2' }),
      exchange: exchange({ location: 'Via Po 2' }),
    }),
    told('A category is added in the CRM, another one in Exchange', {
      link: linked,
      crm: crm({ categories: ['blue', 'red'] }),
      exchange: exchange({ categories: ['blue', 'green'] }),
    }),
    told('A category is taken off in the CRM, another one added in Exchange', {
      link: linked,
      crm: crm({ categories: null }),
      exchange: exchange({ categories: ['blue', 'green'] }),
    }),
    told('The pair was linked while updates CRM → Exchange were off; now the record is edited', {
      link: linkOf({ stamped: false }),
      crm: crm({ subject: 'Visit 2' }),
      exchange: unstamped({}),
    }),
    told('The pair was linked while updates CRM → Exchange were off; now the item is edited', {
      link: linkOf({ stamped: false }),
      crm: crm({}),
      exchange: unstamped({ subject: 'Visit 2' }),
    }),
    told('The record was deleted; an edit of the item was left alone', suppressed(detachedE)),
    told('The record was deleted; an edit of the item was left alone; the item is edited again', {
      ...suppressed(detachedE),
      exchange: exchange({ subject: 'Visit 3' }),
    }),
    told('The item was deleted; an edit of the record was left alone', suppressed(detachedC)),
    told('The item was deleted; an edit of the record was left alone; the record is edited again', {
      ...suppressed(detachedC),
      crm: crm({ subject: 'Visit 3' }),
    }),
    told('The profile got the category CRM after the pair was linked', {
      link: linkOf({ givenCategories: [] }),
      crm: crm({}),
      exchange: exchange({}),
    }),
    told('The user took off the category CRM, which the profile had set', {
      link: linkOf({ givenCategories: ['CRM'] }),
      crm: crm({}),
      exchange: exchange({}),
    }),
    told('The link is closed', { link: linkOf({ state: 'CLOSED' }), crm: crm({}), exchange: exchange({}) }),
  ];
}

/** What a restored CRM does to records, where it can be proved. */
export function restoredCells(): readonly Cell[] {
  const older = { ...liveCrm({ ...BASE_CRM, subject: 'Visit 0' }), restored: 'older' } as const;
  const returned = { ...liveCrm(), restored: 'returned' } as const;
  const edited = liveExchange({ ...BASE_EXCHANGE, subject: 'Visit 2' });
  return [
    told('The record is from before what was agreed', { link: linkOf(), crm: older, exchange: liveExchange() }),
    told('The record is from before what was agreed; the item was edited since', {
      link: linkOf(),
      crm: older,
      exchange: edited,
    }),
    told('A record that was deleted once is back', { link: null, crm: returned, exchange: ABSENT }),
  ];
}

/** A series of which the CRM deletes what is left: Exchange has none without any occurrence. */
export function endedSeriesCells(): readonly Cell[] {
  const [monday, next] = ['2026-12-07', '2026-12-14'];
  const range = { kind: 'numbered', occurrences: 2 };
  const whole: Fields = { subject: 'Visit', time: weekly({ range }) };
  const [one, other] = [monday, next].map((day): Fields => ({ occurrences: { [day]: DELETED } }));
  const none: Fields = { occurrences: { [monday]: DELETED, [next]: DELETED } };
  const link = linkOf({ baseCrm: whole, baseExchange: whole });
  const crm = (change: Fields) => liveCrm({ ...whole, ...change });
  const exchange = (change: Fields) => liveExchange({ ...whole, ...change });
  return [
    told('Every occurrence is deleted in the CRM', { link, crm: crm(none), exchange: exchange({}) }),
    told('Every occurrence is deleted in the CRM; the item is edited', {
      link,
      crm: crm(none),
      exchange: exchange({ subject: 'Visit 2' }),
    }),
    told('Every occurrence is deleted in the CRM, one of them in Exchange', {
      link,
      crm: crm(none),
      exchange: exchange({ ...one }),
    }),
    told('One occurrence is deleted in the CRM, the other one in Exchange', {
      link,
      crm: crm({ ...one }),
      exchange: exchange({ ...other }),
    }),
    told('Every occurrence was deleted in the CRM, and the item stayed', {
      link: { ...link, baseCrm: { ...whole, ...none } },
      crm: crm(none),
      exchange: exchange({}),
    }),
    told('Every occurrence is deleted in the CRM; the item is deleted', {
      link,
      crm: crm(none),
      exchange: GONE_EXCHANGE,
    }),
    told('A series without any occurrence is new in the CRM', { link: null, crm: crm(none), exchange: ABSENT }),
  ];
}

function told(history: string, pair: Pair): Cell {
  return { name: history, crm: '', exchange: '', found: null, history, pair, match: NO_MATCH };
}

/** The same pair after the run that decided to leave the edit alone. */
function suppressed(pair: Pair & { readonly link: Link }): Pair {
  const conflictStrategy = pair.link.state === 'DET_E' ? 'crm' : 'exchange';
  const step = plan(pair, NO_MATCH, contextOf({ conflictStrategy }));
  if (step.kind !== 'suppress') throw new Error('the edit is not left alone');
  return { ...pair, link: { ...pair.link, suppressed: [step.fingerprint] } };
}
