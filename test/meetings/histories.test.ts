import { expect, test } from 'vitest';
import { playHistory } from './history.ts';

/** More by hand: RACCORDO_CASES=10000; from another seed: RACCORDO_SEED=573. */
const HISTORIES = Number(process.env['RACCORDO_CASES'] ?? 200);
const FIRST = Number(process.env['RACCORDO_SEED'] ?? 1);

test(`meetings among colleagues: ${HISTORIES} histories from seed ${FIRST}`, { timeout: 3_600_000 }, async () => {
  let mails = 0;
  for (let seed = FIRST; seed < FIRST + HISTORIES; seed += 1) {
    const history = await playHistory(seed);
    mails += history.mails;
    expect(history.violations, `seed ${seed}\n${history.words.join('\n')}`).toEqual([]);
  }
  // Histories in which nobody is ever mailed would show nothing of the mails.
  expect(mails).toBeGreaterThanOrEqual(Math.floor(HISTORIES / 100));
});
