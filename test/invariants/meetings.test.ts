import { describe, expect, it } from 'vitest';
import type { Fields, Meeting } from '../../src/model/index.ts';
import type { ItemRules } from '../../src/sync/index.ts';
import { judge } from './judge.ts';
import type { Act, Observation, Write } from './observation.ts';
import { ALL_ON, aLink, anAct, anEdit, anEntry, anItem, anObservation, aRecord, aScope, aWrite } from './testing.ts';

const ORGANIZER: Meeting = { role: 'organizer', isCancelled: false, recipients: 2 };
const ATTENDEE: Meeting = { ...ORGANIZER, role: 'attendee' };
const CALLED_OFF: Meeting = { ...ORGANIZER, isCancelled: true };
const TODAY = '2026-11-25';

const under = (invitations: ItemRules['invitations']): ItemRules => ({ ...ALL_ON, invitations });

function judgedBy(invariant: string, observation: Observation): readonly string[] {
  return judge(observation).violations.flatMap((one) => (one.invariant === invariant ? [one.what] : []));
}

const written = (more: Partial<Write>): Observation =>
  anObservation([aScope({ itemType: 'appointments' })], {
    writes: [aWrite({ side: 'exchange', op: 'update', ...more })],
  });

describe('I11 finds', () => {
  const asked = { notifies: true, meeting: ORGANIZER, after: { subject: 'v2' } } as const;
  it.each<readonly [string, Partial<Write>]>([
    ['people who are invited by us', { op: 'create', before: null, after: { attendees: [] } }],
    ['who is invited changed by us', { rules: under('notify'), after: { organizer: null }, meeting: ORGANIZER }],
    ['a write that mails under silent', { ...asked, rules: under('silent') }],
    ['a mail about what only its owner sees', { ...asked, rules: under('notify'), after: { busyStatus: 'free' } }],
    ['a field of somebody else’s meeting', { rules: under('notify'), after: { subject: 'v2' }, meeting: ATTENDEE }],
    ['a field of what was called off', { rules: under('silent'), after: { subject: 'v2' }, meeting: CALLED_OFF }],
    ['a field of a meeting under never', { rules: under('never'), after: { subject: 'v2' }, meeting: ORGANIZER }],
    [
      'a meeting that is deleted without a word',
      { op: 'delete', after: null, rules: under('notify'), meeting: ORGANIZER },
    ],
    [
      'a copy that is deleted for an attendee',
      { op: 'delete', after: null, rules: under('notify'), meeting: ATTENDEE, notifies: true },
    ],
  ])('%s', (_, write) => {
    expect(judgedBy('I11', written(write))).toHaveLength(1);
  });

  it('mails that were sent under another setting, or not as announced', () => {
    const mail = { at: 1, what: 'an update', recipients: 2 };
    const announced = [{ scopeId: 's', announced: 2, told: 2, sent: 2 }];
    const observation = (more: Partial<Observation>): readonly string[] =>
      judgedBy('I11', anObservation([aScope()], { mails: [{ ...mail, invitations: 'notify' }], announced, ...more }));
    expect(observation({})).toEqual([]);
    expect(observation({ mails: [{ ...mail, invitations: 'silent' }] })).toHaveLength(1);
    expect(observation({ announced: [{ scopeId: 's', announced: 2, told: 2, sent: 4 }] })).toHaveLength(1);
    expect(observation({ announced: [{ scopeId: 's', announced: 2, told: 0, sent: 2 }] })).toHaveLength(1);
  });

  it.each<readonly [string, Partial<Write>]>([
    ['what the plan announced', { ...asked, rules: under('notify') }],
    ['a reminder of an attendee', { after: { reminderMinutes: 5 }, meeting: ATTENDEE }],
    ['what is written in silence', { rules: under('silent'), after: { subject: 'v2' }, meeting: ORGANIZER }],
    ['what is overwritten unread', { forced: true, after: { subject: 'v2' }, meeting: ATTENDEE }],
  ])('nothing in %s', (_, write) => {
    expect(judgedBy('I11', written(write))).toEqual([]);
  });
});

