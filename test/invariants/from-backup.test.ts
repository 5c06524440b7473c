import { describe, expect, it } from 'vitest';
import { broughtFromBackup, takenForDeleted } from './from-backup.ts';
import type { Act } from './observation.ts';
import { ALL_ON, aLink, anAct, anEdit, anObservation, aRecord, aRegress, aScope, aWrite } from './testing.ts';

/** `v1` stood on both sides, the backup has `v2`, and that is written to Exchange. */
const OLDER = aRegress({ profession: 't1', jobTitle: 'v2' }, 2);
const WRITE = aWrite({ op: 'update', side: 'exchange', runFrom: 1 });

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

  it('ends no pair, unless somebody deleted one of the two before or since', () => {
    const reason = { row: 'O3', code: 'record_hidden' } as const;
    const entry = {
      runId: 'run',
      linkId: 'L1',
      crmId: 'C1',
      exchangeId: 'E1',
      before: null,
      after: null,
      conflict: null,
    };
    const journal = [{ ...entry, side: 'exchange', op: 'detach', reason } as const];
    const scope = aScope({ links: [aLink({ state: 'DET_E' })], records: [], journal });
    const lost = anAct('lost', 'crm', 2);
    expect(takenForDeleted(scope, anObservation([scope], { acts: [lost] }))).toHaveLength(1);
    expect(takenForDeleted(scope, anObservation([scope], { acts: [anAct('delete', 'crm', 1), lost] }))).toEqual([]);
    const approved = aScope({
      ...scope,
      journal: journal.map((one) => ({ ...one, reason: { ...reason, row: 'O8' } })),
    });
    expect(takenForDeleted(approved, anObservation([approved], { acts: [lost] }))).toEqual([]);
  });
});
