import { describe, expect, it } from 'vitest';
import type { CircuitBreaker, RunEnd } from './circuit-breaker.ts';
import {
  beginTrial,
  CLOSED_BREAKER,
  knownBefore,
  noteEnd,
  permissionOf,
  scopesWith,
  tryNow,
} from './circuit-breaker.ts';

const MINUTE = 60_000;
const WELL: RunEnd = { kind: 'well' };
const UNCLEAR: RunEnd = { kind: 'unclear' };
const failed = (error = 'internal_error'): RunEnd => ({ kind: 'failed', error });

/** The breaker of one server, as its scopes end one run after the other. */
function serverOf(all: number) {
  let breaker: CircuitBreaker = CLOSED_BREAKER;
  let nowMs = 0;
  const server = {
    get breaker() {
      return breaker;
    },
    get nextTry() {
      return breaker.stop === null ? null : (breaker.stop.nextTryMs - nowMs) / MINUTE;
    },
    pass: (minutes: number) => {
      nowMs += minutes * MINUTE;
      return server;
    },
    end: (scopeId: string, end: RunEnd) => {
      breaker = noteEnd(breaker, { scopeId, end, nowMs, all });
      return server;
    },
    known: (scopeId: string, error: string | null) => {
      breaker = knownBefore(breaker, scopeId, error);
      return server;
    },
    may: (scopeId: string) => permissionOf(breaker, scopeId, nowMs),
    begin: (scopeId: string) => {
      breaker = beginTrial(breaker, scopeId, nowMs);
      return server;
    },
    tryNow: () => {
      breaker = tryNow(breaker, nowMs);
      return server;
    },
    /** Three scopes that fail as nobody did before. */
    stop: () => server.end('a', failed()).end('b', failed()).end('c', failed()),
  };
  return server;
}

describe('a server of which mailboxes begin to fail', () => {
  it('goes on after two, and is stopped by the third', () => {
    const server = serverOf(10).end('a', failed()).end('b', failed());
    expect(server.may('z')).toEqual({ kind: 'go' });
    server.pass(9).end('c', failed());
    expect(server.may('z')).toEqual({ kind: 'wait', waitMs: 5 * MINUTE });
    expect(server.breaker.stop).toMatchObject({ error: 'internal_error', sinceMs: 9 * MINUTE });
    expect(scopesWith(server.breaker)).toBe(3);
  });

  it('is stopped by more than one in twenty where it has many', () => {
    const server = serverOf(80).stop().end('d', failed());
    expect(server.may('z')).toEqual({ kind: 'go' });
    expect(server.end('e', failed()).may('z').kind).toBe('wait');
  });

  it('goes on while nobody knows how many it has', () => {
    expect(serverOf(0).stop().may('z')).toEqual({ kind: 'go' });
  });

  it('goes on where they fail in different ways', () => {
    const server = serverOf(10).end('a', failed('one')).end('b', failed('two')).end('c', failed('three'));
    expect(server.may('z')).toEqual({ kind: 'go' });
  });

  it('goes on where the same ones fail again and again', () => {
    const server = serverOf(10).end('a', failed()).end('a', failed()).end('a', failed()).end('b', failed());
    expect(server.may('z')).toEqual({ kind: 'go' });
  });

  it('goes on where they began to fail more than ten minutes apart', () => {
    const server = serverOf(10).end('a', failed()).pass(5).end('a', failed()).pass(5);
    expect(server.end('b', failed()).end('c', failed()).may('z')).toEqual({ kind: 'go' });
    expect(server.end('d', failed()).may('z').kind).toBe('wait');
  });

  it('goes on where they had that error before this program was started', () => {
    const server = serverOf(10).known('a', 'internal_error').known('b', null).stop();
    expect(server.may('z')).toEqual({ kind: 'go' });
    expect(server.end('d', failed()).may('z').kind).toBe('wait');
    expect(server.known('d', null).breaker.scopes.get('d')?.error).toBe('internal_error');
  });

  it('is stopped by one that has failed in that way before, and was well since', () => {
    const server = serverOf(10).known('a', 'internal_error').end('a', WELL).stop();
    expect(server.may('z').kind).toBe('wait');
  });

  it('takes what says nothing for nothing', () => {
    const server = serverOf(10).end('a', failed()).end('a', UNCLEAR).end('a', failed()).end('b', failed());
    expect(server.may('z')).toEqual({ kind: 'go' });
    expect(server.end('c', UNCLEAR).may('z')).toEqual({ kind: 'go' });
  });
});