describe('what the two sides say of a meeting', () => {
  const recurrence = { pattern: { kind: 'daily', interval: 1 }, range: { kind: 'noEnd' } };
  const [start, end] = ['2026-11-02T09:00:00Z', '2026-11-02T10:00:00Z'];
  const time = { kind: 'timed', start, end, zone: 'Europe/Rome', recurrence };
  const base: Fields = { location: 't1', subject: 'v1', sensitivity: 'normal', importance: 'normal', time };
  const differing = (
    changes: Fields,
    more: { readonly meeting: Meeting; readonly rules: ItemRules; readonly mayChange?: boolean },
  ): Observation => {
    const record = aRecord({ fields: { ...base, ...changes }, mayChange: more.mayChange ?? true });
    const item = anItem({ fields: base, meeting: more.meeting });
    const links = [aLink({ baseCrm: base, baseExchange: base })];
    const scope = aScope({ itemType: 'appointments', rules: more.rules, records: [record], items: [item], links });
    return anObservation([scope], { rest: { runs: 2, bound: 25, furtherWrites: 0, today: TODAY } });
  };
  const found = (observation: Observation): readonly string[] =>
    ['I9', 'I17'].filter((id) => judgedBy(id, observation).length > 0);
  const day = (name: string): Fields => ({ occurrences: { [name]: { kind: 'deleted' } } });

  it.each<readonly [string, Fields, Meeting, ItemRules]>([
    ['an edit of somebody else’s meeting', { subject: 'v2' }, ATTENDEE, under('notify')],
    ['an edit of what was called off', { subject: 'v2' }, CALLED_OFF, under('notify')],
    ['an edit under never', { subject: 'v2' }, ORGANIZER, under('never')],
    ['a day that is called off in silence', day('2026-12-01'), ORGANIZER, under('silent')],
    ['a day that is over', day('2026-11-20'), ORGANIZER, under('notify')],
  ])('may differ in %s', (_, changes, meeting, rules) => {
    expect(found(differing(changes, { meeting, rules }))).toEqual([]);
  });

  it.each<readonly [string, Fields, Meeting, ItemRules]>([
    ['an edit under silent', { subject: 'v2' }, ORGANIZER, under('silent')],
    ['a reminder', { reminderMinutes: 5 }, ATTENDEE, under('never')],
    ['a day to come under notify', day('2026-12-01'), ORGANIZER, under('notify')],
  ])('may not differ in %s', (_, changes, meeting, rules) => {
    expect(found(differing(changes, { meeting, rules }))).toEqual(['I9', 'I17']);
  });

  it('may differ in a day that stays, beside one with a text that Exchange cuts', () => {
    const changed = (subject: string): Fields => ({ kind: 'changed', fields: { subject } });
    const [whole, cut] = [{ '2026-12-01': changed('a long text') }, { '2026-12-01': changed('a long') }];
    const deleted = { ...whole, '2026-12-02': { kind: 'deleted' } };
    const asExchangeKeeps = (fields: Fields): Fields => {
      const { '2026-12-01': long, ...others } = (fields['occurrences'] ?? {}) as Fields;
      return long === undefined ? fields : { ...fields, occurrences: { ...others, '2026-12-01': changed('a long') } };
    };
    const observation = (more: {
      readonly meeting: Meeting | null;
      readonly bases: readonly Fields[];
    }): Observation => {
      const record = aRecord({ fields: { ...base, occurrences: deleted } });
      const item = anItem({ fields: { ...base, occurrences: cut }, meeting: more.meeting });
      const [baseCrm = base, baseExchange = base] = more.bases.map((occurrences) => ({ ...base, occurrences }));
      const sides = { records: [record], items: [item], links: [aLink({ baseCrm, baseExchange })] };
      const scope = aScope({ itemType: 'appointments', rules: under('silent'), ...sides, asExchangeKeeps });
      return anObservation([scope], { rest: { runs: 2, bound: 25, furtherWrites: 0, today: TODAY } });
    };
    expect(found(observation({ meeting: null, bases: [deleted, cut] }))).toEqual([]);
    expect(found(observation({ meeting: ORGANIZER, bases: [whole, cut] }))).toEqual([]);
    expect(found(observation({ meeting: null, bases: [whole, cut] }))).toEqual(['I9', 'I17']);
  });

  it('may differ in a day that stays, beside one whose zone only one side tells', () => {
    const moved = (zone: string | null): Fields => ({
      '2026-12-01': {
        kind: 'changed',
        fields: { time: { kind: 'timed', start: '2026-12-01T11:00:00Z', end: '2026-12-01T12:00:00Z', zone } },
      },
    });
    const ours = { ...moved('Europe/Rome'), '2026-12-02': { kind: 'deleted' } };
    const bases = { baseCrm: { ...base, occurrences: ours }, baseExchange: { ...base, occurrences: moved(null) } };
    const record = aRecord({ fields: { ...base, occurrences: ours } });
    const item = anItem({ fields: { ...base, occurrences: moved(null) } });
    const sides = { records: [record], items: [item], links: [aLink(bases)] };
    const scope = aScope({ itemType: 'appointments', ...sides });
    expect(found(anObservation([scope]))).toEqual([]);
  });

  it('may lack a day in an attendee’s calendar, of a record that others take part in', () => {
    const deleted: Fields = { '2026-12-02': { kind: 'deleted' } };
    const lacking = (more: {
      readonly ours?: Fields;
      readonly theirs?: Fields;
      readonly agreed?: Fields;
      readonly meeting?: Meeting;
      readonly isShared?: boolean;
    }): Observation => {
      const { ours = {}, theirs = deleted, agreed = {}, meeting = ATTENDEE, isShared = true } = more;
      const record = aRecord({ fields: { ...base, ...ours }, isShared });
      const item = anItem({ fields: { ...base, occurrences: theirs }, meeting });
      const sides = {
        records: [record],
        items: [item],
        links: [aLink({ baseCrm: { ...base, ...agreed }, baseExchange: { ...base, ...agreed } })],
      };
      return anObservation([aScope({ itemType: 'appointments', rules: under('never'), ...sides })]);
    };
    const moved = { kind: 'changed', fields: { subject: 'v2' } };
    expect(found(lacking({}))).toEqual([]);
    expect(found(lacking({ ours: { occurrences: { '2026-12-02': moved } } }))).toEqual([]);
    expect(found(lacking({ ours: { occurrences: { '2026-12-04': moved } } }))).toEqual([]);
    const back = { occurrences: { '2026-12-04': moved } };
    expect(found(lacking({ ours: back, agreed: back }))).toEqual(['I17']);
    expect(found(lacking({ isShared: false }))).toEqual(['I17']);
    expect(found(lacking({ meeting: ORGANIZER }))).toContain('I17');
    expect(found(lacking({ theirs: { ...deleted, '2026-12-04': moved } }))).toEqual(['I17']);
  });

  it('is not compared in what a colleague’s calendar says for its owner', () => {
    const rules = under('never');
    const own = { meeting: ATTENDEE, rules, mayChange: false };
    expect(found(differing({ reminderMinutes: 5 }, own))).toEqual([]);
  });
});

