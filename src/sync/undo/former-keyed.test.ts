import { describe, expect, it } from 'vitest';
import type { FieldSpec, FieldValue } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import { changed, DELETED, weekly } from '../testing/series.ts';
import { basesAfterUndo } from './bases-after-undo.ts';
import { formerKeyed } from './former-keyed.ts';
import { formerState } from './former-state.ts';

const SPECS = synchronisedFields('appointments');
const SPEC = SPECS['occurrences'] as FieldSpec;
const [MON1, MON2, MON3] = ['2026-12-07', '2026-12-14', '2026-12-21'];

function former(now: FieldValue, before: FieldValue, after: FieldValue) {
  return formerKeyed(SPEC, now, { before, after });
}

describe('the occurrences of a series before a run changed them', () => {
  const run = { [MON1]: changed({ subject: 'Run' }) };

  it('are those from before, day by day, and what people did to others stays', () => {
    expect(former({ ...run, [MON2]: DELETED }, { [MON1]: DELETED }, run)).toEqual({
      value: { [MON1]: DELETED, [MON2]: DELETED },
      isEdited: false,
    });
    expect(former(run, null, run)).toEqual({ value: null, isEdited: false });
    expect(former(null, run, null)).toEqual({ value: run, isEdited: false });
  });

  it('stay where somebody changed the same one since, and that is told', () => {
    const edited = { [MON1]: changed({ subject: 'Edited' }) };
    expect(former(edited, null, run)).toEqual({ value: edited, isEdited: true });
    expect(former({ [MON1]: DELETED }, null, run)).toEqual({ value: { [MON1]: DELETED }, isEdited: true });
    expect(former(edited, { [MON1]: DELETED }, run)).toEqual({ value: edited, isEdited: true });
    expect(former(edited, null, { [MON1]: DELETED })).toEqual({ value: edited, isEdited: true });
    const before = { [MON1]: changed({ subject: 'Before' }) };
    expect(former(null, before, run)).toEqual({ value: null, isEdited: true });
    expect(former(edited, before, null)).toEqual({ value: edited, isEdited: true });
    // The run brought the day back, and somebody has worked on it.
    const worked = { [MON1]: changed({ subject: 'Run', body: 'Since' }) };
    expect(former(worked, { [MON1]: DELETED }, run)).toEqual({ value: worked, isEdited: true });
  });

  it('lose only the part that the run wrote, where somebody changed another', () => {
    const now = { [MON1]: changed({ subject: 'Run', body: 'Since' }) };
    expect(former(now, null, run)).toEqual({ value: { [MON1]: changed({ body: 'Since' }) }, isEdited: false });
    expect(former(now, { [MON1]: changed({ subject: 'Before' }) }, run)).toEqual({
      value: { [MON1]: changed({ subject: 'Before', body: 'Since' }) },
      isEdited: false,
    });
    // A person has put the other one back into the series.
    const after = { [MON1]: changed({ subject: 'Run', body: 'Run' }) };
    expect(former(run, null, after)).toEqual({ value: null, isEdited: false });
  });

  it('are not touched where the write did not, or never arrived', () => {
    const now = { [MON1]: changed({ subject: 'A', body: 'Since' }) };
    const both = { [MON1]: changed({ subject: 'A', location: 'L' }) };
    expect(former(now, both, both)).toEqual({ value: now, isEdited: false });
    expect(former(null, null, run)).toEqual({ value: null, isEdited: false });
    // One part arrived, another was set back by a person.
    const after = { [MON1]: changed({ subject: 'Run', body: 'Run' }) };
    expect(
      former({ [MON1]: changed({ subject: 'Run', body: 'B' }) }, { [MON1]: changed({ body: 'B' }) }, after),
    ).toEqual({ value: { [MON1]: changed({ body: 'B' }) }, isEdited: false });
  });

  it('are a part of what the item was', () => {
    const history = [{ op: 'update', before: { occurrences: null }, after: { occurrences: run }, kept: null }] as const;
    const now = { subject: 'S', time: weekly(), occurrences: { [MON1]: DELETED } };
    expect(formerState(SPECS, history, now)).toEqual({ kind: 'changed', changes: {}, left: ['occurrences'] });
    expect(formerState(SPECS, history, { ...now, occurrences: run })).toEqual({
      kind: 'changed',
      changes: { occurrences: null },
      left: [],
    });
    expect(formerState(SPECS, history, { ...now, occurrences: { ...run, [MON2]: DELETED } })).toEqual({
      kind: 'changed',
      changes: { occurrences: { [MON2]: DELETED } },
      left: [],
    });
  });
});

it('after an undo the base of the written side follows in those occurrences, and others wait as before', () => {
  const agreed = { occurrences: { [MON1]: DELETED, [MON3]: DELETED } };
  const bases = { baseCrm: agreed, baseExchange: agreed };
  const write = {
    side: 'exchange',
    written: { occurrences: { [MON2]: DELETED } },
    before: { occurrences: { [MON1]: DELETED, [MON2]: DELETED, [MON3]: DELETED } },
    now: { occurrences: { [MON2]: DELETED, [MON3]: DELETED } },
  } as const;
  expect(basesAfterUndo(SPECS, bases, [write])).toEqual({
    baseCrm: agreed,
    baseExchange: { occurrences: { [MON3]: DELETED } },
  });
});
