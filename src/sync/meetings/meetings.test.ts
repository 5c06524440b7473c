import { describe, expect, it, test } from 'vitest';
import type { Fields, Instant, Meeting } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import { planLine } from '../brakes/plan-hash.ts';
import { plan } from '../plan.ts';
import type { PlanContext } from '../plan-context.ts';
import type { Invitations, ItemRules } from '../rules.ts';
import type { CrmState, ExchangeState, Link } from '../state.ts';
import type { Step } from '../step.ts';
import { NOTHING } from '../testing/nothing.ts';
import { contextOf, GONE_CRM, GONE_EXCHANGE, linkOf, liveCrm, liveExchange, YES } from '../testing/pairs.ts';
import { planUndo } from '../undo/plan-undo.ts';

const PEOPLE = [{ address: 'carla@example.org', role: 'required', response: 'none' }];
const TIME = { kind: 'timed', start: '2026-12-03T09:00:00Z', end: '2026-12-03T10:00:00Z', zone: 'Europe/Rome' };
const BASE: Fields = { subject: 'Offer', time: TIME, busyStatus: 'busy', attendees: PEOPLE };
const ATTENDEE: Meeting = { role: 'attendee', isCancelled: false, recipients: 2 };
const ORGANIZER: Meeting = { role: 'organizer', isCancelled: false, recipients: 2 };
const CANCELLED: Meeting = { ...ORGANIZER, isCancelled: true };
const ALONE: Meeting = { role: 'organizer', isCancelled: false, recipients: 0 };
const LINK = linkOf({ baseCrm: BASE, baseExchange: BASE });
const ALL_ON: Partial<ItemRules> = { deleteCrmToExchange: true, deleteExchangeToCrm: true };

interface Case {
  readonly meeting?: Meeting | null;
  readonly invitations?: Invitations;
  readonly rules?: Partial<ItemRules>;
  readonly crm?: Fields;
  readonly exchange?: Fields;
  readonly mayChange?: boolean;
  readonly link?: Link | null;
  readonly now?: string;
  readonly ends?: { readonly crm?: CrmState; readonly exchange?: ExchangeState };
}

function contextFor({ invitations = 'never', rules = {}, now = '2026-11-25T08:00:00Z' }: Case): PlanContext {
  const specs = synchronisedFields('appointments');
  return { ...contextOf({ ...ALL_ON, ...rules, invitations }), specs, now: now as Instant };
}

function stepOf(given: Case): Step {
  const { meeting = ATTENDEE, crm = {}, exchange = {}, mayChange = true, link = LINK, ends = {} } = given;
  const pair = {
    link,
    crm: ends.crm ?? { ...liveCrm({ ...BASE, ...crm }), mayChange },
    exchange: ends.exchange ?? liveExchange({ ...BASE, ...exchange }, YES, { meeting }),
  };
  return plan(pair, { kind: 'none' }, contextFor(given));
}

const toldBy = (given: Case): string => {
  const { kind, reason } = stepOf(given);
  return `${kind} ${reason.row} ${reason.code}`;
};