describe('I4, of a record that an attendee’s mailbox made', () => {
  const item = anItem({ fields: { ...anItem().fields, categories: ['s2'] }, meeting: ORGANIZER });
  const categories = (more: Partial<Write>, { items = [item], acts = [] as readonly Act[] } = {}): Observation => {
    const created = aWrite({ side: 'crm', op: 'create', scopeId: 'bruno', at: 2 });
    const taken = aWrite({
      side: 'crm',
      op: 'update',
      before: { busyStatus: 'free' },
      after: { busyStatus: null },
      ...more,
    });
    const scope = aScope({ itemType: 'appointments', items });
    return anObservation([scope], {
      acts: [...acts, anEdit('crm', 'busyStatus', 'free', 3)],
      writes: [created, taken],
    });
  };
  const lost = expect.stringContaining('lost, and no conflict tells');

  it('lets the organizer’s mailbox say once what is the organizer’s own, and no more', () => {
    expect(judgedBy('I4', categories({}))).not.toContainEqual(lost);
    expect(judgedBy('I4', categories({ scopeId: 'bruno' }))).toContainEqual(lost);
  });

  it('lets it say so also when the meeting has been erased there since', () => {
    const erased = [anAct('create', 'exchange', 1), anAct('delete', 'exchange', 20)];
    expect(judgedBy('I4', categories({}, { items: [], acts: erased }))).not.toContainEqual(lost);
    expect(judgedBy('I4', categories({}, { items: [] }))).toContainEqual(lost);
  });
});

describe('the people that a write takes from a meeting', () => {
  const anna: Fields = { address: 'anna@example.org', role: 'required', response: 'none' };
  const client: Fields = { ...anna, address: 'cliente@example.com' };
  // Another copy of each, as a CRM has it that came back from a backup.
  const writing = (after: readonly Fields[], kept: readonly Fields[]): readonly string[] => {
    const journal = anEntry({
      side: 'crm',
      op: 'update',
      reason: { row: 'L3', code: 'changed_in_exchange' },
      before: { attendees: structuredClone(kept) },
      after: { attendees: after },
    });
    const before = { attendees: structuredClone([client]) };
    return judgedBy(
      'I4',
      anObservation([aScope({ itemType: 'appointments', journal: [journal] })], {
        writes: [aWrite({ side: 'crm', op: 'update', before, after: { attendees: after } })],
      }),
    );
  };

  it('are not those that it leaves, whoever joins them', () => {
    expect(writing([anna, client], [])).toEqual([]);
  });

  it('are kept where the journal tells them', () => {
    expect(writing([anna], [client])).toEqual([]);
    expect(writing([anna], [client, anna])).toEqual([]);
  });

  it('are lost where it tells of others, or of another answer', () => {
    expect(writing([anna], [anna])).toHaveLength(1);
    expect(writing([{ ...client, response: 'accepted' }], [anna])).toHaveLength(1);
  });
});
