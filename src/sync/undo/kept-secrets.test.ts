import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import type { FormerState } from './former-state.ts';
import type { WrittenChange } from './history.ts';
import { withKeptSecrets } from './kept-secrets.ts';

const SPECS = synchronisedFields('appointments');

const made = (after: Fields): WrittenChange => ({ op: 'create', before: null, after, kept: null });
const updated = (after: Fields): WrittenChange => ({ op: 'update', before: {}, after, kept: null });
const DELETED: WrittenChange = { op: 'delete', before: {}, after: null, kept: null };

describe('the former values of an item that does not tell all of itself any more', () => {
  const former = {
    kind: 'changed',
    changes: { subject: 'Visit', location: 'Padova', time: null },
    left: ['reminderMinutes'],
  } as const;
  const kept = (withheld: readonly string[]) =>
    withKeptSecrets(SPECS, former, { history: [updated({ location: 'Rome' })], withheld });

  it('are those of the fields that it still tells; the others stay', () => {
    expect(kept(['location', 'body'])).toEqual({
      kind: 'changed',
      changes: { subject: 'Visit', time: null },
      left: ['reminderMinutes', 'location'],
    });
  });

  it('leave out what would take along a field that it does not tell', () => {
    expect(kept(['occurrences'])).toEqual({
      kind: 'changed',
      changes: { subject: 'Visit', location: 'Padova' },
      left: ['reminderMinutes', 'time'],
    });
  });

  it('are all of them, where it tells these', () => {
    expect(kept(['body'])).toEqual(former);
  });
});

describe('an item that a run made, and that does not tell all of itself any more', () => {
  const WITHHELD = ['location', 'body'];
  const kept = (history: readonly WrittenChange[], withheld = WITHHELD, former: FormerState = { kind: 'absent' }) =>
    withKeptSecrets(SPECS, former, { history, withheld });

  it('counts as edited in the fields that the run filled and nobody can see now', () => {
    const edited = { kind: 'madeAndEdited', fields: ['location'] };
    expect(kept([made({ subject: 'Visit', location: 'Rome', body: null })])).toEqual(edited);
    expect(kept([made({ subject: 'Visit' }), updated({ location: 'Rome' })])).toEqual(edited);
    expect(kept([made({ location: 'Rome' }), updated({ subject: 'Visit' })])).toEqual(edited);
  });

  it('is as the run left it, where the run wrote nothing that is hidden now', () => {
    expect(kept([made({ subject: 'Visit', location: null }), DELETED])).toEqual({ kind: 'absent' });
    expect(kept([made({ subject: 'Visit', location: 'Rome' })], [])).toEqual({ kind: 'absent' });
  });

  it('hides nothing where the run sent what an empty field says as well', () => {
    expect(kept([made({ busyStatus: 'busy' })], ['busyStatus'])).toEqual({ kind: 'absent' });
    expect(kept([made({ busyStatus: 'free' })], ['busyStatus'])).toEqual({
      kind: 'madeAndEdited',
      fields: ['busyStatus'],
    });
  });

  it('counts as edited in a field that is synchronised no more, where the run filled it', () => {
    expect(kept([made({ mileage: '12' })], ['mileage', 'billing'])).toEqual({
      kind: 'madeAndEdited',
      fields: ['mileage'],
    });
  });

  it('is what was found of it already, where that is not as the run left it', () => {
    const history = [made({ subject: 'Visit', location: 'Rome' })];
    const seen: readonly FormerState[] = [
      { kind: 'madeAndEdited', fields: ['subject'] },
      { kind: 'asNow' },
      { kind: 'forgotten' },
    ];
    for (const former of seen) expect(kept(history, WITHHELD, former)).toEqual(former);
  });
});