describe('the meeting of somebody else (M1)', () => {
  it('gets nothing that its people share, and the edit waits with its reason', () => {
    for (const invitations of ['never', 'silent', 'notify'] as const)
      expect(stepOf({ invitations, crm: { subject: 'Mine' } })).toEqual({
        kind: 'hold',
        state: 'pending',
        reason: { row: 'L2', code: 'not_organizer', params: { fields: 1 } },
      });
  });

  it('takes its owner’s reminder, status and categories, and keeps the rest back', () => {
    const step = stepOf({ crm: { subject: 'Mine', reminderMinutes: 5, busyStatus: 'free', categories: ['Blue'] } });
    expect(step).toMatchObject({
      kind: 'merge',
      merge: {
        toExchange: { reminderMinutes: 5, busyStatus: 'free', categories: ['Blue'] },
        pendingFields: ['subject'],
        outcomes: { subject: { kind: 'pending', changedOn: 'crm', because: 'notOrganizer' } },
      },
    });
    expect(step).not.toHaveProperty('mails');
  });

  it('tells the CRM what its organizer changes, and wins every conflict there', () => {
    expect(stepOf({ exchange: { subject: 'Moved' }, crm: { subject: 'Mine' } })).toMatchObject({
      kind: 'merge',
      merge: {
        toCrm: { subject: 'Moved' },
        toExchange: NOTHING,
        conflicts: [{ field: 'subject', winner: 'exchange' }],
      },
    });
  });

  it('is settled alone in a merge of whole items', () => {
    const rules = { conflictGranularity: 'item' } as const;
    const step = stepOf({ rules, crm: { reminderMinutes: 5 }, exchange: { subject: 'Moved' } });
    expect(step).toMatchObject({ merge: { toCrm: { subject: 'Moved' }, toExchange: { reminderMinutes: 5 } } });
  });

  it('is not deleted for us: its pair ends', () => {
    for (const invitations of ['never', 'silent', 'notify'] as const)
      expect(toldBy({ invitations, ends: { crm: GONE_CRM } })).toBe('detach L5 meeting_kept');
    expect(toldBy({ rules: { deleteCrmToExchange: false }, ends: { crm: GONE_CRM } })).toBe(
      'detach L5 delete_rule_off',
    );
    const left = { kind: 'left', id: 'crm-1', version: '3', fields: BASE } as const;
    expect(toldBy({ ends: { crm: left } })).toBe('detach O2 meeting_kept');
  });

  it('is not made anew for an edit of its record, at once or later', () => {
    const edited = { crm: { subject: 'Mine' }, ends: { exchange: GONE_EXCHANGE } };
    expect(toldBy(edited)).toBe('detach L9 meeting_not_made');
    expect(toldBy({ ...edited, link: { ...LINK, state: 'DET_C' } })).toBe('suppress D3 meeting_not_made');
    // Also where the CRM was never told who is invited.
    const untold = { ...LINK, baseCrm: { ...BASE, attendees: null } };
    expect(toldBy({ ...edited, crm: { subject: 'Mine', attendees: null }, link: untold })).toBe(
      'detach L9 meeting_not_made',
    );
  });

  it('is deleted in the CRM when its owner deletes it in Outlook', () => {
    expect(toldBy({ ends: { exchange: GONE_EXCHANGE } })).toBe('deleteInCrm L6 deleted_in_exchange');
  });

  it('that a colleague has in the CRM: only what both share is compared, and nothing of it travels', () => {
    const colleagues = { mayChange: false } as const;
    const personal = { busyStatus: 'free', reminderMinutes: 9, categories: ['x'], attendees: null };
    expect(toldBy({ ...colleagues, crm: personal })).toBe('noop L1 unchanged');
    expect(toldBy({ ...colleagues, exchange: personal })).toBe('noop L1 unchanged');
    expect(toldBy({ ...colleagues, crm: { subject: 'Mine' } })).toBe('hold L2 not_organizer');
    expect(toldBy({ ...colleagues, exchange: { subject: 'Moved' } })).toBe('hold L3 record_not_changeable');
    const both = { subject: 'Moved' };
    expect(toldBy({ ...colleagues, crm: both, exchange: both })).toBe('merge L4 equal_on_both_sides');
  });
});

