import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WatchEvents } from '../../exchange/mailbox-watch.ts';
import type { ExchangeSide } from '../../exchange/port.ts';
import type { Disposition } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type { AccountTarget } from '../account-target.ts';
import type { MailboxWatches } from './mailbox-watches.ts';
import { createMailboxWatches } from './mailbox-watches.ts';
import { MOST_AT_ONE_SERVER } from './watch-places.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Place {
  readonly watches: MailboxWatches;
  /** What the watches that are under way have been given, the newest last. */
  readonly begun: { readonly events: WatchEvents; readonly signal: AbortSignal; fail(error: Error): void }[];
  readonly hints: string[];
  readonly log: readonly string[];
}

/** One account `a`, and a mailbox that tells what the test says. */
function place(): Place {
  const begun: Place['begun'] = [];
  const hints: string[] = [];
  const lines: string[] = [];
  const said = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
  const side = {
    watch: (_itemTypes, events, signal) =>
      new Promise<void>((resolve, reject) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
        begun.push({ events, signal, fail: reject });
      }),
  } as Partial<ExchangeSide> as ExchangeSide;
  const target = {
    account: { id: 'a', synchronise: { contacts: true, appointments: true } },
    profile: { contacts: { synchronise: true }, appointments: { synchronise: true } },
  } as unknown as AccountTarget;
  const watches = createMailboxWatches({
    sides: { sideFor: () => side },
    log: { debug: said('debug'), info: said('info'), warn: said('warn'), error: said('error') },
    targetOf: async () => target,
    onHint: (id) => hints.push(id),
    onChange: () => {},
    random: () => 0.5,
  });
  watches.refresh(wanting('key'));
  return { watches, begun, hints, log: lines };
}

const wanting = (key: string, ids: readonly string[] = ['a']) => new Map(ids.map((id) => [id, { key, server: 's' }]));

function failure(code: string, disposition: Disposition): ConnectorError {
  return new ConnectorError({ code, disposition, message: code });
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('an account is watched', () => {
  test('only after a run has succeeded: a wrong password is never tried once more for it', async () => {
    const { watches, begun } = place();
    await pass(3_600_000);
    expect(begun).toHaveLength(0);
    watches.opened('a');
    await pass(0);
    expect(begun).toHaveLength(1);
    watches.opened('a');
    await pass(0);
    expect(begun).toHaveLength(1);
  });

  test('until a run is refused, and again when one succeeds', async () => {
    const { watches, begun } = place();
    watches.opened('a');
    await pass(0);
    begun[0]?.events.onListening('streaming');
    watches.letGo('a');
    await pass(3_600_000);
    expect(begun.map(({ signal }) => signal.aborted)).toEqual([true]);
    expect(watches.watchOf('a')).toEqual({ state: 'starting', reason: null });
    watches.opened('a');
    await pass(0);
    expect(begun).toHaveLength(2);
  });

  test('anew when anything of its connection changes, and not when nothing does', async () => {
    const { watches, begun } = place();
    watches.opened('a');
    await pass(0);
    watches.refresh(wanting('key'));
    expect(begun[0]?.signal.aborted).toBe(false);
    watches.refresh(wanting('another key'));
    expect(begun[0]?.signal.aborted).toBe(true);
    watches.opened('a');
    await pass(0);
    expect(begun).toHaveLength(2);
    watches.refresh(new Map());
    expect(watches.watchOf('a')).toEqual({ state: 'off', reason: null });
  });
});

describe('a server with more mailboxes than it is watched for', () => {
  test('has the others at the interval, which say so, until a place is left', async () => {
    const { watches, begun } = place();
    const ids = Array.from({ length: MOST_AT_ONE_SERVER + 1 }, (_, index) => `account ${index}`);
    watches.refresh(wanting('key', ids));
    for (const id of ids) watches.opened(id);
    // They are opened eight at a time.
    for (let open = 0; open < MOST_AT_ONE_SERVER; open += 1) {
      await pass(0);
      begun[open]?.events.onListening('streaming');
    }
    await pass(0);
    expect(begun).toHaveLength(MOST_AT_ONE_SERVER);
    const last = ids.at(-1) ?? '';
    expect(watches.watchOf(last)).toEqual({
      state: 'interval',
      reason: { code: 'watches_at_limit', disposition: 'backoff' },
    });
    watches.refresh(wanting('key', ids.slice(1)));
    await pass(0);
    begun.at(-1)?.events.onListening('streaming');
    expect(begun).toHaveLength(MOST_AT_ONE_SERVER + 1);
    expect(watches.watchOf(last)).toEqual({ state: 'streaming', reason: null });
  });
});

describe('what is heard', () => {
  test('starts a run at once, and then at most one every five seconds, the last change included', async () => {
    const { watches, begun, hints } = place();
    watches.opened('a');
    await pass(0);
    begun[0]?.events.onHint();
    expect(hints).toHaveLength(1);
    for (let i = 0; i < 40; i++) {
      await pass(250);
      begun[0]?.events.onHint();
    }
    expect(hints).toHaveLength(3);
    await pass(5_000);
    expect(hints).toHaveLength(4);
    await pass(60_000);
    expect(hints).toHaveLength(4);
  });

  test('is told as it is: at once, by asking, or at the interval with the reason', async () => {
    const { watches, begun } = place();
    watches.opened('a');
    await pass(0);
    begun[0]?.events.onListening('streaming');
    expect(watches.watchOf('a')).toEqual({ state: 'streaming', reason: null });
    begun[0]?.events.onListening('pull');
    expect(watches.watchOf('a')).toEqual({ state: 'pull', reason: null });
    begun[0]?.fail(failure('ErrorExceededSubscriptionCount', 'backoff'));
    await pass(0);
    const reason = { code: 'ErrorExceededSubscriptionCount', disposition: 'backoff' };
    expect(watches.watchOf('a')).toEqual({ state: 'interval', reason });
  });
});

describe('a watch that fails', () => {
  test('is tried again at growing intervals, and said once', async () => {
    const { watches, begun, log } = place();
    watches.opened('a');
    const pauses = [5_000, 10_000, 20_000, 40_000];
    for (const [index, pauseMs] of pauses.entries()) {
      await pass(0);
      begun[index]?.fail(failure('connection_refused', 'retry'));
      // A run that succeeds meanwhile does not hurry it.
      await pass(pauseMs - 1);
      watches.opened('a');
      await pass(0);
      expect(begun).toHaveLength(index + 1);
      await pass(1);
      expect(begun).toHaveLength(index + 2);
    }
    expect(log.filter((line) => line.startsWith('info'))).toEqual(['info: mailbox not watched']);
  });

  test('because nobody may watch shared folders is not tried before an hour is over', async () => {
    const { watches, begun } = place();
    watches.opened('a');
    await pass(0);
    begun[0]?.fail(failure('ErrorSubscriptionDelegateAccessNotSupported', 'halt'));
    await pass(3_599_000);
    watches.opened('a');
    expect(begun).toHaveLength(1);
    await pass(2_000);
    expect(begun).toHaveLength(2);
  });

  test('when the process ends is let go: nothing is left that could begin again', async () => {
    const { watches, begun } = place();
    watches.opened('a');
    await pass(0);
    begun[0]?.fail(failure('timeout', 'retry'));
    await pass(0);
    await watches.stop();
    await pass(3_600_000);
    expect(begun).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
