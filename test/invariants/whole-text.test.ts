import { describe, expect, it } from 'vitest';
import type { Fields } from '../../src/model/index.ts';
import { synchronisedFields } from '../../src/model/index.ts';
import { changed, DELETED } from '../../src/sync/testing/series.ts';
import { judge } from './index.ts';
import type { Observation } from './observation.ts';
import { ALL_ON, aLink, anAct, anEdit, anEntry, anItem, anObservation, aRecord, aScope, aWrite } from './testing.ts';
import { saysNothingNew } from './whole-text.ts';

const [WHOLE, BEGINNING] = ['The offer of last year', 'The offer of'];
const { jobTitle: _jobTitle, ...others } = anItem().fields;

function found(observation: Observation): readonly string[] {
  return judge(observation).violations.map(({ invariant }) => invariant);
}

describe('a text of which Exchange has the beginning', () => {
  const pair = (updateCrmToExchange: boolean, agreed: Fields = {}): Observation => {
    const base = { ...others, ...agreed };
    return anObservation([
      aScope({
        rules: { ...ALL_ON, updateCrmToExchange },
        records: [aRecord({ fields: { ...others, jobTitle: WHOLE } })],
        items: [anItem({ fields: { ...others, jobTitle: BEGINNING } })],
        links: [aLink({ baseCrm: base, baseExchange: base })],
      }),
    ]);
  };

  it('waits where nothing was agreed and the whole may not travel, and nowhere else (I17)', () => {
    expect(found(pair(false))).toEqual([]);
    expect(found(pair(true))).toContain('I17');
    expect(found(pair(false, { jobTitle: 'The offer' }))).toEqual(['I17']);
  });

  it('may not go over the whole, also not where both were brought back and a conflict tells (I4)', () => {
    const lost = anEntry({
      side: 'crm',
      op: 'update',
      reason: { row: 'U2', code: 'linked_by_match' },
      before: { jobTitle: WHOLE },
      after: { jobTitle: BEGINNING },
    });
    const conflict = { field: 'jobTitle', winner: 'exchange', base: null, crm: WHOLE, exchange: BEGINNING } as const;
    const journal = [lost, { ...lost, op: 'conflict' as const, conflict }];
    const cut = (fields: Fields): Fields => ({ ...fields, jobTitle: String(fields['jobTitle']).slice(0, 12) });
    const update = { before: { jobTitle: WHOLE }, after: { jobTitle: BEGINNING }, at: 5 };
    const observation = anObservation([aScope({ journal, asExchangeKeeps: cut })], {
      acts: [anEdit('crm', 'jobTitle', WHOLE), anAct('restore', 'crm', 3), anAct('restore', 'exchange', 4)],
      writes: [aWrite({ op: 'update', side: 'crm', ...update })],
    });
    expect(found(observation)).toContain('I4');
  });
});

describe('changed occurrences of the other side', () => {
  const spec = synchronisedFields('appointments')['occurrences'];
  const [MON1, MON2, MON3] = ['2026-12-07', '2026-12-14', '2026-12-28'];
  const whole = { [MON1]: changed({ subject: WHOLE, location: 'Room' }), [MON2]: DELETED };

  it.each<[string, Fields, boolean]>([
    [
      'a beginning of a text, beside what is equal',
      { ...whole, [MON1]: changed({ subject: BEGINNING, location: 'Room' }) },
      true,
    ],
    ['another text', { ...whole, [MON1]: changed({ subject: 'Other', location: 'Room' }) }, false],
    ['an occurrence more', { ...whole, '2026-12-21': DELETED }, false],
    ['an occurrence that is deleted', { ...whole, [MON1]: DELETED }, false],
    ['a part that is emptied', { ...whole, [MON1]: changed({ subject: BEGINNING, location: null }) }, false],
  ])('say nothing new with nothing but beginnings: %s', (_, beginning, expected) => {
    if (spec === undefined) throw new Error('no occurrences');
    const nothing = { whole: null, beginning: null };
    expect(saysNothingNew(spec, { whole, beginning, agreed: nothing })).toBe(expected);
    expect(saysNothingNew(spec, { whole, beginning, agreed: { whole, beginning: whole } })).toBe(false);
  });

  const [cut, lacking] = [changed({ subject: BEGINNING, location: 'Room' }), changed({ subject: BEGINNING })];

  it.each<[string, Fields, Fields | null, boolean]>([
    ['an occurrence that the other side alone has deleted', { [MON1]: cut }, null, true],
    ['an occurrence that is as was agreed', { [MON1]: cut, [MON3]: DELETED }, { [MON3]: DELETED }, true],
    ['a part that the other side alone has', { [MON1]: lacking, [MON2]: DELETED }, null, true],
    [
      'a part that is as was agreed',
      { [MON1]: changed({ subject: BEGINNING, location: 'Hall' }), [MON2]: DELETED },
      { [MON1]: changed({ location: 'Hall' }) },
      true,
    ],
    ['an occurrence that is no more deleted there', { [MON1]: cut }, { [MON2]: DELETED }, false],
    [
      'a part that is no more there',
      { [MON1]: lacking, [MON2]: DELETED },
      { [MON1]: changed({ location: 'Hall' }) },
      false,
    ],
  ])('say nothing new with what is as was last agreed there: %s', (_, beginning, agreed, expected) => {
    if (spec === undefined) throw new Error('no occurrences');
    expect(saysNothingNew(spec, { whole, beginning, agreed: { whole: null, beginning: agreed } })).toBe(expected);
  });
});
