import { expect, it } from 'vitest';
import { onlyIntroduces, PROJECTION_VERSION } from './projection.ts';
import type { FieldOutcome } from './step.ts';

/** Whether a merge that writes these fields to the CRM tells of nothing but fields that the bases are too old for. */
function introduces(projection: number, ...names: readonly string[]): boolean {
  const written: FieldOutcome = { kind: 'toCrm', value: 'a' };
  const outcomes = Object.fromEntries(names.map((name) => [name, written]));
  return onlyIntroduces(projection, { outcomes, toCrm: {}, toExchange: {}, conflicts: [], pendingFields: [] });
}

it('a merge introduces fields to bases from before them, and to no others', () => {
  expect(introduces(1, 'photo', 'occurrences')).toBe(true);
  expect(introduces(2, 'occurrences', 'organizer', 'attendees')).toBe(true);
  expect(introduces(2, 'photo', 'occurrences')).toBe(false);
  expect(introduces(PROJECTION_VERSION, 'occurrences')).toBe(false);
});

it('a field that bases have always known is introduced to none, and nothing is introduced by a merge without a field', () => {
  expect(introduces(1, 'photo', 'subject')).toBe(false);
  expect(introduces(1)).toBe(false);
});
