import { describe, expect, it } from 'vitest';
import type { Fields, FieldValue } from '../../src/model/index.ts';
import { DELETED, weekly } from '../../src/sync/testing/series.ts';
import { judge } from './index.ts';
import type { Act, Observation, ScopeView } from './observation.ts';
import {
  ALL_ON,
  aLink,
  anEdit,
  anEntry,
  anItem,
  anObservation,
  anUnlinked,
  aRecord,
  aScope,
  aWrite,
} from './testing.ts';

const [MON1, MON2] = ['2026-12-07', '2026-12-14'];
const ENDED = { [MON1]: DELETED, [MON2]: DELETED };
const series = (occurrences: FieldValue): Fields => ({
  location: 't1',
  subject: 'S',
  time: weekly({ range: { kind: 'numbered', occurrences: 2 } }),
  occurrences,
  sensitivity: 'normal',
  importance: 'normal',
});
const DELETION = anEntry({
  side: 'exchange',
  op: 'delete',
  reason: { row: 'L5', code: 'last_occurrence_deleted' },
  before: series({ [MON1]: DELETED }),
});

/** Its record is there, and nothing in Exchange. */
function ended(record: Fields = series(ENDED), more: Partial<ScopeView> = {}): ScopeView {
  return aScope({
    itemType: 'appointments',
    records: [aRecord({ fields: record })],
    items: [],
    links: [aLink({ state: 'CLOSED' })],
    unlinked: [anUnlinked('excluded_ended_series', { reason: { row: 'U4', code: 'excluded_ended_series' } })],
    journal: [DELETION],
    ...more,
  });
}

const said = (added: readonly string[], at = 1): Act =>
  ({ ...anEdit('crm', 'occurrences', '', at), kind: 'editSet', field: 'occurrences', added, removed: [] }) as Act;
const deletion = aWrite({ op: 'delete', side: 'exchange', before: series({ [MON1]: DELETED }) });
const found = (observation: Observation): readonly string[] =>
  judge(observation).violations.map(({ invariant }) => invariant);

