import { describe, expect, test } from 'vitest';
import { ConnectorError } from '../../../model/index.ts';
import { createAccessTokens } from './access-tokens.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** An endpoint that gives out t1, t2 …, unless it is told to fail, and a clock that is moved by hand. */
function world(lifetimeMs = HOUR_MS) {
  let now = 1_000;
  let count = 0;
  let requests = 0;
  let failure: ConnectorError | null = null;
  const tokens = createAccessTokens(
    async () => {
      requests += 1;
      if (failure !== null) throw failure;
      count += 1;
      return { value: `t${count}`, lifetimeMs };
    },
    () => now,
  );
  return {
    tokens,
    pass: (ms: number) => {
      now += ms;
    },
    fail: (disposition: 'retry' | 'reauth' | 'backoff' | null, retryAfterMs?: number) => {
      failure =
        disposition &&
        new ConnectorError({
          code: 'x',
          disposition,
          message: 'x',
          ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        });
    },
    get requests() {
      return requests;
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the end of a token', () => {
  test('five minutes before it the next one is fetched, and nobody waits for that', async () => {
    const { tokens, pass } = world();
    await tokens.current();
    pass(HOUR_MS - 5 * MINUTE_MS);
    expect(await tokens.current()).toBe('t1');
    await settled();
    expect(await tokens.current()).toBe('t2');
  });

  test('an endpoint that is away then costs nobody anything, until the token has really ended', async () => {
    const { tokens, pass, fail } = world();
    await tokens.current();
    fail('retry');
    pass(HOUR_MS - 4 * MINUTE_MS);
    expect([await tokens.current(), await tokens.current()]).toEqual(['t1', 't1']);
    pass(4 * MINUTE_MS - 20_000);
    await expect(tokens.current()).rejects.toThrow('x');
  });

  test('a token that lives for seconds only is used all the same', async () => {
    const { tokens, pass } = world(1_000);
    expect(await tokens.current()).toBe('t1');
    pass(700);
    expect(await tokens.current()).toBe('t1');
    pass(300);
    expect(await tokens.current()).toBe('t2');
  });
});

describe('asking together', () => {
  test('a hundred who need a token cause one request', async () => {
    const place = world();
    const got = await Promise.all(Array.from({ length: 100 }, () => place.tokens.current()));
    expect([new Set(got), place.requests]).toEqual([new Set(['t1']), 1]);
  });

  test('a hundred whose token was refused cause one more', async () => {
    const place = world();
    await place.tokens.current();
    const got = await Promise.all(Array.from({ length: 100 }, () => place.tokens.renewed('t1')));
    expect([new Set(got), place.requests]).toEqual([new Set(['t2']), 2]);
  });
});

describe('what is remembered of a refusal', () => {
  test.each([
    ['reauth', undefined, 30_000],
    ['retry', undefined, 5_000],
    ['backoff', 120_000, 120_000],
    // Whatever an endpoint asks for.
    ['backoff', 24 * HOUR_MS, 5 * MINUTE_MS],
  ] as const)('%s with %s ms to wait is asked again after %i ms', async (disposition, retryAfterMs, memoryMs) => {
    const place = world();
    place.fail(disposition, retryAfterMs);
    await expect(place.tokens.current()).rejects.toThrow('x');
    place.pass(memoryMs - 1);
    await expect(place.tokens.current()).rejects.toThrow('x');
    expect(place.requests).toBe(1);
    place.fail(null);
    place.pass(1);
    expect(await place.tokens.current()).toBe('t1');
  });

  test('whoever looks whether it works now is not told what was', async () => {
    const place = world();
    place.fail('reauth');
    await expect(place.tokens.current()).rejects.toThrow('x');
    place.fail(null);
    expect(await place.tokens.anew()).toBe('t1');
    expect(await place.tokens.current()).toBe('t1');
  });
});

describe('a token that is refused', () => {
  test('is replaced once; when the next one is refused too, no third is fetched for a while', async () => {
    const { tokens, pass } = world();
    await tokens.current();
    expect(await tokens.renewed('t1')).toBe('t2');
    expect(await tokens.renewed('t2')).toBeNull();
    pass(30_000);
    expect(await tokens.renewed('t2')).toBe('t3');
  });

  test('after one that was accepted is replaced at once', async () => {
    const { tokens } = world();
    await tokens.current();
    await tokens.renewed('t1');
    tokens.accepted('t2');
    expect(await tokens.renewed('t2')).toBe('t3');
  });

  test('and was replaced meanwhile by another request is not replaced again', async () => {
    const { tokens } = world();
    await tokens.current();
    await tokens.renewed('t1');
    expect(await tokens.renewed('t1')).toBe('t2');
  });
});
