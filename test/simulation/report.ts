import { execFileSync } from 'node:child_process';
import type { Outcome } from './simulate.ts';

/** What a person needs to find out why a seed fails. */
export function reportOf(outcome: Outcome, without: readonly number[] = []): string {
  const { seed, focus, violations, words, end } = outcome;
  const leftOut = without.length === 0 ? '' : ` --without ${without.join(',')}`;
  const inFocus = focus === null ? '' : ` --focus ${focus}`;
  return [
    `seed ${seed}${inFocus} ${violations.length === 0 ? 'keeps every invariant' : 'fails'} at commit ${currentCommit()}`,
    ...violations.map(({ invariant, what }) => `${invariant}: ${what}`),
    '--- history',
    ...words,
    '--- end',
    ...end,
    `--- again: npm run simulate -- --seed ${seed}${inFocus}${leftOut} --trace`,
  ].join('\n');
}

export function currentCommit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=12'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
