import { describe, expect, it } from 'vitest';
import { explore } from './explore.ts';

const BUDGET_MS = 45_000;
/** What a slow machine must get through too. */
const AT_LEAST = 6;
const AT_MOST = 100;

/** The same in every run, so that whoever breaks one knows it was this change; `npm run crash` goes through all. */
const FROM = Number(process.env['RACCORDO_SEED'] ?? 1);

describe('I15: a worker that dies', () => {
  it(`before or after any step leaves what an uninterrupted one leaves; scenarios from seed ${FROM}`, async () => {
    const first = await explore({ from: FROM, scenarios: AT_LEAST });
    const untilMs = performance.now() + BUDGET_MS;
    const rest = await explore({ from: first.nextSeed, scenarios: AT_MOST - AT_LEAST, untilMs });
    const interrupted = first.interruptedRuns + rest.interruptedRuns;
    console.log(`${first.scenarios + rest.scenarios} scenarios from seed ${FROM}, ${interrupted} interrupted runs`);
    expect([...first.failures, ...rest.failures]).toEqual([]);
    expect(interrupted).toBeGreaterThan(100 * AT_LEAST);
  });

  it.each([
    [167, 'the judge took the rest of a write of several occurrences, cut off between two of them, for a second write'],
    [
      1878,
      'the judge took a category that a person gave an item for an edit, though the profile gives items that one since',
    ],
    [5417, 'the judge took the value that a field without one stands for, entered by hand, for an edit'],
  ])('is judged rightly in seed %i: %s', async (seed) =>
    expect((await explore({ from: seed, scenarios: 1 })).failures).toEqual([]),
  );

  it('is found out when it does not: a memory that loses what it was to look at shows', async () => {
    const blind = await explore({ from: 1, scenarios: 2, sabotage: 'forgetHints' });
    expect(blind.failures.length).toBeGreaterThan(0);
  });
});