describe('a series that people ended in the CRM', () => {
  it('was deleted in Exchange because of it, and of nothing less (I6)', () => {
    const writes = [deletion];
    expect(found(anObservation([ended()], { writes, acts: [said([`${MON2} deleted`])] }))).toEqual([]);
    expect(found(anObservation([ended()], { writes, acts: [said([`${MON1} deleted`])] }))).toEqual(['I6']);
    expect(found(anObservation([ended()], { writes, acts: [said([`${MON2} deleted`], 11)] }))).toEqual(['I6']);
    const shorter = weekly({ range: { kind: 'numbered', occurrences: 1 } });
    const rule = { ...anEdit('crm', 'time', ''), value: shorter } as Act;
    const record = { ...series({ [MON1]: DELETED }), time: shorter };
    expect(found(anObservation([ended(record)], { writes, acts: [rule] }))).toEqual([]);
  });

  it('was deleted in Exchange because of it also where somebody had made something else of it there (I6)', () => {
    const time = { kind: 'timed', start: '2026-10-05T06:00:00Z', end: '2026-10-05T07:00:00Z', zone: null };
    const single: Fields = { ...series(null), time };
    const carried = { before: series(null), after: { occurrences: { [MON1]: DELETED } } };
    const writes = [
      aWrite({ op: 'update', side: 'crm', at: 1, ...carried }),
      aWrite({ op: 'delete', side: 'exchange', before: single }),
    ];
    const scope = ended(series(ENDED), { journal: [{ ...DELETION, before: single }] });
    expect(found(anObservation([scope], { writes, acts: [said([`${MON2} deleted`])] }))).toEqual([]);
    expect(found(anObservation([scope], { writes, acts: [said([`${MON1} deleted`])] }))).toEqual(['I6']);
  });

  it('was not because of what we wrote alone (I6)', () => {
    const emptied = aWrite({ op: 'update', side: 'crm', at: 1, before: series(null), after: { occurrences: ENDED } });
    const writes = [emptied, aWrite({ op: 'delete', side: 'exchange', before: series(null) })];
    expect(found(anObservation([ended()], { writes, acts: [said([`${MON1} deleted`])] }))).toContain('I6');
  });

  it('took with it, where Exchange wins, only that somebody had deleted occurrences of it there (I7)', () => {
    const time = weekly({ range: { kind: 'numbered', occurrences: 3 } });
    const shorter = weekly({ range: { kind: 'numbered', occurrences: 1 } });
    const deletedThere = (occurrences: FieldValue, edits: readonly string[]): Observation => {
      const before = { ...series(occurrences), time };
      const rules = { ...ALL_ON, conflictStrategy: 'exchange' } as const;
      const record = { ...series({ [MON1]: DELETED }), time: shorter };
      const carried = { before: series(null), after: { occurrences: { [MON1]: DELETED } } };
      const writes = [
        aWrite({ op: 'update', side: 'crm', at: 2, ...carried, rules }),
        aWrite({ op: 'delete', side: 'exchange', before, rules }),
      ];
      const rule = { ...anEdit('crm', 'time', ''), value: shorter } as Act;
      const there = { ...said(edits), side: 'exchange', scopeId: 'anna-contacts', itemId: 'E1' } as Act;
      return anObservation([ended(record, { rules, journal: [{ ...DELETION, before }] })], {
        writes,
        acts: [rule, there],
      });
    };
    const days = { [MON1]: DELETED, [MON2]: DELETED };
    const deletions = [MON1, MON2].map((day) => `${day} deleted`);
    expect(found(deletedThere(days, deletions))).toEqual([]);
    const edited = { ...days, '2026-12-21': { kind: 'changed', fields: { subject: 'A' } } };
    expect(found(deletedThere(edited, [...deletions, '2026-12-21 subject "A"']))).toEqual(['I7']);
  });

  it('is made anew in Exchange once an occurrence is there again, and once for each time (I13)', () => {
    const acts = [said([`${MON2} deleted`])];
    const made = (at: number, itemId: string) => aWrite({ op: 'create', side: 'exchange', at, itemId });
    const born = made(0, 'E0');
    expect(found(anObservation([ended()], { writes: [born, deletion, made(12, 'E1')], acts }))).toEqual([]);
    const twice = [born, deletion, made(12, 'E1'), made(13, 'E2')];
    expect(found(anObservation([ended()], { writes: twice, acts }))).toEqual(['I13']);
  });

  it('is not in Exchange for that reason alone (I8)', () => {
    expect(found(anObservation([ended()]))).toEqual([]);
    expect(found(anObservation([ended(series({ [MON1]: DELETED }))]))).toEqual(['I8']);
  });

  it('differs from its series in Exchange while its end waits, and in nothing else (I9)', () => {
    const standing = series({ [MON1]: DELETED });
    const paired = (record: Fields): ScopeView =>
      ended(record, {
        items: [anItem({ fields: standing })],
        links: [aLink({ baseCrm: standing, baseExchange: standing })],
        unlinked: [],
      });
    const shorter = { ...standing, time: weekly({ range: { kind: 'numbered', occurrences: 1 } }) };
    expect(found(anObservation([paired(shorter)]))).toEqual([]);
    expect(found(anObservation([paired({ ...shorter, subject: 'B' })]))).toEqual(['I9', 'I17']);
    const longer = { ...standing, time: weekly({ range: { kind: 'numbered', occurrences: 3 } }) };
    expect(found(anObservation([paired(longer)]))).toEqual(['I9', 'I17']);
  });

  it('waits where Exchange would have nothing left of it, and nowhere else (I17)', () => {
    const paired = (ours: FieldValue): ScopeView =>
      ended(series(ours), {
        rules: { ...ALL_ON, updateExchangeToCrm: false },
        items: [anItem({ fields: series({ [MON2]: DELETED }) })],
        links: [aLink({ baseCrm: series(null), baseExchange: series(null) })],
        unlinked: [],
      });
    expect(found(anObservation([paired({ [MON1]: DELETED })]))).toEqual([]);
    const moved = { [MON1]: { kind: 'changed', fields: { subject: 'A' } } };
    expect(found(anObservation([paired(moved)]))).toEqual(['I17']);
  });
});
