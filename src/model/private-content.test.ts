import { describe, expect, it } from 'vitest';
import { withoutPrivateContent } from './private-content.ts';

const time = { kind: 'timed', start: '2026-12-04T09:00:00Z', end: '2026-12-04T10:00:00Z', zone: null };
const doctor = { subject: 'Doctor', body: 'At nine', time, busyStatus: 'busy' };
const block = { time, busyStatus: 'busy' };

describe('what others than its owner are shown of an item', () => {
  it.each(['private', 'confidential'])('is a busy block of a %s appointment', (sensitivity) => {
    expect(withoutPrivateContent({ ...doctor, sensitivity })).toEqual({ ...block, sensitivity });
  });

  it.each(['normal', 'personal', null])('is everything of one that is "%s"', (sensitivity) => {
    expect(withoutPrivateContent({ ...doctor, sensitivity })).toEqual({ ...doctor, sensitivity });
  });

  it('is of a private contact that it is private', () => {
    const anna = { displayName: 'Anna', email1: { address: 'anna@example.org' }, sensitivity: 'private' };
    expect(withoutPrivateContent(anna)).toEqual({ sensitivity: 'private' });
  });

  it('is of a public series all but the content of its private occurrences', () => {
    const occurrences = {
      '2026-12-05': { kind: 'deleted' },
      '2026-12-06': { kind: 'changed', fields: { subject: 'Stand-up in the garden' } },
      '2026-12-07': { kind: 'changed', fields: { ...doctor, sensitivity: 'private' } },
    };
    const hidden = { kind: 'changed', fields: { ...block, sensitivity: 'private' } };
    expect(withoutPrivateContent({ subject: 'Stand-up', time, occurrences })).toEqual({
      subject: 'Stand-up',
      time,
      occurrences: { ...occurrences, '2026-12-07': hidden },
    });
  });

  it('is of a private series no occurrence that has a text of its own', () => {
    const occurrences = { '2026-12-07': { kind: 'changed', fields: { subject: 'Surgery' } } };
    const series = { ...doctor, sensitivity: 'private', occurrences };
    expect(withoutPrivateContent(series)).toEqual({ ...block, sensitivity: 'private' });
  });
});
