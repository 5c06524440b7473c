import { describe, expect, it } from 'vitest';
import type { Meeting } from '../../model/index.ts';
import { OLD_DELETION, statesToDelete } from '../old-deletions.ts';
import { plan } from '../plan.ts';
import type { ItemRules } from '../rules.ts';
import type { CrmState, ExchangeState, Link } from '../state.ts';
import type { Step } from '../step.ts';
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
  OUT,
  PRIVATE,
  YES,
} from '../testing/pairs.ts';
import { planOldDeletion } from './old-deletion.ts';

const BOTH = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;
const LEFT_IN_EXCHANGE = { state: 'DET_E', reviewReason: OLD_DELETION } as const;
const LEFT_IN_CRM = { state: 'DET_C', reviewReason: OLD_DELETION } as const;

function decide(link: Partial<Link>, crm: CrmState, exchange: ExchangeState, rules: Partial<ItemRules> = BOTH): Step {
  return planOldDeletion({ link: linkOf(link), crm, exchange }, contextOf(rules));
}

const TO_COME = { kind: 'timed', start: '2026-12-03T09:00:00Z', end: '2026-12-03T10:00:00Z', zone: 'Europe/Rome' };
const OVER = { ...TO_COME, start: '2026-11-03T09:00:00Z', end: '2026-11-03T10:00:00Z' };

const stays = (row: string, code: string) => ({ kind: 'hold', state: 'review', reason: { row, code } });

describe('a deletion that the rule of its time kept from being carried out', () => {
  it('is remembered as such where nothing but the rule was in the way, and nowhere else', () => {
    const off = contextOf({ deleteCrmToExchange: false, deleteExchangeToCrm: false });
    const letGo = (crm: CrmState, exchange: ExchangeState, link: Partial<Link> = {}) =>
      plan({ link: linkOf(link), crm, exchange }, NO_MATCH, off);
    expect(letGo(GONE_CRM, liveExchange())).toMatchObject({ kind: 'detach', to: 'DET_E', review: OLD_DELETION });
    expect(letGo(liveCrm(), GONE_EXCHANGE)).toMatchObject({ kind: 'detach', to: 'DET_C', review: OLD_DELETION });
    const edited = { ...BASE_EXCHANGE, subject: 'Visit, moved' };
    for (const exchange of [
      liveExchange(BASE_EXCHANGE, OUT),
      liveExchange(BASE_EXCHANGE, PRIVATE),
      liveExchange(edited),
    ])
      expect(letGo(GONE_CRM, exchange)).toMatchObject({ kind: 'detach', review: null });
    expect(letGo(GONE_CRM, liveExchange(), { ambiguous: true })).toMatchObject({ review: 'identity_ambiguous' });
  });

  it('is carried out by no run by itself, also when the rule is on', () => {
    for (const [link, crm, exchange] of [
      [LEFT_IN_EXCHANGE, GONE_CRM, liveExchange()],
      [LEFT_IN_CRM, liveCrm(), GONE_EXCHANGE],
    ] as const)
      expect(plan({ link: linkOf(link), crm, exchange }, NO_MATCH, contextOf(BOTH))).toMatchObject({
        kind: 'noop',
        reason: { row: 'D1', code: 'deletion_not_carried' },
      });
  });
});