describe('a meeting that the owner of the mailbox organizes (M2)', () => {
  const edit: Case = { meeting: ORGANIZER, crm: { subject: 'Mine', reminderMinutes: 5 } };

  it('is as little written as any other while invitations are never', () => {
    expect(stepOf({ ...edit, invitations: 'never' })).toMatchObject({
      merge: { toExchange: { reminderMinutes: 5 }, pendingFields: ['subject'] },
    });
    expect(toldBy({ meeting: ORGANIZER, crm: { subject: 'Mine' } })).toBe('hold L2 invitations_never');
  });

  it('is written in silence, and nobody is mailed', () => {
    const step = stepOf({ ...edit, invitations: 'silent' });
    expect(step).toMatchObject({ merge: { toExchange: { subject: 'Mine', reminderMinutes: 5 }, pendingFields: [] } });
    expect(step).not.toHaveProperty('mails');
  });

  it('is written with mail to all who are invited', () => {
    expect(stepOf({ ...edit, invitations: 'notify' })).toMatchObject({ kind: 'merge', mails: 2 });
  });

  it('mails nobody about what only its owner sees', () => {
    const crm = { reminderMinutes: 5, busyStatus: 'free', categories: ['Blue'] };
    expect(stepOf({ meeting: ORGANIZER, invitations: 'notify', crm })).not.toHaveProperty('mails');
  });

  test.each([
    ['it has begun', '2026-12-03T09:00:00Z', {}, false],
    ['it begins in a second', '2026-12-03T08:59:59Z', {}, true],
    [
      'it was over and is moved to come',
      '2027-01-01T00:00:00Z',
      { time: { ...TIME, start: '2027-02-01T09:00:00Z', end: '2027-02-01T10:00:00Z' } },
      true,
    ],
    [
      'it was to come and is moved to the past',
      '2026-12-01T00:00:00Z',
      { time: { ...TIME, start: '2026-11-01T09:00:00Z', end: '2026-11-01T10:00:00Z' } },
      true,
    ],
  ])('mails as long as somebody may still come: %s', (_, now, change, mails) => {
    const step = stepOf({ meeting: ORGANIZER, invitations: 'notify', now, crm: { subject: 'Mine', ...change } });
    expect(step).toMatchObject({ kind: 'merge', merge: { toExchange: { subject: 'Mine' } } });
    expect('mails' in step).toBe(mails);
  });

  test.each([
    [
      'a day',
      { kind: 'allDay', startDate: '2026-12-03', endDate: '2026-12-04' },
      '2026-12-02T22:59:59Z',
      '2026-12-02T23:00:00Z',
    ],
    [
      'a series, by its last occurrence',
      { ...TIME, recurrence: { pattern: { kind: 'daily', interval: 1 }, range: { kind: 'numbered', occurrences: 3 } } },
      '2026-12-05T08:59:59Z',
      '2026-12-05T09:00:00Z',
    ],
  ])('%s has begun when it has', (_, time, before, after) => {
    const mails = (now: string) => {
      const base = { ...BASE, time };
      const link = linkOf({ baseCrm: base, baseExchange: base });
      const crm = { time, subject: 'Mine' };
      return 'mails' in stepOf({ meeting: ORGANIZER, invitations: 'notify', now, link, crm, exchange: { time } });
    };
    expect([mails(before), mails(after)]).toEqual([true, false]);
  });

  it('that was called off is not written any more', () => {
    expect(toldBy({ meeting: CANCELLED, invitations: 'notify', crm: { subject: 'x' } })).toBe(
      'hold L2 meeting_cancelled',
    );
  });

  it('with nobody else in it is an appointment like any other (M3)', () => {
    for (const invitations of ['never', 'silent', 'notify'] as const) {
      const step = stepOf({ meeting: ALONE, invitations, crm: { subject: 'Mine' } });
      expect(step).toMatchObject({ merge: { toExchange: { subject: 'Mine' } } });
      expect(step).not.toHaveProperty('mails');
      expect(toldBy({ meeting: ALONE, invitations, ends: { crm: GONE_CRM } })).toBe(
        'deleteInExchange L5 deleted_in_crm',
      );
    }
  });
});

describe('calling a meeting off (M4)', () => {
  it('takes the deletion rule, leave to notify, and a meeting to come; else it stays', () => {
    const deleted: Case = { meeting: ORGANIZER, ends: { crm: GONE_CRM } };
    expect(stepOf({ ...deleted, invitations: 'notify' })).toMatchObject({ kind: 'deleteInExchange', mails: 2 });
    expect(toldBy({ ...deleted, invitations: 'silent' })).toBe('detach L5 meeting_kept');
    expect(toldBy({ ...deleted, invitations: 'never' })).toBe('detach L5 meeting_kept');
    expect(toldBy({ ...deleted, invitations: 'notify', now: '2026-12-03T09:00:00Z' })).toBe('detach L5 meeting_kept');
    expect(toldBy({ ...deleted, invitations: 'notify', meeting: CANCELLED })).toBe('detach L5 meeting_kept');
    expect(toldBy({ ...deleted, invitations: 'notify', rules: { deleteCrmToExchange: false } })).toBe(
      'detach L5 delete_rule_off',
    );
  });

  it('remembers an edit that is left alone with it, so that it makes no record anew', () => {
    const exchange = { subject: 'Edited' };
    expect(stepOf({ meeting: ORGANIZER, exchange, ends: { crm: GONE_CRM } })).toMatchObject({
      kind: 'detach',
      reason: { row: 'L8', code: 'meeting_kept' },
      leftAlone: expect.any(String),
    });
  });

  it('an answer of an attendee is no edit that would bring a deleted record back', () => {
    const exchange = { attendees: [{ ...PEOPLE[0], response: 'accepted' }] };
    const rules = { conflictStrategy: 'exchange', deleteCrmToExchange: false } as const;
    expect(toldBy({ meeting: ORGANIZER, exchange, rules, ends: { crm: GONE_CRM } })).toBe('detach L5 delete_rule_off');
    const detached = { ...LINK, state: 'DET_E' } as const;
    expect(toldBy({ meeting: ORGANIZER, exchange, rules, link: detached, ends: { crm: GONE_CRM } })).toBe(
      'noop D1 deletion_not_carried',
    );
  });

  it('a meeting that was called off brings no deleted record back', () => {
    const rules = { conflictStrategy: 'exchange' } as const;
    const exchange = { subject: 'Canceled: Offer' };
    expect(toldBy({ meeting: { ...ATTENDEE, isCancelled: true }, exchange, rules, ends: { crm: GONE_CRM } })).toBe(
      'detach L8 meeting_not_made',
    );
    expect(toldBy({ meeting: ATTENDEE, exchange, rules, ends: { crm: GONE_CRM } })).toBe(
      'createInCrm L8 edited_after_deletion',
    );
  });
});

