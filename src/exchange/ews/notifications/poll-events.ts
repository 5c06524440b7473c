import { setTimeout as sleep } from 'node:timers/promises';
import { getEvents } from '../operations/get-events.ts';
import type { SoapChannel } from '../soap/channel.ts';
import type { ToldChange } from '../wire/notification.ts';
import { isLost } from './refusals.ts';
import { unlessAborted } from './unless-aborted.ts';

export const POLL_MS = 10_000;
/** Answers that say there is more, each fetched at once. They are hints: whoever has more than these gets the same run. */
const MOST_AT_ONCE = 20;

/**
 * Asks a pull subscription again and again.
 * @throws ConnectorError for what is wrong with more than the subscription
 */
export async function pollEvents(
  channel: SoapChannel,
  subscription: { readonly id: string; readonly watermark: string },
  onChanges: (changes: readonly ToldChange[]) => void,
  signal: AbortSignal,
  pollMs: number = POLL_MS,
): Promise<'aborted' | 'lost'> {
  let { watermark } = subscription;
  let atOnce = 0;
  for (;;) {
    // Unreferenced: nobody keeps a process alive to listen.
    if (atOnce === 0) await sleep(pollMs, undefined, { signal, ref: false }).catch(() => {});
    if (signal.aborted) return 'aborted';
    try {
      const told = await unlessAborted(getEvents(channel, subscription.id, watermark), signal);
      if (told === null) return 'aborted';
      onChanges(told.changes);
      watermark = told.watermark;
      atOnce = told.more && atOnce < MOST_AT_ONCE ? atOnce + 1 : 0;
    } catch (error) {
      if (isLost(error)) return 'lost';
      throw error;
    }
  }
}
