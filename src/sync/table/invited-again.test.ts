import { describe, expect, it } from 'vitest';
import type { Fields, FieldValue, Meeting } from '../../model/index.ts';
import type { ExchangeState } from '../state.ts';
import type { Step } from '../step.ts';
import { GONE_CRM, GONE_EXCHANGE, liveCrm, liveExchange, YES } from '../testing/pairs.ts';
import { at, weekly } from '../testing/series.ts';
import { planInvitedAgain } from './invited-again.ts';

const ONE = at('2026-12-07', 8);
const MADE_ANEW: Step = {
  kind: 'createInExchange',
  reason: { row: 'L9', code: 'edited_after_deletion', params: { survivor: 'crm' } },
  fields: { subject: 'Visit' },
  uid: 'uid-1',
  marking: { stamp: true, categories: [] },
};
const ENDS = { kind: 'close', reason: { row: 'D6', code: 'returned_as_new', params: { returnedOn: 'exchange' } } };
const ATTENDEE: Meeting = { role: 'attendee', isCancelled: false, recipients: 2 };

const visit = (time: FieldValue): Fields => ({ subject: 'Visit', time });
const record = (time = ONE) => liveCrm(visit(time));
const invitation = (time = ONE, meeting: Meeting | null = ATTENDEE): ExchangeState =>
  liveExchange(visit(time), YES, { meeting });

describe('D6: an item that would be made anew', () => {
  it('is not, where its mailbox has one of the same meeting: the pair ends', () => {
    expect(planInvitedAgain(MADE_ANEW, record(), [invitation()])).toEqual(ENDS);
    expect(planInvitedAgain(MADE_ANEW, record(weekly()), [invitation(weekly())])).toEqual(ENDS);
    expect(planInvitedAgain(MADE_ANEW, record(), [invitation(ONE, null)])).toEqual(ENDS);
    expect(planInvitedAgain(MADE_ANEW, record(), [GONE_EXCHANGE, invitation()])).toEqual(ENDS);
  });

  it('is made where none is of the same meeting', () => {
    const calledOff = invitation(ONE, { ...ATTENDEE, isCancelled: true });
    for (const others of [[], [GONE_EXCHANGE], [calledOff]])
      expect(planInvitedAgain(MADE_ANEW, record(), others)).toBe(MADE_ANEW);
  });

  it('is made beside an item of one occurrence alone, which is not the series', () => {
    expect(planInvitedAgain(MADE_ANEW, record(weekly()), [invitation()])).toBe(MADE_ANEW);
    expect(planInvitedAgain(MADE_ANEW, record(), [invitation(weekly())])).toBe(MADE_ANEW);
  });

  it('is looked for only where something is made, of a record that is there', () => {
    const deleted: Step = { kind: 'deleteInCrm', reason: { row: 'L6', code: 'deleted_in_exchange' } };
    expect(planInvitedAgain(deleted, record(), [invitation()])).toBe(deleted);
    expect(planInvitedAgain(MADE_ANEW, GONE_CRM, [invitation()])).toBe(MADE_ANEW);
  });
});
