import { describe, expect, it } from 'vitest';
import { walk } from './testing/walk.ts';

const SEEDS = Number(process.env['RACCORDO_WALK_SEEDS'] ?? 600);
const FROM = Number(process.env['RACCORDO_WALK_FROM'] ?? 1);

describe('random histories', () => {
  it(`I1, I2, I3, I4, I5, I6, I9 and B5 hold at the end of ${SEEDS} histories from seed ${FROM}`, {
    timeout: 3_600_000,
  }, async () => {
    const failures: string[] = [];
    for (let seed = FROM; seed < FROM + SEEDS && failures.length < 3; seed += 1)
      await walk(seed).catch((error: unknown) => failures.push(error instanceof Error ? error.message : String(error)));
    expect(failures).toEqual([]);
  });
});
