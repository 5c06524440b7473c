import { describe, expect, it, test } from 'vitest';
import type { CalendarDate, Fields, FieldValue, Instant, Meeting } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import { plan } from '../plan.ts';
import type { ItemRules } from '../rules.ts';
import type { ExchangeState } from '../state.ts';
import type { Step } from '../step.ts';
import { contextOf, linkOf, liveCrm, liveExchange, YES } from '../testing/pairs.ts';
import { at, changed, DELETED, weekly } from '../testing/series.ts';

/** Mondays at nine in Rome, from 7 December on; the third is being held. */
const [MON2, MON3, MON4] = ['2026-12-14', '2026-12-21', '2026-12-28'] as const;
const NOW = '2026-12-21T08:00:00Z' as Instant;
const SERIES: Fields = { subject: 'Offer', time: weekly() };
const NOTIFY: Partial<ItemRules> = { invitations: 'notify', deleteCrmToExchange: true };
const ORGANIZER: Meeting = { role: 'organizer', isCancelled: false, recipients: 3 };
const ATTENDEE: Meeting = { role: 'attendee', isCancelled: false, recipients: 3 };

type Days = Readonly<Record<string, FieldValue>>;

interface Case {
  readonly rules?: Partial<ItemRules>;
  readonly meeting?: Meeting | null;
  readonly base?: Days;
  readonly crm?: Fields;
  readonly exchange?: Fields;
  readonly isShared?: boolean;
  readonly item?: Partial<Extract<ExchangeState, { kind: 'live' }>>;
}

function stepOf({ rules = NOTIFY, meeting = ORGANIZER, isShared = false, ...given }: Case): Step {
  const base = { ...SERIES, ...(given.base === undefined ? {} : { occurrences: given.base }) };
  const crm = liveCrm({ ...base, ...given.crm });
  const pair = {
    link: linkOf({ baseCrm: base, baseExchange: base }),
    crm: isShared ? { ...crm, isShared: true as const } : crm,
    exchange: liveExchange({ ...base, ...given.exchange }, YES, { meeting, ...given.item }),
  };
  const context = { ...contextOf(rules), specs: synchronisedFields('appointments'), now: NOW };
  return plan(pair, { kind: 'none' }, context);
}

const days = (occurrences: Days): Fields => ({ occurrences });
const told = (given: Case): string => {
  const { kind, reason } = stepOf(given);
  return `${kind} ${reason.row} ${reason.code}`;
};

describe('one occurrence of a meeting that is deleted in the CRM (M4)', () => {
  it('is called off with mail, under the conditions of a whole meeting', () => {
    expect(stepOf({ crm: days({ [MON4]: DELETED }) })).toMatchObject({
      kind: 'merge',
      merge: { toExchange: { occurrences: { [MON4]: DELETED } } },
      mails: 3,
      mailsAbout: { item: false, days: [MON4] },
    });
  });

  test.each<[string, Partial<ItemRules>, string]>([
    ['nobody may be told', { invitations: 'silent' }, MON4],
    ['deletions are not carried', { deleteCrmToExchange: false }, MON4],
    ['it was held', {}, MON2],
    ['it is being held', {}, MON3],
  ])('stays in the calendar where %s, and waits with its reason', (_, rules, day) => {
    const given = { rules: { ...NOTIFY, ...rules }, crm: days({ [day]: DELETED }) };
    expect(stepOf(given)).toEqual({
      kind: 'hold',
      state: 'pending',
      reason: { row: 'L2', code: 'occurrence_kept', params: { fields: 1 } },
    });
  });

  it('is to come where it was moved to, not where its rule has it', () => {
    const putOff = { [MON2]: changed({ time: at('2026-12-22', 10) }) };
    expect(stepOf({ base: putOff, crm: days({ [MON2]: DELETED }) })).toMatchObject({ kind: 'merge', mails: 3 });
    const broughtForward = { [MON4]: changed({ time: at('2026-12-19', 10) }) };
    expect(told({ base: broughtForward, crm: days({ [MON4]: DELETED }) })).toBe('hold L2 occurrence_kept');
  });

  it('holds nothing else up', () => {
    const rules = { ...NOTIFY, invitations: 'silent' } as const;
    const moved = changed({ location: 'Sala 2' });
    const step = stepOf({ rules, crm: { subject: 'New', ...days({ [MON4]: DELETED, '2027-01-04': moved }) } });
    expect(step).toMatchObject({
      kind: 'merge',
      merge: { toExchange: { subject: 'New', occurrences: { '2027-01-04': moved } }, pendingFields: ['occurrences'] },
    });
    expect(step).not.toHaveProperty(['merge', 'toExchange', 'occurrences', MON4]);
  });

  it('is there again in the CRM when its organizer changes it in Outlook', () => {
    const rules = { ...NOTIFY, invitations: 'silent' } as const;
    const later = changed({ location: 'Sala 2' });
    const given = { rules, crm: days({ [MON4]: DELETED }), exchange: days({ [MON4]: later }) };
    expect(stepOf(given)).toMatchObject({
      merge: {
        toExchange: {},
        toCrm: { occurrences: { [MON4]: later } },
        conflicts: [{ field: 'occurrences', winner: 'exchange' }],
      },
    });
  });

  it('stays also where the item is settled as a whole', () => {
    const rules = { ...NOTIFY, invitations: 'silent', conflictGranularity: 'item' } as const;
    const step = stepOf({
      rules,
      crm: { subject: 'New', ...days({ [MON4]: DELETED }) },
      exchange: { location: 'Sala 2' },
    });
    expect(step).toMatchObject({ merge: { toExchange: { subject: 'New' }, pendingFields: ['occurrences'] } });
    expect(step).not.toHaveProperty('merge.toExchange.occurrences');
  });

  it('of nobody else is an edit of its series (R3)', () => {
    const rules = { invitations: 'silent', deleteCrmToExchange: false } as const;
    for (const meeting of [null, { ...ORGANIZER, recipients: 0 }])
      expect(stepOf({ rules, meeting, crm: days({ [MON2]: DELETED }) })).toMatchObject({
        merge: { toExchange: { occurrences: { [MON2]: DELETED } } },
      });
  });

  it('that Exchange has lost, too, is agreed', () => {
    const lost = days({ [MON2]: DELETED });
    expect(told({ crm: lost, exchange: lost })).toBe('merge L4 equal_on_both_sides');
  });

  it('waits for the rule of its direction where that is off', () => {
    const rules = { ...NOTIFY, invitations: 'silent', updateCrmToExchange: false } as const;
    expect(told({ rules, crm: days({ [MON4]: DELETED }) })).toBe('hold L2 update_rule_off');
  });
});

