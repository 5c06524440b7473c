import { describe, expect, it } from 'vitest';
import type { Fields } from '../../src/model/index.ts';
import type { ItemRules } from '../../src/sync/index.ts';
import { judge } from './judge.ts';
import type { Observation, Write } from './observation.ts';
import { ALL_ON, aLink, anAct, anEdit, anItem, anObservation, aRecord, aScope, aWrite } from './testing.ts';

const BUSY_ONLY: ItemRules = { ...ALL_ON, privateItems: 'busyOnly' };
const BLOCK: Fields = { time: null, busyStatus: 'busy', sensitivity: 'private', importance: 'normal' };
const WHOLE: Fields = { ...BLOCK, location: 't1', subject: 'Doctor' };

function judgedBy(invariant: string, observation: Observation): readonly string[] {
  return judge(observation).violations.flatMap((one) => (one.invariant === invariant ? [one.what] : []));
}

describe('a private appointment under busyOnly', () => {
  const made = (after: Fields, more: Partial<Observation> = {}): Observation => {
    const write = aWrite({ side: 'crm', op: 'create', after, rules: BUSY_ONLY });
    return anObservation([aScope({ itemType: 'appointments', rules: BUSY_ONLY })], { writes: [write], ...more });
  };

  it('is a block on the other side: its content there breaks I5', () => {
    expect(judgedBy('I5', made(BLOCK))).toEqual([]);
    expect(judgedBy('I5', made(WHOLE))).toEqual([expect.stringContaining('location,subject')]);
  });

  it('may be made anew with what had been there, but not with what was edited since', () => {
    const acts = [anAct('create', 'crm')];
    expect(judgedBy('I5', made(WHOLE, { acts }))).toEqual([]);
    const edited = [...acts, anEdit('exchange', 'subject', 'Doctor', 2)];
    expect(judgedBy('I5', made(WHOLE, { acts: edited }))).toEqual([expect.stringContaining('subject')]);
  });

  it.each([
    ['may be more on one side than on the other', BUSY_ONLY, []],
    ['may not where all of it is carried', { ...ALL_ON, privateItems: 'full' as const }, ['I9', 'I17']],
  ])('%s', (_, rules, found) => {
    const record = aRecord({ fields: BLOCK });
    const item = anItem({ fields: WHOLE });
    const links = [aLink({ baseCrm: BLOCK, baseExchange: BLOCK })];
    const scope = aScope({ itemType: 'appointments', rules, records: [record], items: [item], links });
    const observation = anObservation([scope]);
    expect(['I9', 'I17'].filter((id) => judgedBy(id, observation).length > 0)).toEqual(found);
  });

  it('may not differ in its time or its status', () => {
    const record = aRecord({ fields: { ...BLOCK, busyStatus: 'free' } });
    const links = [aLink({ baseCrm: BLOCK, baseExchange: BLOCK })];
    const items = [anItem({ fields: BLOCK })];
    const scope = aScope({ itemType: 'appointments', rules: BUSY_ONLY, records: [record], items, links });
    expect(judgedBy('I9', anObservation([scope]))).toHaveLength(1);
  });

  it('takes along what nobody told of it, when its block is deleted', () => {
    const deleted = (rules: ItemRules): Observation => {
      const write: Write = aWrite({ side: 'exchange', op: 'delete', before: WHOLE, rules, at: 5 });
      const acts = [anAct('delete', 'crm', 4), anEdit('exchange', 'subject', 'Doctor', 2)];
      return anObservation([aScope({ itemType: 'appointments', rules, records: [], items: [] })], {
        writes: [write],
        acts,
      });
    };
    const unkept = expect.stringContaining('took subject');
    expect(judgedBy('I4', deleted(BUSY_ONLY))).not.toContainEqual(unkept);
    expect(judgedBy('I4', deleted(BUSY_ONLY))).toContainEqual(expect.stringContaining('took busyStatus'));
    expect(judgedBy('I4', deleted({ ...ALL_ON, privateItems: 'full' }))).toContainEqual(unkept);
    expect(judgedBy('I7', deleted({ ...BUSY_ONLY, conflictStrategy: 'exchange' }))).toEqual([]);
    expect(judgedBy('I7', deleted({ ...ALL_ON, privateItems: 'full', conflictStrategy: 'exchange' }))).toHaveLength(1);
  });
});
