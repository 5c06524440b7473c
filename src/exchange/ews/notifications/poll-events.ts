import { setTimeout as sleep } from 'node:timers/promises';
import { getEvents } from '../operations/get-events.ts';
import type { SoapChannel } from '../soap/channel.ts';
import type { ToldChange } from '../wire/notification.ts';
import { isLost } from './refusals.ts';

export const POLL_MS = 10_000;

/**
 * Asks a pull subscription again and again.
 * @throws ConnectorError for what is wrong with more than the subscription
 */
export async function pollEvents(
  channel: SoapChannel,
  subscription: { readonly id: string; readonly watermark: string },
  onChanges: (changes: readonly ToldChange[]) => void,
  signal: AbortSignal,
): Promise<'aborted' | 'lost'> {
  let { watermark } = subscription;
  let isBehind = false;
  for (;;) {
    // Unreferenced: nobody keeps a process alive to listen.
    if (!isBehind) await sleep(POLL_MS, undefined, { signal, ref: false }).catch(() => {});
    if (signal.aborted) return 'aborted';
    try {
      const told = await getEvents(channel, subscription.id, watermark);
      onChanges(told.changes);
      watermark = told.watermark;
      isBehind = told.more;
    } catch (error) {
      if (isLost(error)) return 'lost';
      throw error;
    }
  }
}
