import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { CONTACT_FIELDS } from '../../model/index.ts';
import { cases } from '../testing/property-cases.ts';
import { formerState } from './former-state.ts';
import type { WrittenChange } from './history.ts';

const update = (before: Fields | null, after: Fields, kept: Fields | null = null): WrittenChange => ({
  op: 'update',
  before,
  after,
  kept,
});
const created = (after: Fields, kept: Fields | null = null): WrittenChange => ({
  op: 'create',
  before: null,
  after,
  kept,
});
const deleted = (before: Fields | null): WrittenChange => ({ op: 'delete', before, after: null, kept: null });
const former = (history: readonly WrittenChange[], now: Fields | null) => formerState(CONTACT_FIELDS, history, now);

describe('what an item was before a run changed it', () => {
  it('has the values from before, of exactly the fields that were written', () => {
    const now = { jobTitle: 'Director', nickname: 'Addie' };
    expect(former([update({ jobTitle: 'Clerk' }, { jobTitle: 'Director' })], now)).toEqual({
      kind: 'changed',
      changes: { jobTitle: 'Clerk' },
      left: [],
    });
  });

  it('empties again what was empty', () => {
    const history = [update({ jobTitle: null }, { jobTitle: 'Director' })];
    expect(former(history, { jobTitle: 'Director' })).toMatchObject({ changes: { jobTitle: null } });
  });

  it('keeps a field that somebody changed since, and tells it', () => {
    const history = [update({ jobTitle: 'Clerk', nickname: 'A' }, { jobTitle: 'Director', nickname: 'B' })];
    expect(former(history, { jobTitle: 'Boss', nickname: 'B' })).toEqual({
      kind: 'changed',
      changes: { nickname: 'A' },
      left: ['jobTitle'],
    });
  });

  it('does nothing where the write never arrived, or somebody has set the value from before', () => {
    expect(former([update({ jobTitle: 'Clerk' }, { jobTitle: 'Director' })], { jobTitle: 'Clerk' })).toEqual({
      kind: 'asNow',
    });
  });

  it('goes back through several writes, newest first', () => {
    const history = [
      update({ jobTitle: 'Clerk' }, { jobTitle: 'Director' }),
      update({ jobTitle: 'Director' }, { jobTitle: 'President' }),
    ];
    expect(former(history, { jobTitle: 'President' })).toMatchObject({ changes: { jobTitle: 'Clerk' }, left: [] });
  });

  it('stops where a person had written between two of them: that value is nobody’s to take back', () => {
    const history = [
      update({ jobTitle: 'Clerk' }, { jobTitle: 'Director' }),
      update({ jobTitle: 'Boss' }, { jobTitle: 'President' }),
    ];
    expect(former(history, { jobTitle: 'President' })).toEqual({
      kind: 'changed',
      changes: { jobTitle: 'Boss' },
      left: [],
    });
  });

  it('knows its own value in the form that the side kept', () => {
    const history = [update({ displayName: 'Ada' }, { displayName: 'Ada Augusta' }, { displayName: 'Ada Aug' })];
    expect(former(history, { displayName: 'Ada Aug' })).toMatchObject({ changes: { displayName: 'Ada' } });
    expect(former(history, { displayName: 'Ada Augusta' })).toEqual({
      kind: 'changed',
      changes: {},
      left: ['displayName'],
    });
  });

  it('cannot tell when the values are forgotten, or the item is gone', () => {
    expect(former([update(null, { jobTitle: 'Director' })], { jobTitle: 'Director' })).toEqual({ kind: 'forgotten' });
    expect(former([update({ jobTitle: 'Clerk' }, { jobTitle: 'Director' })], null)).toEqual({ kind: 'goneSince' });
  });

  it('leaves fields that are not compared alone', () => {
    expect(former([update({ madeUp: 'a' }, { madeUp: 'b' })], { madeUp: 'b' })).toEqual({ kind: 'asNow' });
  });
});

