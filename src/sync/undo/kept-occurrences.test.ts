import { describe, expect, it } from 'vitest';
import type { Fields, FieldValue } from '../../model/index.ts';
import { ZONE } from '../testing/pairs.ts';
import { DELETED, weekly } from '../testing/series.ts';
import type { FormerValues } from './former-values.ts';
import { withKeptOccurrences } from './kept-occurrences.ts';

const [MON1, MON2] = ['2026-12-07', '2026-12-14'];
const times = (occurrences: number): FieldValue => weekly({ range: { kind: 'numbered', occurrences } });

describe('the former values of a series in Exchange', () => {
  const now = { subject: 'S', time: times(2), occurrences: { [MON1]: DELETED } };
  const kept = (changes: Fields): FormerValues =>
    withKeptOccurrences({ kind: 'changed', changes: { subject: 'Before', ...changes }, left: ['location'] }, now, ZONE);

  it.each<readonly [string, Fields]>([
    ['occurrences', { occurrences: { [MON1]: DELETED, [MON2]: DELETED } }],
    ['a rule', { time: times(1) }],
  ])('are all but %s that would leave nothing of it', (_, changes) => {
    expect(kept(changes)).toEqual({
      kind: 'changed',
      changes: { subject: 'Before' },
      left: ['location', ...Object.keys(changes)],
    });
  });

  it('are all of them where something is left', () => {
    const changes = { time: times(3), occurrences: { [MON1]: DELETED, [MON2]: DELETED } };
    expect(kept(changes)).toEqual({ kind: 'changed', changes: { subject: 'Before', ...changes }, left: ['location'] });
  });
});
