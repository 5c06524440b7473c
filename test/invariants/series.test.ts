import { describe, expect, it } from 'vitest';
import type { Fields, FieldValue } from '../../src/model/index.ts';
import type { JournalEntry } from '../../src/store/port.ts';
import { at, changed, DELETED, weekly } from '../../src/sync/testing/series.ts';
import { asSaidInExchange, elementsOf, saidOfOccurrences } from './elements.ts';
import { judge } from './index.ts';
import type { Act, Observation, ScopeView } from './observation.ts';
import { ALL_ON, aLink, anEdit, anEntry, anItem, anObservation, aRecord, aScope, aWrite } from './testing.ts';

const [MON1, MON2] = ['2026-12-07', '2026-12-14'];
const SERIES: Fields = {
  location: 't1',
  subject: 'S',
  time: weekly(),
  busyStatus: 'busy',
  sensitivity: 'normal',
  importance: 'normal',
};
const NINE = 9;
const cut = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, NINE) : value]),
  );

function withOccurrences(occurrences: FieldValue): Fields {
  return { ...SERIES, occurrences };
}

/** One series on both sides, linked and in step. */
function scope(crm: FieldValue, exchange: FieldValue, more: Partial<ScopeView> = {}): ScopeView {
  const [ours, theirs] = [withOccurrences(crm), withOccurrences(exchange)];
  return aScope({
    itemType: 'appointments',
    records: [aRecord({ fields: ours })],
    items: [anItem({ fields: theirs })],
    links: [aLink({ baseCrm: ours, baseExchange: theirs })],
    ...more,
  });
}

function said(side: 'crm' | 'exchange', added: readonly string[], removed: readonly string[], at = 1): Act {
  return { ...anEdit(side, 'occurrences', '', at), kind: 'editSet', field: 'occurrences', added, removed } as Act;
}

function found(observation: Observation): readonly string[] {
  return judge(observation).violations.map(({ invariant }) => invariant);
}

const journalled = (before: FieldValue): JournalEntry =>
  anEntry({
    side: 'crm',
    op: 'update',
    reason: { row: 'L3', code: 'changed_in_exchange' },
    before: { occurrences: before },
    after: { occurrences: null },
  });

describe('what is said of the occurrences of a series', () => {
  it('is told part by part', () => {
    expect(saidOfOccurrences({ [MON2]: DELETED, [MON1]: changed({ subject: 'A', body: null }) })).toEqual([
      `${MON1} subject "A"`,
      `${MON1} body null`,
      `${MON2} deleted`,
    ]);
    expect(elementsOf(weekly())).toBeNull();
    expect(elementsOf('text')).toBeNull();
    expect(elementsOf(['a'])).toEqual(['a']);
  });

  it('is cut as Exchange cuts it', () => {
    expect(asSaidInExchange(`${MON1} subject "0123456789"`, cut)).toBe(`${MON1} subject "012345678"`);
    expect(asSaidInExchange(`${MON1} deleted`, cut)).toBe(`${MON1} deleted`);
  });
});