describe('who is invited', () => {
  it('is told to the CRM and never written to Exchange', () => {
    const answered = [{ ...PEOPLE[0], response: 'accepted' }];
    const meeting = ORGANIZER;
    expect(stepOf({ meeting, exchange: { attendees: answered } })).toMatchObject({
      kind: 'merge',
      merge: { toCrm: { attendees: answered }, toExchange: NOTHING },
    });
    const entered = { meeting, invitations: 'notify', crm: { attendees: answered } } as const;
    expect(toldBy(entered)).toBe('hold L2 told_by_exchange');
  });

  it('comes along with a record that is made anew, and not with an item', () => {
    const told = { organizer: { address: 'a@example.org' } };
    const edited = { ...told, attendees: null, subject: 'Edited' };
    const link = linkOf({ baseCrm: { ...BASE, attendees: null }, baseExchange: { ...BASE, attendees: null } });
    const rules = { conflictStrategy: 'exchange' } as const;
    const record = stepOf({ link, meeting: ALONE, rules, exchange: edited, ends: { crm: GONE_CRM } });
    expect(record).toMatchObject({ kind: 'createInCrm', fields: told });
    const item = stepOf({ link, rules: { conflictStrategy: 'crm' }, crm: edited, ends: { exchange: GONE_EXCHANGE } });
    expect(item).toMatchObject({ kind: 'createInExchange', fields: { subject: 'Edited' } });
    expect((item as Extract<Step, { kind: 'createInExchange' }>).fields).not.toHaveProperty('organizer');
  });

  it('makes a record of the CRM that no mailbox holds stay in the CRM', () => {
    const absent = { exchange: { kind: 'absent' } } as const;
    for (const invitations of ['never', 'silent', 'notify'] as const)
      expect(stepOf({ link: null, invitations, ends: absent })).toEqual({
        kind: 'hold',
        state: 'ignored',
        reason: { row: 'U4', code: 'excluded_meeting', params: { side: 'crm' } },
      });
    // Private: who is in it is not told, that somebody is, is.
    const secret = { ...liveCrm({ time: TIME, sensitivity: 'private' }), isMeeting: true as const };
    expect(toldBy({ link: null, ends: { ...absent, crm: secret } })).toBe('hold U4 excluded_meeting');
    const organizerOnly = { attendees: null, organizer: { address: 'a@example.org' } };
    const step = stepOf({ link: null, crm: organizerOnly, ends: absent });
    expect(step).toMatchObject({ kind: 'createInExchange' });
    expect((step as Extract<Step, { kind: 'createInExchange' }>).fields).not.toHaveProperty('organizer');
  });

  it('comes along with a meeting that is new in Exchange, unless it was called off before', () => {
    const newcomer = { link: null, ends: { crm: { kind: 'absent' } } } as const;
    expect(stepOf(newcomer)).toMatchObject({ kind: 'createInCrm', fields: { attendees: PEOPLE } });
    expect(stepOf({ ...newcomer, meeting: { ...ATTENDEE, isCancelled: true } })).toEqual({
      kind: 'hold',
      state: 'ignored',
      reason: { row: 'U5', code: 'excluded_cancelled_meeting', params: { side: 'exchange' } },
    });
  });
});

