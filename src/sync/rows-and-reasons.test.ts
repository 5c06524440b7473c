import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isExclusion, REASON_CODES } from './reasons.ts';
import { allCases } from './testing/enumeration.ts';

const HERE = new URL('.', import.meta.url);

function read(path: string): string {
  return readFileSync(new URL(path, HERE), 'utf8');
}

/** Everything that decides, without tests and without the lists themselves. */
function sourceOf(folder: string): string {
  return readdirSync(new URL(folder, HERE), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('testing/'))
    .filter((path) => !['reasons.ts', 'step.ts'].includes(path))
    .map((path) => read(`${folder}${path}`))
    .join('\n');
}

const RAISED_IN = [sourceOf('./'), sourceOf('../sync-run/'), sourceOf('../connector/')].join('\n');

/** The rows that steps may carry, as their type lists them. */
function allRows(): readonly string[] {
  const type = read('./step.ts').split('export type RowId =')[1]?.split(';')[0] ?? '';
  return [...type.matchAll(/'([LDUOBX]\d+)'/g)].map(([, row = '']) => row);
}

describe('rows and reasons', () => {
  it('every row and every reason of the table is reached by some cell, or belongs to what looks at more than a pair', () => {
    const rows = new Set<string>();
    const codes = new Set<string>();
    for (const { step } of allCases()) {
      rows.add(step.reason.row);
      codes.add(step.reason.code);
    }
    const unreachedRows = allRows().filter((row) => !rows.has(row));
    // "Private" stands for every exclusion in the cells; the table test asks them all.
    const unreachedCodes = Object.keys(REASON_CODES).filter((code) => !codes.has(code) && !isExclusion(code));
    // Copies, brakes on whole plans, what is learned of a mailbox or a CRM as a whole, and runs that are taken back.
    expect(unreachedRows).toEqual(unreachedRows.filter((row) => /^[BOX]/.test(row)));
    expect([...unreachedRows, ...unreachedCodes].filter((name) => !RAISED_IN.includes(`'${name}'`))).toEqual([]);
    expect(allRows().length).toBeGreaterThan(35);
  });

  it('every row stands in the specification', () => {
    const specification = read('../../docs/spec/synchronisation.md');
    const missing = allRows().filter((row) => !new RegExp(`\\b${row}\\b`).test(specification));
    expect(missing).toEqual([]);
  });
});