describe('one occurrence that an attendee removes from the own calendar (M5)', () => {
  const removed: Case = { meeting: ATTENDEE, exchange: days({ [MON4]: DELETED }) };

  it('stays in a record in which others take part', () => {
    expect(told({ ...removed, isShared: true })).toBe('hold L3 occurrence_shared');
  });

  it('leaves a record that is this mailbox’s alone', () => {
    expect(stepOf(removed)).toMatchObject({ merge: { toCrm: { occurrences: { [MON4]: DELETED } } } });
  });

  it('leaves every record when its organizer called it off (M7)', () => {
    const item = { calledOffDays: [MON4 as CalendarDate] };
    expect(stepOf({ ...removed, isShared: true, item })).toMatchObject({
      merge: { toCrm: { occurrences: { [MON4]: DELETED } } },
    });
  });

  it('leaves a shared record when it is the organizer who removes it', () => {
    expect(stepOf({ ...removed, meeting: ORGANIZER, isShared: true })).toMatchObject({
      merge: { toCrm: { occurrences: { [MON4]: DELETED } } },
    });
  });

  it('holds back nothing else that the calendar tells', () => {
    const step = stepOf({ ...removed, isShared: true, exchange: { subject: 'New', ...days({ [MON4]: DELETED }) } });
    expect(step).toMatchObject({ merge: { toCrm: { subject: 'New' }, pendingFields: ['occurrences'] } });
    expect(step).not.toHaveProperty('merge.toCrm.occurrences');
  });
});

describe('a series whose occurrences hold more than is carried (R2)', () => {
  const item = { occurrencesHoldMore: true } as const;
  const later = { time: weekly({ start: '2026-12-08' }) };

  it('keeps its time and rule, and the change in the CRM waits', () => {
    expect(told({ meeting: null, item, crm: later })).toBe('hold L2 occurrences_would_lose');
    expect(stepOf({ meeting: null, item, crm: { ...later, subject: 'New' } })).toMatchObject({
      merge: { toExchange: { subject: 'New' }, pendingFields: ['time'] },
    });
  });

  it('brings no deleted occurrence back, for which Exchange makes the series anew', () => {
    const base = { [MON4]: DELETED };
    expect(told({ meeting: null, item, base, crm: { occurrences: null } })).toBe('hold L2 occurrences_would_lose');
    expect(told({ meeting: null, base, crm: { occurrences: null } })).toBe('merge L2 changed_in_crm');
  });

  it('takes what leaves the others as they are', () => {
    const crm = days({ [MON4]: changed({ location: 'Sala 2' }) });
    expect(told({ meeting: null, item, crm })).toBe('merge L2 changed_in_crm');
  });

  it('tells the CRM of the hour that is changed in Outlook, whoever wins otherwise', () => {
    const exchange = { time: weekly({ start: '2026-12-09' }) };
    expect(stepOf({ meeting: null, item, crm: later, exchange })).toMatchObject({
      merge: { toExchange: {}, toCrm: exchange, conflicts: [{ winner: 'exchange' }] },
    });
  });
});
