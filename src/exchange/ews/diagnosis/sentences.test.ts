import { expect, test } from 'vitest';
import { en } from '../../../messages/en/index.ts';
import { it } from '../../../messages/it/index.ts';
import { FINDING_CODES } from './finding.ts';
import { REMEDY_CODES } from './remedies/remedy.ts';

const findings = Object.values(FINDING_CODES).flat();

test('every finding has a sentence in both languages, and no sentence is without its finding', () => {
  expect(new Set(findings).size).toBe(findings.length);
  for (const { diagnosis } of [en, it]) expect(Object.keys(diagnosis.findings).sort()).toEqual(findings.toSorted());
});

test('every remedy has a sentence in both languages, and no sentence is without its remedy', () => {
  for (const { diagnosis } of [en, it])
    expect(Object.keys(diagnosis.remedies).sort()).toEqual([...REMEDY_CODES].sort());
});
