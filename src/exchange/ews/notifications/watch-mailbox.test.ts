import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RunningSimulator, SimulatorOptions } from '../../../../simulator/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import type { Fields } from '../../../model/index.ts';
import { ConnectorError } from '../../../model/index.ts';
import type { WatchWay } from '../../mailbox-watch.ts';
import type { ExchangeSide } from '../../port.ts';
import type { EwsOptions } from '../index.ts';
import { connectEws } from '../index.ts';

const MARIO = 'mario.rossi@azienda.example';

interface Watching {
  readonly side: ExchangeSide;
  readonly ways: readonly WatchWay[];
  /** Hints so far. */
  hints(): number;
  stop(): void;
  /** How the watch ended. */
  readonly ended: Promise<unknown>;
}

async function exchange(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const simulator = await startSimulator(options);
  onTestFinished(() => simulator.close());
  return simulator;
}

function watching({ ewsUrl }: RunningSimulator, changes: Partial<EwsOptions> = {}): Watching {
  const side = connectEws({
    url: ewsUrl,
    mailbox: MARIO,
    credentials: { kind: 'password', user: 'mario.rossi', domain: 'AZIENDA', password: 'Rossi-2026' },
    access: 'own',
    signIn: 'ntlm',
    exchangeVersion: 'auto',
    tls: { certificateSha256: null, caPem: null },
    allowInsecureHttp: true,
    timeoutMs: 5_000,
    maxConnections: 2,
    ...changes,
  });
  onTestFinished(() => side.close());
  const ways: WatchWay[] = [];
  let hints = 0;
  const stopping = new AbortController();
  const ended = (
    side.watch?.(
      ['contacts', 'appointments'],
      {
        onHint: () => {
          hints += 1;
        },
        onListening: (way) => ways.push(way),
      },
      stopping.signal,
    ) ?? Promise.reject(new Error('no watch'))
  ).then(
    () => 'stopped',
    (error: unknown) => error,
  );
  return { side, ways, hints: () => hints, stop: () => stopping.abort(), ended };
}

async function until(condition: () => boolean, timeout = 8_000): Promise<void> {
  await vi.waitFor(() => expect(condition()).toBe(true), { timeout, interval: 10 });
}

/** Listening, and the hint for what happened before has come. */
async function listening(simulator: RunningSimulator, watch: Watching): Promise<number> {
  await until(() => watch.hints() > 0 && simulator.notifications.streams === 1);
  return watch.hints();
}

function count(simulator: RunningSimulator, operation: string): number {
  return simulator.requests.all().filter((request) => request.operation === operation).length;
}

