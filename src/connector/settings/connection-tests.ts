import type { ConnectionStep } from '../../exchange/diagnosis.ts';
import { CONNECTION_STEPS } from '../../exchange/diagnosis.ts';
import type { EwsOptions } from '../../exchange/ews/index.ts';
import type { ConnectorParts } from '../parts.ts';
import { refusal } from '../refusal.ts';

/** Tests under way. */
export interface ConnectionTests {
  /**
   * @param key names the profile or account: one test of each at a time, since every wrong password counts
   * @param signsIn there are credentials; without, the test stops before it would show an empty user to the server
   * @throws ConnectorError `connection_test_running`
   */
  start(key: string, options: EwsOptions, how: { readonly signsIn: boolean }): AsyncIterable<ConnectionStep>;
}

const LONGEST_TEST_MS = 120_000;

/** @param longestMs after which a test that hangs is given up */
export function createConnectionTests(
  { diagnoseExchange }: Pick<ConnectorParts, 'diagnoseExchange'>,
  longestMs: number = LONGEST_TEST_MS,
): ConnectionTests {
  const running = new Set<string>();
  return {
    start: (key, options, { signsIn }) => {
      if (running.has(key)) {
        throw refusal('connection_test_running', 'this connection is being tested already');
      }
      running.add(key);
      const found = diagnoseExchange(options);
      return released(withinTime(signsIn ? found : beforeSignIn(found), longestMs), () => running.delete(key));
    },
  };
}

/** However the test ends: at its end, by an error, or because nobody listens any more. */
async function* released(steps: AsyncIterable<ConnectionStep>, release: () => void): AsyncGenerator<ConnectionStep> {
  try {
    yield* steps;
  } finally {
    release();
  }
}

async function* beforeSignIn(steps: AsyncIterable<ConnectionStep>): AsyncGenerator<ConnectionStep> {
  const signInAt = CONNECTION_STEPS.indexOf('signIn');
  for await (const step of steps) {
    yield step;
    if (CONNECTION_STEPS.indexOf(step.step) === signInAt - 1) break;
  }
  for (const step of CONNECTION_STEPS.slice(signInAt)) {
    yield skipped(step, 'no_credentials');
  }
}

/** Whatever hangs: the list of steps is always complete. */
async function* withinTime(steps: AsyncIterable<ConnectionStep>, longestMs: number): AsyncGenerator<ConnectionStep> {
  const iterator = steps[Symbol.asyncIterator]();
  const startedAt = Date.now();
  let count = 0;
  try {
    for (;;) {
      const next = await before(startedAt + longestMs, iterator.next());
      if (next === 'late') break;
      if (next.done === true) return;
      count += 1;
      yield next.value;
    }
  } finally {
    // Not awaited: what hangs would hang here too.
    void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
  for (const step of CONNECTION_STEPS.slice(count)) yield skipped(step, 'out_of_time');
}

function skipped(step: ConnectionStep['step'], code: string): ConnectionStep {
  return { step, state: 'skipped', code, details: {}, remedies: [], durationMs: 0 };
}

async function before<T>(deadline: number, work: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, deadline - Date.now()), 'late');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
