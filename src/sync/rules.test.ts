import { describe, expect, it } from 'vitest';
import { plan } from './plan.ts';
import { DEFAULT_ITEM_RULES, deletionRulesOf, withDeletionsSince } from './rules.ts';
import {
  BASE_CRM,
  BASE_EXCHANGE,
  contextOf,
  GONE_CRM,
  GONE_EXCHANGE,
  linkOf,
  liveCrm,
  liveExchange,
  NO_MATCH,
} from './testing/pairs.ts';

const CONTEXT = { ...contextOf(), rules: DEFAULT_ITEM_RULES };
const link = linkOf();

describe('the rules of a profile that nobody has changed', () => {
  it('synchronise, in both directions', () => {
    expect(DEFAULT_ITEM_RULES.synchronise).toBe(true);
    const crm = liveCrm({ ...BASE_CRM, subject: 'Moved' });
    const exchange = liveExchange({ ...BASE_EXCHANGE, sensitivity: 'personal' });
    expect(plan({ link, crm, exchange }, NO_MATCH, CONTEXT)).toMatchObject({
      kind: 'merge',
      merge: { toExchange: { subject: 'Moved' }, toCrm: { sensitivity: 'personal' }, pendingFields: [] },
    });
  });

  it('carry no deletion over, in neither direction', () => {
    for (const pair of [
      { link, crm: GONE_CRM, exchange: liveExchange() },
      { link, crm: liveCrm(), exchange: GONE_EXCHANGE },
    ])
      expect(plan(pair, NO_MATCH, CONTEXT)).toMatchObject({ kind: 'detach', reason: { code: 'delete_rule_off' } });
  });

  it('settle field by field who wins, and the CRM does', () => {
    expect(DEFAULT_ITEM_RULES).toMatchObject({ conflictGranularity: 'field', conflictStrategy: 'crm' });
  });

  it('overwrite nothing in Exchange that was changed meanwhile, and delete so that it can be taken back', () => {
    expect(DEFAULT_ITEM_RULES).toMatchObject({
      exchangeConflictResolution: 'neverOverwrite',
      exchangeDeleteMode: 'deletedItems',
    });
  });

  it('tell of a private appointment that its time is taken, and write nothing to meetings', () => {
    expect(DEFAULT_ITEM_RULES).toMatchObject({ privateItems: 'busyOnly', invitations: 'never' });
  });

  it('let the values of Exchange count where the CRM was restored from a backup', () => {
    expect(DEFAULT_ITEM_RULES).toMatchObject({ afterCrmRestore: 'exchange' });
  });
});

describe('D1: the rules of deletions', () => {
  const rulesOf = (deleteCrmToExchange: boolean, deleteExchangeToCrm: boolean) => ({
    ...DEFAULT_ITEM_RULES,
    deleteCrmToExchange,
    deleteExchangeToCrm,
  });

  it('hold in each direction where they held at the last look and hold now', () => {
    const both = { deleteCrmToExchange: true, deleteExchangeToCrm: true };
    expect(withDeletionsSince(rulesOf(true, true), both)).toStrictEqual(rulesOf(true, true));
    for (const [toExchange, toCrm] of [
      [true, false],
      [false, true],
    ] as const) {
      const one = deletionRulesOf(rulesOf(toExchange, toCrm));
      expect(withDeletionsSince(rulesOf(true, true), one)).toStrictEqual(rulesOf(toExchange, toCrm));
      expect(withDeletionsSince(rulesOf(toExchange, toCrm), both)).toStrictEqual(rulesOf(toExchange, toCrm));
      expect(withDeletionsSince(rulesOf(toCrm, toExchange), one)).toStrictEqual(rulesOf(false, false));
    }
  });

  it('are those of now where none are known of the last look', () => {
    expect(withDeletionsSince(rulesOf(true, false), null)).toStrictEqual(rulesOf(true, false));
  });

  it('are kept by themselves, without the other rules', () => {
    expect(deletionRulesOf(rulesOf(true, false))).toStrictEqual({
      deleteCrmToExchange: true,
      deleteExchangeToCrm: false,
    });
  });
});