describe('the invariants of series', () => {
  const both = { [MON1]: changed({ subject: 'A' }) };

  it('find nothing wrong with one in step', () => {
    expect(found(anObservation([scope(both, both)]))).toEqual([]);
  });

  it('find an occurrence that nobody took (I4)', () => {
    const write = aWrite({ op: 'update', side: 'crm', before: withOccurrences(both), after: { occurrences: null } });
    const lost = scope(null, null, { journal: [journalled(both)] });
    expect(found(anObservation([lost], { writes: [write], acts: [anEdit('exchange', 'body', 'x')] }))).toContain('I4');
    const took = said('exchange', [], [`${MON1} subject "A"`]);
    expect(found(anObservation([lost], { writes: [write], acts: [took] }))).toEqual([]);
    // An undo takes back what a run did, and a CRM that came back from a backup gets what came after it.
    expect(found(anObservation([lost], { writes: [{ ...write, cause: 'undo' }], acts: [took] }))).toEqual([]);
  });

  it('let one go that Exchange cut, where the whole of it lost a conflict elsewhere (I4)', () => {
    const [whole, short] = [
      { [MON1]: changed({ subject: '0123456789' }) },
      { [MON1]: changed({ subject: '012345678' }) },
    ];
    const write = aWrite({
      op: 'update',
      side: 'exchange',
      before: withOccurrences(short),
      after: { occurrences: null },
    });
    const lost = (crm: Fields): Observation => {
      const conflict = { field: 'occurrences', winner: 'exchange', base: null, crm, exchange: null } as const;
      const told = { ...journalled(whole), op: 'conflict', conflict } as const;
      const here = scope(null, null, { asExchangeKeeps: cut, journal: [journalled(short)] });
      const elsewhere = { ...scope(null, null, { journal: [told] }), id: 'other', records: [], items: [], links: [] };
      return anObservation([here, elsewhere], { writes: [write] });
    };
    expect(found(lost(whole))).toEqual([]);
    expect(found(lost({ [MON1]: changed({ subject: 'Other' }) }))).toContain('I4');
  });

  it('let one go with a rule that a person set in Exchange before it had followed the one that we wrote (I4)', () => {
    const [ours, theirs] = [at(MON1, 8), at(MON1, 9)];
    const sent = aWrite({ op: 'update', side: 'exchange', at: 3, after: { time: ours, occurrences: both } });
    const ruled = { ...anEdit('exchange', 'time', '', 5), value: theirs } as Act;
    const taken = aWrite({
      op: 'update',
      side: 'crm',
      before: withOccurrences(both),
      after: { time: theirs, occurrences: null },
    });
    const lost = (acts: readonly Act[], ...writes: readonly (typeof sent)[]): readonly string[] =>
      judge(anObservation([scope(null, null, { journal: [journalled(both)] })], { acts, writes })).violations.flatMap(
        ({ what }) => (what.startsWith('nobody took') ? [what] : []),
      );
    expect(lost([ruled], sent, taken)).toEqual([]);
    // It was there before that rule, never went with one of ours, had followed since, or another rule takes it.
    expect(lost([ruled], taken)).toHaveLength(1);
    expect(lost([ruled], { ...sent, at: 7 }, taken)).toHaveLength(1);
    expect(lost([ruled], { ...sent, after: { occurrences: both } }, taken)).toHaveLength(1);
    expect(lost([ruled], sent, { ...sent, at: 4, after: { occurrences: both } }, taken)).toHaveLength(1);
    expect(lost([ruled], { ...sent, after: { time: ours, occurrences: null } }, taken)).toHaveLength(1);
    expect(lost([ruled], sent, { ...taken, after: { time: ours, occurrences: null } })).toHaveLength(1);
    expect(lost([{ ...ruled, side: 'crm' } as Act], sent, taken)).toHaveLength(1);
  });

  it('find an edit of an occurrence that is nowhere, and let one be taken back (I4)', () => {
    const edit = said('crm', [`${MON2} subject "B"`], []);
    expect(found(anObservation([scope(both, both)], { acts: [edit] }))).toEqual(['I4']);
    const back = said('exchange', [], [`${MON2} subject "B"`], 2);
    expect(found(anObservation([scope(both, both)], { acts: [edit, back] }))).toEqual([]);
  });

  it('find a text of an occurrence that Exchange cut and that was carried home (I4)', () => {
    const [whole, short] = [
      { [MON1]: changed({ subject: '0123456789' }) },
      { [MON1]: changed({ subject: '012345678' }) },
    ];
    const edit = said('crm', [`${MON1} subject "0123456789"`], []);
    const home = aWrite({
      op: 'update',
      side: 'crm',
      at: 3,
      before: withOccurrences(whole),
      after: { occurrences: short },
    });
    const where = scope(short, short, { asExchangeKeeps: cut, journal: [journalled(whole)] });
    const violations = judge(anObservation([where], { acts: [edit], writes: [home] })).violations;
    expect(violations.map(({ what }) => what).join()).toContain('carried home');
    const own = said('exchange', [`${MON1} subject "012345678"`], [], 2);
    const meant = judge(anObservation([where], { acts: [edit, own], writes: [home] })).violations;
    expect(meant.map(({ what }) => what).join()).not.toContain('carried home');
    const other = { ...home, before: withOccurrences(short) };
    const stood = judge(anObservation([where], { acts: [edit], writes: [other] })).violations;
    expect(stood.map(({ what }) => what).join()).not.toContain('carried home');
  });

  it('find the deletion of an edit that wins (I7), unless somebody did the same on the other side', () => {
    const deleted = { [MON1]: DELETED };
    const gone = aWrite({ op: 'delete', side: 'crm', at: 5, before: withOccurrences(deleted) });
    const kept = [{ ...journalled(deleted), op: 'delete' as const, before: withOccurrences(deleted) }];
    const empty = scope(null, null, { records: [], items: [], links: [], journal: kept });
    const ours = said('crm', [`${MON1} deleted`], []);
    expect(found(anObservation([empty], { acts: [ours], writes: [gone] }))).toContain('I7');
    const theirs = said('exchange', [`${MON1} deleted`], [], 2);
    expect(found(anObservation([empty], { acts: [ours, theirs], writes: [gone] }))).not.toContain('I7');
  });

  it('let a deleted day go with its series where it stays in Exchange for good, and waits for nothing (I7)', () => {
    const deleted = { [MON1]: DELETED };
    const gone = aWrite({ op: 'delete', side: 'crm', at: 5, before: withOccurrences(deleted) });
    const ours = said('crm', [`${MON1} deleted`], []);
    const under = (exchange: Fields) => {
      const bases = { baseCrm: withOccurrences(deleted), baseExchange: exchange };
      const links = [aLink({ state: 'CLOSED', ...bases })];
      const empty = scope(null, null, { records: [], items: [], links, journal: [] });
      return found(anObservation([empty], { acts: [ours], writes: [gone] }));
    };
    expect(under(SERIES)).not.toContain('I7');
    expect(under(withOccurrences(deleted))).toContain('I7');
  });

  it('find two sides that do not say the same (I9), and a base that does not follow (I17)', () => {
    expect(found(anObservation([scope(both, null)]))).toEqual(['I9']);
    const behind = { links: [aLink({ baseCrm: SERIES, baseExchange: SERIES })] };
    expect(found(anObservation([scope(both, both, behind)]))).toEqual(['I17']);
    expect(found(anObservation([scope(both, null, behind)]))).toEqual(expect.arrayContaining(['I9', 'I17']));
  });

  it('let an occurrence wait whose day the other side does not give (I17)', () => {
    const other: Fields = { ...SERIES, time: weekly({ start: '2026-12-08' }) };
    const apart = scope(both, null, {
      rules: { ...ALL_ON, updateExchangeToCrm: false },
      items: [anItem({ fields: other })],
      links: [aLink({ baseCrm: SERIES, baseExchange: other })],
    });
    expect(found(anObservation([apart]))).toEqual([]);
    // The same rule on both sides gives it a place.
    const waiting = { links: [aLink({ baseCrm: SERIES, baseExchange: SERIES })], rules: apart.rules };
    expect(found(anObservation([scope(both, null, waiting)]))).toEqual(['I17']);
  });

  it('count an occurrence as settled that was agreed beside a rule that waits (I17)', () => {
    const former: Fields = { ...withOccurrences(both), time: at(MON1, 8) };
    const waiting: Fields = { ...withOccurrences(both), time: weekly({ range: { kind: 'numbered', occurrences: 3 } }) };
    const rest = {
      rules: { ...ALL_ON, updateExchangeToCrm: false },
      items: [anItem({ fields: waiting })],
      links: [aLink({ baseCrm: withOccurrences(both), baseExchange: former })],
    };
    expect(found(anObservation([scope(both, both, rest)]))).toEqual([]);
    const forgotten = {
      ...rest,
      links: [aLink({ baseCrm: withOccurrences(both), baseExchange: { ...former, occurrences: null } })],
    };
    expect(found(anObservation([scope(both, both, forgotten)]))).toEqual(['I17']);
  });
});