describe('watching a mailbox over a stream', () => {
  it('tells of a new, a changed and a deleted item in each of the two folders, each within a second', async () => {
    const simulator = await exchange();
    const watch = watching(simulator);
    let told = await listening(simulator, watch);
    expect(watch.ways).toEqual(['streaming']);
    const mailbox = simulator.mailbox(MARIO);
    const heard = async () => {
      await until(() => watch.hints() > told, 1_000);
      told = watch.hints();
    };
    const contact = mailbox.add('contacts', 'Contact', { GivenName: 'Anna' });
    await heard();
    mailbox.change(contact.id, { GivenName: 'Anna Maria' });
    await heard();
    mailbox.delete(contact.id, 'MoveToDeletedItems');
    await heard();
    mailbox.add('calendar', 'CalendarItem', {
      Subject: 'Riunione',
      Start: '2026-11-26T09:00:00Z',
      End: '2026-11-26T10:00:00Z',
    });
    await heard();
    watch.stop();
    expect(await watch.ended).toBe('stopped');
  });

  it('tells nothing of what the same side writes, and still what another one does at that time', async () => {
    const simulator = await exchange();
    const watch = watching(simulator);
    const told = await listening(simulator, watch);
    const { side } = watch;
    const create = { stamp: 'abcdefgh', addCategories: ['CRM'], uid: null };
    const fields = { name: { givenName: 'Anna', surname: 'Verdi' } } as unknown as Fields;
    const [made] = await side.create('contacts', [{ ...create, fields }]);
    if (made?.kind !== 'done') throw new Error(`not made: ${JSON.stringify(made)}`);
    const update = { ref: made.ref, changes: {}, categories: ['CRM', 'Clienti'], stamp: null };
    const [changed] = await side.update('contacts', [update], 'neverOverwrite');
    if (changed?.kind !== 'done') throw new Error(`not changed: ${JSON.stringify(changed)}`);
    await side.delete('contacts', [changed.ref], 'deletedItems');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(watch.hints()).toBe(told);

    await side.create('contacts', [{ ...create, fields }]);
    simulator.mailbox(MARIO).add('contacts', 'Contact', { GivenName: 'Bruno' });
    await until(() => watch.hints() > told, 1_500);
  });

  it('tells what becomes of an item that was to be deleted and stayed, because somebody had changed it', async () => {
    const simulator = await exchange();
    const watch = watching(simulator);
    await listening(simulator, watch);
    const mailbox = simulator.mailbox(MARIO);
    const { id } = mailbox.add('contacts', 'Contact', { GivenName: 'Anna' });
    const [read] = await watch.side.read('contacts', [id]);
    const changeKey = read?.kind === 'found' ? read.item.changeKey : null;
    mailbox.change(id, { GivenName: 'Anna Maria' });
    expect(await watch.side.delete('contacts', [{ id, changeKey }], 'permanent')).toMatchObject([{ kind: 'conflict' }]);
    // What happened until here is told within this time.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const told = watch.hints();
    mailbox.change(id, { GivenName: 'Annamaria' });
    await until(() => watch.hints() > told, 2_000);
  });

  it('costs a few requests to begin and none while nothing happens', async () => {
    const simulator = await exchange({ streamTimes: { heartbeatMs: 50 } });
    const watch = watching(simulator);
    const told = await listening(simulator, watch);
    // Those of the sign-in, the question for the version, the subscription; the stream has not ended yet.
    expect(simulator.requests.all().map(({ operation }) => operation)).toEqual([null, 'GetFolder', 'Subscribe']);
    simulator.requests.clear();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(simulator.requests.all()).toEqual([]);
    expect(watch.hints()).toBe(told);
  });

  it('says goodbye: nothing of it is left on the server', async () => {
    const simulator = await exchange();
    const watch = watching(simulator);
    await listening(simulator, watch);
    expect(simulator.notifications.subscriptions).toBe(1);
    watch.stop();
    expect(await watch.ended).toBe('stopped');
    expect(simulator.notifications.subscriptions).toBe(0);
    await until(() => simulator.notifications.streams === 0);
  });

  it('says goodbye as well when it fails: the next one begins with what a mailbox may have', async () => {
    const simulator = await exchange();
    simulator.faults.inject({
      fault: { kind: 'itemError', code: 'ErrorAccessDenied' },
      operation: 'GetStreamingEvents',
    });
    expect(await watching(simulator).ended).toMatchObject({ code: 'ErrorAccessDenied' });
    expect(simulator.notifications.subscriptions).toBe(0);
  });

  it('ends at once where a server does not answer whoever asks to be told', async () => {
    const simulator = await exchange();
    simulator.faults.inject({ fault: { kind: 'hang' }, operation: 'Subscribe' });
    const watch = watching(simulator);
    // What hangs is not in the list yet; it goes out right behind this one.
    await until(() => count(simulator, 'GetFolder') === 1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const startedAt = performance.now();
    watch.stop();
    expect(await watch.ended).toBe('stopped');
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('listens again on the same subscription when a connection is cut, and looks at what may have passed', async () => {
    const simulator = await exchange();
    const watch = watching(simulator);
    const told = await listening(simulator, watch);
    simulator.notifications.cut();
    await until(() => watch.hints() > told && simulator.notifications.streams === 1);
    expect(count(simulator, 'Subscribe')).toBe(1);
    const before = watch.hints();
    simulator.mailbox(MARIO).add('contacts', 'Contact', { GivenName: 'Anna' });
    await until(() => watch.hints() > before, 1_000);
  });

  it('makes another subscription when the server has lost it, and looks at what may have passed', async () => {
    const simulator = await exchange();
    const watch = watching(simulator);
    const told = await listening(simulator, watch);
    simulator.notifications.lose();
    await until(() => watch.hints() > told && simulator.notifications.subscriptions === 1);
    expect(watch.ways).toEqual(['streaming', 'streaming']);
    await until(() => simulator.notifications.streams === 1);
    const before = watch.hints();
    simulator.mailbox(MARIO).add('contacts', 'Contact', { GivenName: 'Anna' });
    await until(() => watch.hints() > before, 1_000);
  });

  it('gives up on a server that loses each subscription at once', async () => {
    const simulator = await exchange();
    simulator.faults.inject({
      fault: { kind: 'itemError', code: 'ErrorSubscriptionNotFound' },
      operation: 'GetStreamingEvents',
      times: Number.POSITIVE_INFINITY,
    });
    const error = await watching(simulator).ended;
    expect(error).toBeInstanceOf(ConnectorError);
    expect(error).toMatchObject({ code: 'ErrorSubscriptionNotFound', disposition: 'retry' });
    expect(count(simulator, 'Subscribe')).toBe(3);
  });
});

describe('watching a mailbox by asking', () => {
  it.each(['Exchange2007_SP1', 'Exchange2010'] as const)(
    'does so on %s, which has no streams',
    async (exchangeVersion) => {
      const simulator = await exchange({ exchangeVersion });
      const watch = watching(simulator);
      await until(() => watch.hints() > 0);
      expect(watch.ways).toEqual(['pull']);
      simulator.mailbox(MARIO).add('contacts', 'Contact', { GivenName: 'Anna' });
      await until(() => watch.hints() > 1, 12_000);
      expect(count(simulator, 'GetEvents')).toBe(1);
    },
  );

  it('does so where streams are cut each time they are opened', async () => {
    const simulator = await exchange();
    simulator.faults.inject({
      fault: { kind: 'drop', when: 'beforeCommit' },
      operation: 'GetStreamingEvents',
      times: Number.POSITIVE_INFINITY,
    });
    const watch = watching(simulator);
    await until(() => watch.ways.length === 2);
    expect(watch.ways).toEqual(['streaming', 'pull']);
    expect(simulator.notifications.subscriptions).toBe(1);
  });

  it('does so where the account has as many streams as it may', async () => {
    const simulator = await exchange();
    simulator.faults.inject({
      fault: { kind: 'itemError', code: 'ErrorExceededConnectionCount' },
      operation: 'GetStreamingEvents',
    });
    const watch = watching(simulator);
    await until(() => watch.ways.length === 2);
    expect(watch.ways).toEqual(['streaming', 'pull']);
  });
});

describe('a mailbox that cannot be watched', () => {
  it('is one that is opened with folder rights: Exchange is not even asked', async () => {
    const simulator = await exchange();
    const error = await watching(simulator, { access: 'delegateFolders' }).ended;
    expect(error).toMatchObject({ code: 'ErrorSubscriptionDelegateAccessNotSupported', disposition: 'halt' });
    expect(simulator.requests.all()).toEqual([]);
  });

  it('is one whose server refuses further subscriptions', async () => {
    const simulator = await exchange();
    simulator.faults.inject({
      fault: { kind: 'itemError', code: 'ErrorExceededSubscriptionCount' },
      operation: 'Subscribe',
      times: Number.POSITIVE_INFINITY,
    });
    expect(await watching(simulator).ended).toMatchObject({
      code: 'ErrorExceededSubscriptionCount',
      disposition: 'backoff',
    });
  });
});
