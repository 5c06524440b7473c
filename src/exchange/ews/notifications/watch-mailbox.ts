import { ConnectorError } from '../../../model/index.ts';
import type { WatchEvents, WatchWay } from '../../mailbox-watch.ts';
import type { Subscription } from '../operations/subscribe.ts';
import { subscribe } from '../operations/subscribe.ts';
import { unsubscribe } from '../operations/unsubscribe.ts';
import type { StreamingChannel } from '../soap/channel.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import type { ToldChange } from '../wire/notification.ts';
import { followStream } from './follow-stream.ts';
import { pollEvents } from './poll-events.ts';
import { isNoStream } from './refusals.ts';
import { unlessAborted } from './unless-aborted.ts';

/** A subscription that does not live so long is not renewed at once again. */
const SHORT_LIFE_MS = 30_000;
const MOST_SHORT_LIVES = 3;
/** Exchange allows 20 a mailbox, and keeps those that nobody ends for half an hour. */
const FAREWELL_MS = 1_500;

/**
 * Listens by streaming where the server has it, else by asking. See `WatchMailbox`.
 * @param onChanges is told what the server tells; `onHint` what it may have left out
 */
export async function watchMailbox(
  channel: StreamingChannel,
  folders: readonly FolderRef[],
  { onHint, onListening }: WatchEvents,
  onChanges: (changes: readonly ToldChange[]) => void,
  signal: AbortSignal,
): Promise<void> {
  let way: WatchWay = 'streaming';
  let shortLives = 0;
  while (!signal.aborted) {
    const begunAt = performance.now();
    const subscription = await unlessAborted(subscribed(channel, folders, way), signal);
    if (subscription === null) return;
    onListening(subscription.kind);
    // Nobody told what happened before.
    onHint();
    const listening =
      subscription.kind === 'streaming'
        ? followStream(channel, subscription.id, { onChanges, onHint }, signal)
        : pollEvents(channel, subscription, onChanges, signal);
    const end = await listening.catch(async (error: unknown) => {
      // The next watch makes another, and too many that nobody ends use up what the mailbox may have.
      await farewell(channel, subscription.id);
      throw error;
    });
    if (end !== 'lost') await farewell(channel, subscription.id);
    if (end === 'noStream') way = 'pull';
    shortLives = end === 'lost' && performance.now() - begunAt < SHORT_LIFE_MS ? shortLives + 1 : 0;
    if (shortLives === MOST_SHORT_LIVES) throw subscriptionLost();
  }
}

async function subscribed(
  channel: StreamingChannel,
  folders: readonly FolderRef[],
  way: WatchWay,
): Promise<Subscription> {
  try {
    return await subscribe(channel, folders, way);
  } catch (error) {
    if (way === 'pull' || !isNoStream(error)) throw error;
    return subscribe(channel, folders, 'pull');
  }
}

async function farewell(channel: StreamingChannel, id: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, FAREWELL_MS);
  });
  await Promise.race([unsubscribe(channel, id).catch(() => {}), limit]);
  clearTimeout(timer);
}

function subscriptionLost(): ConnectorError {
  return new ConnectorError({
    code: 'ErrorSubscriptionNotFound',
    disposition: 'retry',
    message: 'The server forgets each subscription at once.',
  });
}