describe('a server that is stopped', () => {
  it('lets those go on that have the error: they wait by themselves, and prove most', () => {
    const server = serverOf(10).stop();
    expect(server.may('a')).toEqual({ kind: 'go' });
    expect(server.end('d', failed('another')).may('d').kind).toBe('wait');
  });

  it('lets one of the others try after five minutes, and only one', () => {
    const server = serverOf(10).stop().pass(4);
    expect(server.may('x')).toEqual({ kind: 'wait', waitMs: MINUTE });
    server.pass(1);
    expect(server.may('x')).toEqual({ kind: 'trial' });
    server.begin('x').pass(1);
    expect(server.may('y')).toEqual({ kind: 'wait', waitMs: 9 * MINUTE });
  });

  it('goes on when that one is well', () => {
    const server = serverOf(10).stop().pass(5).begin('x').end('x', WELL);
    expect(server.may('y')).toEqual({ kind: 'go' });
    expect(scopesWith(server.breaker)).toBe(0);
  });

  it('waits twice as long when that one fails too, up to an hour', () => {
    const server = serverOf(10).stop();
    const pauses = ['x', 'y', 'v', 'w', 'u'].map((scope) => {
      server
        .pass(server.nextTry ?? 0)
        .begin(scope)
        .end(scope, failed());
      return server.nextTry;
    });
    expect(pauses).toEqual([10, 20, 40, 60, 60]);
    expect(scopesWith(server.breaker)).toBe(8);
  });

  it('lets the next one try at once when the first learned nothing, or failed for another reason', () => {
    for (const end of [UNCLEAR, failed('connection_refused')]) {
      const server = serverOf(10).stop().pass(5).begin('x').pass(2).end('x', end);
      expect(server.may('y')).toEqual({ kind: 'trial' });
      server.begin('y').end('y', failed());
      expect(server.nextTry).toBe(10);
    }
  });

  it('lets another one try when the first tells nothing for ten minutes', () => {
    const server = serverOf(10).stop().pass(5).begin('x').pass(9);
    expect(server.may('y')).toEqual({ kind: 'wait', waitMs: MINUTE });
    expect(server.pass(1).may('y')).toEqual({ kind: 'trial' });
  });

  it('goes on when one that had the error is well', () => {
    expect(serverOf(10).stop().pass(1).end('b', WELL).may('z')).toEqual({ kind: 'go' });
  });

  it('does not go on for one that was well all the time, and did not try', () => {
    expect(serverOf(10).end('x', WELL).stop().pass(1).end('x', WELL).may('z').kind).toBe('wait');
    expect(serverOf(10).stop().pass(6).begin('x').end('y', WELL).may('z').kind).toBe('wait');
  });

  it('does not wait longer for those that have the error and go on having it', () => {
    const server = serverOf(10).stop().pass(1).end('a', failed()).end('d', failed());
    expect(server.nextTry).toBe(4);
    expect(server.breaker.stop?.trial).toBeNull();
  });

  it('lets one try at once when an administrator asks for it', () => {
    const server = serverOf(10).stop().pass(1).tryNow();
    expect(server.may('x')).toEqual({ kind: 'trial' });
    server.begin('x').end('x', failed());
    expect(server.nextTry).toBe(10);
    server.pass(10).begin('y').pass(1).tryNow();
    expect(server.may('v')).toEqual({ kind: 'trial' });
  });

  it('is nothing to try or to begin where it is not stopped', () => {
    expect(serverOf(10).tryNow().begin('x').breaker).toEqual(CLOSED_BREAKER);
  });
});

describe('a server that was stopped', () => {
  it('is not stopped again by those that have the error still', () => {
    const server = serverOf(10).stop().pass(5).begin('x').end('x', WELL).stop();
    expect(server.may('z')).toEqual({ kind: 'go' });
  });

  it('is stopped by others that meet it within the hour, and for longer than before', () => {
    const again = (minutes: number) =>
      serverOf(10)
        .stop()
        .pass(5)
        .begin('x')
        .end('x', WELL)
        .pass(minutes)
        .end('e', failed())
        .end('f', failed())
        .end('g', failed());
    expect(again(59).nextTry).toBe(10);
    expect(again(60).nextTry).toBe(5);
  });

  it('waits for an hour at most', () => {
    const server = serverOf(100);
    let scope = 0;
    const pauses = Array.from({ length: 6 }, () => {
      for (let count = 0; count < 6; count += 1) server.end(`s${(scope += 1)}`, failed());
      const pause = server.nextTry;
      server
        .pass(pause ?? 0)
        .begin('x')
        .end('x', WELL);
      return pause;
    });
    expect(pauses).toEqual([5, 10, 20, 40, 60, 60]);
  });
});
