import { createInstance } from 'i18next';
import { describe, expect, test } from 'vitest';
import type { Account, AccountStatus } from '../../src/api/resources.ts';
import { catalogues, LANGUAGES } from '../../src/messages/index.ts';
import { standingOf } from '../../web/src/accounts/standing.ts';
import { codeText } from '../../web/src/format/problem-text.ts';

type Scope = AccountStatus['scopes'][number];

const ACCOUNT = { active: true, claim: { state: 'granted' } } as Account;

const scopeOf = (itemType: Scope['itemType'], change: Partial<Scope>): Scope => ({
  scopeId: itemType,
  itemType,
  status: 'ok',
  statusReason: null,
  lastRunAt: null,
  lastSuccessAt: '2026-11-25T08:00:00Z',
  links: { LINKED: 40, DET_E: 0, DET_C: 0, CLOSED: 0 },
  unlinked: { ignored: 0, review: 0, wait: 0, pending: 0, not_synchronised: 0, failed: 0 },
  hints: 0,
  quarantined: 0,
  lastRun: null,
  ...change,
});

function standingWith(statusReason: Scope['statusReason']) {
  const status = {
    active: true,
    firstRun: 'done',
    itemTypes: ['contacts', 'appointments'],
    schedule: { state: 'waiting', nextRunAt: null, reason: null, failures: 0 },
    heldBack: [],
    scopes: [scopeOf('contacts', {}), scopeOf('appointments', { status: 'relink', statusReason })],
  } as unknown as AccountStatus;
  return standingOf(ACCOUNT, status, true);
}

describe('an account whose items are recognised again says why', () => {
  test.each([
    ['mailbox_changed', 'O7', {}],
    ['mailbox_items_missing', 'O7', { missing: 12, links: 40 }],
    ['database_restored', 'O11', {}],
  ])('%s', (code, row, params) => {
    expect(standingWith({ row, code, params })).toEqual({ kind: 'relink', problem: { code, details: params } });
    for (const lng of LANGUAGES) {
      const i18n = createInstance();
      void i18n.init({ lng, resources: catalogues, initAsync: false, interpolation: { escapeValue: false } });
      const why = codeText(i18n.t, code, params);
      expect(why).toBe(i18n.t(`reasons.${code}`, params));
      expect(i18n.t('accounts.standing.sentence.relink', { why })).toBe(why);
    }
  });
});