describe('what a person approves', () => {
  const SPECS = synchronisedFields('appointments');
  const subject = { crmId: 'c', exchangeId: 'e', crm: BASE, exchange: BASE };

  it('is another line when another number of people is mailed', () => {
    const lineOf = (given: Case) => planLine(SPECS, stepOf({ crm: { subject: 'x' }, ...given }), subject);
    const silent = lineOf({ meeting: ORGANIZER, invitations: 'silent' });
    const loud = lineOf({ meeting: ORGANIZER, invitations: 'notify' });
    const louder = lineOf({ meeting: { ...ORGANIZER, recipients: 3 }, invitations: 'notify' });
    expect(new Set([silent, loud, louder]).size).toBe(3);
    const off = (recipients: number) =>
      planLine(
        SPECS,
        stepOf({ meeting: { ...ORGANIZER, recipients }, invitations: 'notify', ends: { crm: GONE_CRM } }),
        subject,
      );
    expect(off(1)).not.toBe(off(2));
  });

  it('is the same deletion when somebody who is invited has answered meanwhile', () => {
    const deletion: Step = { kind: 'deleteInExchange', reason: { row: 'L5', code: 'deleted' } };
    const answered = { ...BASE, attendees: PEOPLE.map((person) => ({ ...person, response: 'accepted' })) };
    const lineOf = (exchange: Fields) => planLine(SPECS, deletion, { ...subject, exchange });
    expect(lineOf(answered)).toBe(lineOf(BASE));
    expect(lineOf({ ...BASE, subject: 'x' })).not.toBe(lineOf(BASE));
  });
});

describe('taking a run back', () => {
  const changed = [{ op: 'update', before: { subject: 'Before' }, after: { subject: 'Offer' }, kept: null }] as const;
  const reminded = [
    { op: 'update', before: { reminderMinutes: 5 }, after: { reminderMinutes: null }, kept: null },
  ] as const;
  const both = [
    {
      op: 'update',
      before: { subject: 'Before', reminderMinutes: 5 },
      after: { subject: 'Offer', reminderMinutes: null },
      kept: null,
    },
  ] as const;
  const made = [{ op: 'create', before: null, after: BASE, kept: null }] as const;
  type History = typeof changed | typeof reminded | typeof both | typeof made;
  const undo = (meeting: Meeting | null, history: History): string => {
    const pair = {
      link: LINK,
      crm: liveCrm(BASE),
      exchange: liveExchange(BASE, YES, { meeting }),
      history: { crm: [], exchange: history },
      writtenSince: new Set<'crm'>(),
      thereAgain: new Set<'crm'>(),
      isShared: false,
    };
    return planUndo(pair, contextFor({ invitations: 'notify' }))
      .map(({ kind, reason }) => `${kind} ${reason.code}`)
      .join();
  };

  it('leaves alone what other people would have to hear of', () => {
    expect(undo(ORGANIZER, changed)).toBe('hold undo_meeting');
    expect(undo(ATTENDEE, changed)).toBe('hold undo_meeting');
    expect(undo(ORGANIZER, both)).toBe('hold undo_meeting');
    expect(undo(ORGANIZER, made)).toBe('hold undo_meeting');
    expect(undo(ALONE, made)).toBe('deleteInExchange undo_created');
    expect(undo(ALONE, changed)).toBe('merge undo_updated');
    expect(undo(null, changed)).toBe('merge undo_updated');
    expect(undo(ORGANIZER, reminded)).toBe('merge undo_updated');
  });

  it('makes no meeting anew that the run called off', () => {
    const pair = {
      link: LINK,
      crm: GONE_CRM,
      exchange: GONE_EXCHANGE,
      history: { crm: [], exchange: [{ op: 'delete', before: BASE, after: null, kept: null }] as const },
      writtenSince: new Set<'crm'>(),
      thereAgain: new Set<'crm'>(),
      isShared: false,
    };
    expect(planUndo(pair, contextFor({}))).toMatchObject([{ kind: 'hold', reason: { code: 'undo_meeting' } }]);
    // In the CRM nobody hears of it.
    const history = { crm: pair.history.exchange, exchange: [] };
    expect(planUndo({ ...pair, history }, contextFor({}))).toMatchObject([{ kind: 'createInCrm' }]);
  });
});
