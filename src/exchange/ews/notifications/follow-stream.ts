import { getStreamingEvents } from '../operations/get-streaming-events.ts';
import type { StreamingChannel } from '../soap/channel.ts';
import type { ToldChange } from '../wire/notification.ts';
import { isBroken, isLost, isNoStream } from './refusals.ts';

/** `noStream`: refused, or held back on the way. `lost`: the subscription is gone. */
export type StreamEnd = 'aborted' | 'lost' | 'noStream';

export interface StreamEvents {
  readonly onChanges: (changes: readonly ToldChange[]) => void;
  /** Something may have been missed. */
  readonly onHint: () => void;
}

/** A connection that was open for so long was good. */
const GOOD_MS = 10_000;
const MOST_BAD_ONES = 3;

/**
 * Listens on one connection after the other, until there is a reason to stop. Connections that end at once, and those
 * that never carry anything, mean a proxy that does not let streams through.
 * @throws ConnectorError for what is wrong with more than the stream
 */
export async function followStream(
  channel: StreamingChannel,
  id: string,
  { onChanges, onHint }: StreamEvents,
  signal: AbortSignal,
): Promise<StreamEnd> {
  let badOnes = 0;
  while (badOnes < MOST_BAD_ONES) {
    const begunAt = performance.now();
    let carriedAny = false;
    const onAnswer = (changes: readonly ToldChange[]) => {
      carriedAny = true;
      onChanges(changes);
    };
    try {
      await getStreamingEvents(channel, id, onAnswer, signal);
    } catch (error) {
      if (signal.aborted) return 'aborted';
      if (isLost(error)) return 'lost';
      if (isNoStream(error)) return 'noStream';
      if (!isBroken(error)) throw error;
      // The subscription has kept what happened meanwhile, if the server is still the same one.
      onHint();
    }
    if (signal.aborted) return 'aborted';
    // Exchange says at once that it listens; what is held back is held back until the connection ends.
    const wasGood = carriedAny && performance.now() - begunAt >= GOOD_MS;
    badOnes = wasGood ? 0 : badOnes + 1;
  }
  return 'noStream';
}
