import { hash } from '@node-rs/argon2';
import { describe, expect, test } from 'vitest';
import { createPasswordHasher } from './password-hash.ts';
import { CHEAP_PASSWORDS } from './testing/cheap-passwords.ts';
import { GOOD_PASSWORD, OTHER_PASSWORD } from './testing/people-world.ts';

const hasher = createPasswordHasher();

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const begin = performance.now();
    await work();
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[2] ?? 0;
}

describe('hashes of passwords', () => {
  test('are argon2id with 19 MiB, two passes and one lane, salted', async () => {
    const [one, other] = [await hasher.hash(GOOD_PASSWORD), await hasher.hash(GOOD_PASSWORD)];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(other).not.toBe(one);
    expect(await hasher.isRight(one, GOOD_PASSWORD)).toBe(true);
    expect(await hasher.isRight(one, OTHER_PASSWORD)).toBe(false);
    expect(await hasher.isRight(one, '')).toBe(false);
  });

  test('do not depend on how a keyboard composes letters', async () => {
    const stored = await hasher.hash('perché la città è più'.normalize('NFD'));
    expect(await hasher.isRight(stored, 'perché la città è più'.normalize('NFC'))).toBe(true);
  });

  test('nobody’s password is never right, and costs what a real one costs', async () => {
    const stored = await hasher.hash(GOOD_PASSWORD);
    expect(await hasher.isRight(null, GOOD_PASSWORD)).toBe(false);
    expect(await hasher.isRight('no hash at all', GOOD_PASSWORD)).toBe(false);
    const real = await medianMs(() => hasher.isRight(stored, OTHER_PASSWORD));
    const nobodys = await medianMs(() => hasher.isRight(null, OTHER_PASSWORD));
    expect(nobodys).toBeGreaterThan(real / 3);
  });

  test('with other parameters than today’s are outdated', async () => {
    expect(hasher.isOutdated(await hasher.hash(GOOD_PASSWORD))).toBe(false);
    expect(hasher.isOutdated(await hash(GOOD_PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 }))).toBe(true);
  });

  test('are made two at a time; whoever would be the hundred-and-third in the line is told to wait', async () => {
    const cheap = createPasswordHasher(CHEAP_PASSWORDS);
    const all = await Promise.allSettled(Array.from({ length: 103 }, () => cheap.isRight(null, GOOD_PASSWORD)));
    const refused = all.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: 'login_throttled', retryAfterMs: 2_000 });
    expect(await cheap.isRight(null, GOOD_PASSWORD)).toBe(false);
  });
});
