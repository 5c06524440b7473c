import { describe, expect, it, test } from 'vitest';
import type { CalendarDate, Fields, FieldValue, Instant, Meeting } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import { plan } from '../plan.ts';
import type { ItemRules } from '../rules.ts';
import type { ExchangeState } from '../state.ts';
import type { Step } from '../step.ts';
import { NOTHING } from '../testing/nothing.ts';
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
  /** What the CRM alone is known to have. */
  readonly baseCrm?: Days;
  readonly crm?: Fields;
  readonly exchange?: Fields;
  readonly isShared?: boolean;
  readonly item?: Partial<Extract<ExchangeState, { kind: 'live' }>>;
}

function stepOf({ rules = NOTIFY, meeting = ORGANIZER, isShared = false, ...given }: Case): Step {
  const base = { ...SERIES, ...(given.base === undefined ? {} : { occurrences: given.base }) };
  const crm = liveCrm({ ...base, ...given.crm });
  const pair = {
    link: linkOf({ baseCrm: { ...base, ...(given.baseCrm && days(given.baseCrm)) }, baseExchange: base }),
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
    ['nothing of a meeting is written', { invitations: 'never' }, MON4],
    ['it was held', {}, MON2],
    ['it is being held', {}, MON3],
    ['edits are not carried either', { invitations: 'silent', updateCrmToExchange: false }, MON4],
  ])('stays in the calendar where %s, and both sides are settled like that', (_, rules, day) => {
    const gone = days({ [day]: DELETED });
    const step = stepOf({ rules: { ...NOTIFY, ...rules }, crm: gone });
    expect(step).toMatchObject({
      kind: 'merge',
      reason: { row: 'L2', code: 'occurrence_kept' },
      merge: { toCrm: NOTHING, toExchange: NOTHING, keptInCrm: gone, pendingFields: [] },
    });
    expect(step).not.toHaveProperty('mails');
  });

  it('stays in the calendar of one who takes part', () => {
    expect(told({ meeting: ATTENDEE, crm: days({ [MON4]: DELETED }) })).toBe('merge L2 occurrence_kept');
  });

  it('that was settled is called off by no rule that comes later (D1)', () => {
    const gone = { [MON4]: DELETED };
    expect(told({ baseCrm: gone, crm: days(gone) })).toBe('noop L1 occurrence_kept');
    expect(told({ meeting: null, baseCrm: gone, crm: days(gone) })).toBe('noop L1 unchanged');
    for (const conflictGranularity of ['item', 'field'] as const) {
      const step = stepOf({
        rules: { ...NOTIFY, conflictGranularity },
        baseCrm: gone,
        crm: { subject: 'New', ...days(gone) },
      });
      expect(step).toMatchObject({ merge: { toExchange: { subject: 'New' }, toCrm: NOTHING, pendingFields: [] } });
      expect(step).not.toHaveProperty('merge.toExchange.occurrences');
    }
  });

  it('that was settled is there again in the CRM when it is changed in Outlook', () => {
    const gone = { [MON4]: DELETED };
    const later = days({ [MON4]: changed({ location: 'Sala 2' }) });
    for (const conflictGranularity of ['item', 'field'] as const)
      for (const conflictStrategy of ['crm', 'exchange'] as const) {
        const rules = { ...NOTIFY, conflictGranularity, conflictStrategy };
        expect(stepOf({ rules, baseCrm: gone, crm: days(gone), exchange: later })).toMatchObject({
          merge: { toExchange: NOTHING, toCrm: later, conflicts: [{ field: 'occurrences', winner: 'exchange' }] },
        });
      }
  });

  it('that was settled is told as a conflict where a new rule of Outlook takes its day', () => {
    const gone = { [MON4]: DELETED };
    const time = at('2026-12-07', 8);
    for (const conflictGranularity of ['item', 'field'] as const)
      for (const conflictStrategy of ['crm', 'exchange'] as const) {
        const rules = { ...NOTIFY, conflictGranularity, conflictStrategy };
        expect(stepOf({ rules, baseCrm: gone, crm: days(gone), exchange: { time } })).toMatchObject({
          merge: { toCrm: { time, occurrences: null }, conflicts: [{ field: 'occurrences', winner: 'exchange' }] },
        });
      }
  });

  it('that was settled and changed in Outlook waits where that may not come', () => {
    const gone = { [MON4]: DELETED };
    const later = days({ [MON4]: changed({ location: 'Sala 2' }) });
    const rules = { ...NOTIFY, updateExchangeToCrm: false };
    expect(told({ rules, baseCrm: gone, crm: days(gone), exchange: later })).toBe('hold L3 update_rule_off');
  });

  it('is not known to stay where its days are not told', () => {
    const rules = { ...NOTIFY, invitations: 'silent' } as const;
    const crm = days({ [MON4]: DELETED });
    expect(told({ rules, crm, item: { withheld: ['occurrences'] } })).toBe('hold L2 private_content');
  });

  it('is to come where it was moved to, not where its rule has it', () => {
    const putOff = { [MON2]: changed({ time: at('2026-12-22', 10) }) };
    expect(stepOf({ base: putOff, crm: days({ [MON2]: DELETED }) })).toMatchObject({ kind: 'merge', mails: 3 });
    const broughtForward = { [MON4]: changed({ time: at('2026-12-19', 10) }) };
    expect(told({ base: broughtForward, crm: days({ [MON4]: DELETED }) })).toBe('merge L2 occurrence_kept');
  });

  it('holds nothing else up', () => {
    const rules = { ...NOTIFY, invitations: 'silent' } as const;
    const moved = changed({ location: 'Sala 2' });
    const step = stepOf({ rules, crm: { subject: 'New', ...days({ [MON4]: DELETED, '2027-01-04': moved }) } });
    expect(step).toMatchObject({
      kind: 'merge',
      merge: {
        toExchange: { subject: 'New', occurrences: { '2027-01-04': moved } },
        keptInCrm: { occurrences: { [MON4]: DELETED } },
        pendingFields: [],
      },
    });
    expect(step).not.toHaveProperty(['merge', 'toExchange', 'occurrences', MON4]);
  });

  it('is there again in the CRM when its organizer changes it in Outlook', () => {
    const rules = { ...NOTIFY, invitations: 'silent' } as const;
    const later = changed({ location: 'Sala 2' });
    const given = { rules, crm: days({ [MON4]: DELETED }), exchange: days({ [MON4]: later }) };
    expect(stepOf(given)).toMatchObject({
      merge: {
        toExchange: NOTHING,
        toCrm: { occurrences: { [MON4]: later } },
        conflicts: [{ field: 'occurrences', winner: 'exchange' }],
      },
    });
    expect(stepOf(given)).not.toHaveProperty('merge.keptInCrm');
    const whole = stepOf({ ...given, rules: { ...rules, conflictGranularity: 'item', conflictStrategy: 'crm' } });
    expect(whole).toMatchObject({ merge: { toExchange: NOTHING, toCrm: { occurrences: { [MON4]: later } } } });
  });

  it('stays also where the change in Outlook may not come', () => {
    const rules = { ...NOTIFY, invitations: 'silent', updateExchangeToCrm: false } as const;
    const gone = days({ [MON4]: DELETED });
    const step = stepOf({ rules, crm: gone, exchange: days({ [MON4]: changed({ location: 'Sala 2' }) }) });
    expect(step).toMatchObject({
      merge: { toCrm: NOTHING, toExchange: NOTHING, keptInCrm: gone, pendingFields: ['occurrences'] },
    });
  });

  it('stays also where the item is settled as a whole', () => {
    const rules = { ...NOTIFY, invitations: 'silent', conflictGranularity: 'item' } as const;
    const step = stepOf({
      rules,
      crm: { subject: 'New', ...days({ [MON4]: DELETED }) },
      exchange: { location: 'Sala 2' },
    });
    expect(step).toMatchObject({
      merge: { toExchange: { subject: 'New' }, keptInCrm: { occurrences: { [MON4]: DELETED } }, pendingFields: [] },
    });
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
    const rules = { ...NOTIFY, updateCrmToExchange: false } as const;
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

  it('stays beside one that its organizer called off', () => {
    const exchange = days({ [MON3]: DELETED, [MON4]: DELETED });
    const step = stepOf({ ...removed, exchange, isShared: true, item: { calledOffDays: [MON3 as CalendarDate] } });
    expect(step).toMatchObject({ merge: { pendingFields: ['occurrences'] } });
    expect(step).toHaveProperty('merge.toCrm.occurrences', { [MON3]: DELETED });
  });

  it('is another matter than one that its organizer moves', () => {
    const exchange = days({ [MON4]: changed({ location: 'Sala 2' }) });
    expect(stepOf({ ...removed, exchange, isShared: true })).toMatchObject({ merge: { toCrm: exchange } });
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
      merge: { toExchange: NOTHING, toCrm: exchange, conflicts: [{ winner: 'exchange' }] },
    });
  });
});
