import { describe, expect, it } from 'vitest';
import type { Meeting } from '../../model/index.ts';
import { BASE_CRM, BASE_EXCHANGE, contextOf, linkOf, liveCrm, liveExchange, YES } from '../testing/pairs.ts';
import { mergePair } from './merge-pair.ts';

describe('the merge of a pair', () => {
  it('takes what a side cut in an earlier pair for all that was agreed there', () => {
    const cut = liveExchange({ subject: 'Visit', location: 'Via Roma 1' });
    const whole = liveCrm({ subject: 'Visit', location: 'Via Roma 12' });
    const former = { baseCrm: BASE_CRM, baseExchange: BASE_EXCHANGE };
    const context = contextOf({ conflictStrategy: 'exchange' });
    const merge = mergePair(null, { crm: whole, exchange: cut, former }, context);
    expect(merge.toCrm).toEqual({ location: BASE_CRM['location'] });
    expect(mergePair(null, { crm: whole, exchange: cut }, context).toCrm).toEqual({});
  });

  it('keeps back what anything about the pair keeps back, each field for its own reason', () => {
    const meeting: Meeting = { role: 'attendee', isCancelled: false, recipients: 2 };
    const edited = { subject: 'Visit 2', location: 'Via Po 2', categories: ['red'], sensitivity: 'personal' };
    const pair = {
      crm: liveCrm(edited),
      exchange: liveExchange(BASE_EXCHANGE, YES, { meeting, withheld: ['location'] }),
    };
    const merge = mergePair(linkOf(), pair, contextOf(), {
      closed: (field) => (field === 'sensitivity' ? { toExchange: 'occurrencesApart' } : {}),
    });
    expect(merge.toExchange).toEqual({ categories: ['red'] });
    expect(merge.outcomes).toMatchObject({
      subject: { kind: 'pending', because: 'notOrganizer' },
      location: { kind: 'pending', because: 'private' },
      sensitivity: { kind: 'pending', because: 'occurrencesApart' },
    });
  });
});