describe('sets', () => {
  const history = [update({ categories: ['Old', 'Both'] }, { categories: ['Both', 'New'] })];

  it('lose what was added and get back what was removed; what people did since stays', () => {
    expect(former(history, { categories: ['both', 'New', 'Mine'] })).toMatchObject({
      changes: { categories: ['both', 'Mine', 'Old'] },
      left: [],
    });
  });

  it('are as before when somebody has undone it element by element', () => {
    expect(former(history, { categories: ['Old', 'Both'] })).toEqual({ kind: 'asNow' });
    expect(former([update({ categories: null }, { categories: ['New'] })], { categories: ['New'] })).toMatchObject({
      changes: { categories: null },
    });
  });
});

describe('items that a run made or deleted', () => {
  it('were not there, as long as they are what the run left', () => {
    const history = [created({ jobTitle: 'Clerk' }), update({ jobTitle: 'Clerk' }, { jobTitle: 'Director' })];
    expect(former(history, { jobTitle: 'Director' })).toEqual({ kind: 'absent' });
    expect(former(history, null)).toEqual({ kind: 'asNow' });
    expect(former([created({ displayName: 'Ada Augusta' }, { displayName: 'Ada' })], { displayName: 'Ada' })).toEqual({
      kind: 'absent',
    });
  });

  it('stay when somebody has worked on them, with the fields that tell it', () => {
    expect(former([created({ jobTitle: 'Clerk' })], { jobTitle: 'Clerk', nickname: 'Addie' })).toEqual({
      kind: 'madeAndEdited',
      fields: ['nickname'],
    });
  });

  it('were there, with the values from before the run', () => {
    const history = [
      update({ jobTitle: 'Clerk' }, { jobTitle: 'Director' }),
      deleted({ jobTitle: 'Director', nickname: 'Addie' }),
    ];
    expect(former(history, null)).toEqual({ kind: 'present', fields: { jobTitle: 'Clerk', nickname: 'Addie' } });
    expect(former([deleted(null)], null)).toEqual({ kind: 'forgotten' });
  });

  it('that are still there, or there again, were not deleted', () => {
    expect(former([deleted({ jobTitle: 'Clerk' })], { jobTitle: 'Boss' })).toEqual({ kind: 'asNow' });
  });

  it('that the run made and deleted were never there', () => {
    const last = (values: Fields) => [created({ jobTitle: 'Clerk' }), deleted(values)];
    expect(former(last({ jobTitle: 'Clerk' }), null)).toEqual({ kind: 'asNow' });
    // Somebody edited it in between: it went with the deletion, and there is nothing that could stay.
    expect(former(last({ jobTitle: 'Boss' }), null)).toEqual({ kind: 'asNow' });
  });

  it('without a history are as now', () => {
    expect(former([], { jobTitle: 'Clerk' })).toEqual({ kind: 'asNow' });
    expect(former([], null)).toEqual({ kind: 'asNow' });
  });
});

describe('I14: for any writes of a run and any edits of people', () => {
  const value = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: null });
  const fields = fc.record({ jobTitle: value, nickname: value, department: value });
  const noNulls = (all: Fields): Fields => Object.fromEntries(Object.entries(all).filter(([, one]) => one !== null));

  it('the former values come back where the item is as the run left it', () => {
    fc.assert(
      fc.property(fields, fc.array(fields, { minLength: 1, maxLength: 4 }), (before, writes) => {
        const history: WrittenChange[] = [];
        let state = noNulls(before);
        for (const after of writes) {
          history.push(update({ jobTitle: null, nickname: null, department: null, ...state }, after));
          state = noNulls({ ...state, ...after });
        }
        const undone = former(history, state);
        const back = undone.kind === 'changed' ? noNulls({ ...state, ...undone.changes }) : state;
        expect(back).toEqual(noNulls(before));
      }),
      cases(200),
    );
  });

  it('a value that people wrote since is never overwritten', () => {
    fc.assert(
      fc.property(fields, fields, fields, (before, after, edits) => {
        const written = noNulls({ ...before, ...after });
        const edited = Object.fromEntries(Object.entries(edits).filter(([, one]) => one === 'd'));
        const now = { ...written, ...edited };
        const undone = former([update(before, after)], now);
        const changes = undone.kind === 'changed' ? undone.changes : {};
        for (const name of Object.keys(changes)) expect(now[name] ?? null).toBe(after[name as keyof typeof after]);
      }),
      cases(200),
    );
  });
});
