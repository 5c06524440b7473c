import { describe, expect, it } from 'vitest';
import type { Conflict } from '../../src/sync/index.ts';
import { broughtFromBackup, takenForDeleted, writtenOverBackup } from './from-backup.ts';
import type { Act, ScopeView } from './observation.ts';
import { ALL_ON, aLink, anAct, anEdit, anEntry, anObservation, aRecord, aRegress, aScope, aWrite } from './testing.ts';

/** `v1` stood on both sides, the backup has `v2`, and that is written to Exchange. */
const OLDER = aRegress({ profession: 't1', jobTitle: 'v2' }, 2);
const WRITE = aWrite({ op: 'update', side: 'exchange', runFrom: 1 });

function aConflict(conflict: Conflict): ScopeView['journal'][number] {
  const reason = { row: 'O8', code: 'record_reinstated' } as const;
  const ids = { runId: 'run', linkId: 'L1', crmId: 'C1', exchangeId: 'E1' };
  return { ...ids, side: 'exchange', op: 'conflict', before: null, after: null, conflict, reason };
}

describe('a backup of the CRM that comes back', () => {
  it.each<[string, Act]>([
    ['a person edited since', anEdit('crm', 'jobTitle', 'v2', 3)],
    ['a person brought back as it was', anAct('restore', 'crm', 3)],
    ['was edited in the CRM after it had been read', { ...anEdit('crm', 'jobTitle', 'v1', 1.5) }],
  ])('is not what overwrote a value that %s', (_whose, act) => {
    expect(broughtFromBackup(WRITE, anObservation([aScope()], { acts: [OLDER] }))).toHaveLength(1);
    expect(broughtFromBackup(WRITE, anObservation([aScope()], { acts: [OLDER, act] }))).toEqual([]);
  });

  it('may bring its values where nothing may be written to the CRM', () => {
    const oneWay = aWrite({ op: 'update', side: 'exchange', rules: { ...ALL_ON, updateExchangeToCrm: false } });
    expect(broughtFromBackup(oneWay, anObservation([aScope()], { acts: [OLDER] }))).toEqual([]);
    const colleagues = aScope({ records: [aRecord({ mayChange: false })] });
    expect(broughtFromBackup(WRITE, anObservation([colleagues], { acts: [OLDER] }))).toEqual([]);
  });

  it('may bring its values where an administrator chose them, if a conflict tells what they took', () => {
    const chosen = aWrite({ op: 'update', side: 'exchange', rules: { ...ALL_ON, afterCrmRestore: 'crm' } });
    expect(broughtFromBackup(chosen, anObservation([aScope()], { acts: [OLDER] }))).toHaveLength(1);
    const conflict = { field: 'jobTitle', winner: 'crm', base: 'v1', crm: 'v2', exchange: 'v1' } as const;
    const told = aScope({ journal: [aConflict(conflict)] });
    expect(broughtFromBackup(chosen, anObservation([told], { acts: [OLDER] }))).toEqual([]);
    expect(broughtFromBackup(WRITE, anObservation([told], { acts: [OLDER] }))).toHaveLength(1);
  });

  it.each<[string, readonly Act[]]>([
    ['was edited in Exchange', [anEdit('exchange', 'jobTitle', 'v1', 1)]],
    ['was edited since', [anEdit('crm', 'jobTitle', 'v2', 3)]],
    ['is of a pair that had ended', [anAct('restore', 'crm', 1)]],
  ])('that was chosen is not written over, unless it %s', (_what, acts) => {
    const rules = { ...ALL_ON, afterCrmRestore: 'crm' } as const;
    const back = aWrite({ op: 'update', side: 'crm', rules, before: { jobTitle: 'v2' }, after: { jobTitle: 'v1' } });
    const seen = (more: readonly Act[]) => anObservation([aScope()], { acts: [...more, OLDER] });
    expect(writtenOverBackup(back, seen([]))).toHaveLength(1);
    expect(writtenOverBackup({ ...back, rules: ALL_ON }, seen([]))).toEqual([]);
    expect(writtenOverBackup(back, seen(acts))).toEqual([]);
  });

  it('ends no pair, unless somebody deleted one of the two before or since, or an undo took its item back before', () => {
    const reason = { row: 'O3', code: 'record_hidden' } as const;
    const journal = [anEntry({ side: 'exchange', op: 'detach', reason })];
    const scope = aScope({ links: [aLink({ state: 'DET_E' })], records: [], journal });
    const lost = anAct('lost', 'crm', 2);
    expect(takenForDeleted(scope, anObservation([scope], { acts: [lost] }))).toHaveLength(1);
    expect(takenForDeleted(scope, anObservation([scope], { acts: [anAct('delete', 'crm', 1), lost] }))).toEqual([]);
    const taken = aWrite({ side: 'exchange', op: 'delete', cause: 'undo', after: null, at: 1 });
    expect(takenForDeleted(scope, anObservation([scope], { acts: [lost], writes: [taken] }))).toEqual([]);
    const others = [
      { ...taken, at: 3 },
      { ...taken, cause: 'sync' as const },
      { ...taken, scopeId: 'bruno' },
    ];
    for (const other of others)
      expect(takenForDeleted(scope, anObservation([scope], { acts: [lost], writes: [other] }))).toHaveLength(1);
    const approved = aScope({
      ...scope,
      journal: journal.map((one) => ({ ...one, reason: { ...reason, row: 'O8' } })),
    });
    expect(takenForDeleted(approved, anObservation([approved], { acts: [lost] }))).toEqual([]);
  });
});