describe('asked for by a person', () => {
  it('takes the survivor, on the side on which it is', () => {
    expect(decide(LEFT_IN_EXCHANGE, GONE_CRM, liveExchange())).toEqual({
      kind: 'deleteInExchange',
      reason: { row: 'D1', code: 'old_deletion', params: { deletedOn: 'crm' } },
    });
    expect(decide(LEFT_IN_CRM, liveCrm(), GONE_EXCHANGE)).toEqual({
      kind: 'deleteInCrm',
      reason: { row: 'D1', code: 'old_deletion', params: { deletedOn: 'exchange' } },
    });
  });

  it('asks the rule of its own direction', () => {
    const onlyToExchange = { deleteCrmToExchange: true, deleteExchangeToCrm: false };
    const onlyToCrm = { deleteCrmToExchange: false, deleteExchangeToCrm: true };
    expect(decide(LEFT_IN_CRM, liveCrm(), GONE_EXCHANGE, onlyToExchange)).toMatchObject(stays('L6', 'delete_rule_off'));
    expect(decide(LEFT_IN_EXCHANGE, GONE_CRM, liveExchange(), onlyToCrm)).toMatchObject(stays('L5', 'delete_rule_off'));
    expect(statesToDelete(onlyToExchange)).toEqual(['DET_E']);
    expect(statesToDelete(onlyToCrm)).toEqual(['DET_C']);
    expect(statesToDelete(BOTH)).toEqual(['DET_E', 'DET_C']);
    expect(statesToDelete({ deleteCrmToExchange: false, deleteExchangeToCrm: false })).toEqual([]);
  });

  it('leaves what somebody has worked on since, whichever side wins', () => {
    for (const conflictStrategy of ['crm', 'exchange'] as const) {
      const rules = { ...BOTH, conflictStrategy };
      const item = liveExchange({ ...BASE_EXCHANGE, subject: 'Visit, moved' });
      expect(decide(LEFT_IN_EXCHANGE, GONE_CRM, item, rules)).toMatchObject(stays('D1', 'old_deletion_edited'));
      const record = liveCrm({ ...BASE_CRM, subject: 'Visit, moved' });
      expect(decide(LEFT_IN_CRM, record, GONE_EXCHANGE, rules)).toMatchObject(stays('D1', 'old_deletion_edited'));
    }
  });

  it('leaves what lies outside the window, is left out, or is one of several', () => {
    const item = (takesPart: typeof OUT) => liveExchange(BASE_EXCHANGE, takesPart);
    expect(decide(LEFT_IN_EXCHANGE, GONE_CRM, item(OUT))).toMatchObject(stays('L14', 'outside_window'));
    expect(decide(LEFT_IN_CRM, liveCrm(BASE_CRM, OUT), GONE_EXCHANGE)).toMatchObject(stays('L15', 'outside_window'));
    expect(decide(LEFT_IN_EXCHANGE, GONE_CRM, item(PRIVATE))).toMatchObject(stays('O5', 'excluded_private'));
    const alike = { ...LEFT_IN_EXCHANGE, ambiguous: true };
    expect(decide(alike, GONE_CRM, liveExchange())).toMatchObject(stays('L5', 'identity_ambiguous'));
  });

  it('leaves a meeting that may not be called off, and tells of the mails where it may', () => {
    const meeting: Meeting = { role: 'organizer', isCancelled: false, recipients: 2 };
    const called = (rules: Partial<ItemRules>, time = TO_COME) =>
      decide(LEFT_IN_EXCHANGE, GONE_CRM, liveExchange({ ...BASE_EXCHANGE, time }, YES, { meeting }), {
        ...BOTH,
        ...rules,
      });
    expect(called({ invitations: 'notify' })).toEqual({
      kind: 'deleteInExchange',
      reason: { row: 'D1', code: 'old_deletion', params: { deletedOn: 'crm' } },
      mails: 2,
    });
    expect(called({ invitations: 'never' })).toMatchObject(stays('L5', 'meeting_kept'));
    expect(called({ invitations: 'silent' })).toMatchObject(stays('L5', 'meeting_kept'));
    expect(called({ invitations: 'notify' }, OVER)).toMatchObject(stays('L5', 'meeting_kept'));
  });

  it('leaves everything whose counterpart is not proved gone: back, out of sight, elsewhere, not looked at', () => {
    const doubtful = stays('D1', 'old_deletion_doubtful');
    for (const crm of [liveCrm(), { kind: 'hidden', id: 'crm-1' }, { kind: 'absent' }] as const)
      expect(decide(LEFT_IN_EXCHANGE, crm, liveExchange())).toMatchObject(doubtful);
    for (const exchange of [
      liveExchange(),
      { kind: 'elsewhere', id: 'exchange-1' },
      { kind: 'unproved', id: 'exchange-1', reason: 'other_unreadable' },
      { kind: 'absent' },
    ] as const)
      expect(decide(LEFT_IN_CRM, liveCrm(), exchange)).toMatchObject(doubtful);
    expect(decide(LEFT_IN_EXCHANGE, GONE_CRM, GONE_EXCHANGE)).toMatchObject(doubtful);
    expect(decide(LEFT_IN_CRM, GONE_CRM, GONE_EXCHANGE)).toMatchObject(doubtful);
    expect(decide(LEFT_IN_CRM, GONE_CRM, liveExchange())).toMatchObject(doubtful);
    expect(decide(LEFT_IN_EXCHANGE, liveCrm(), GONE_EXCHANGE)).toMatchObject(doubtful);
  });
});
