import { errorFromResponseCode } from '../errors/index.ts';
import type { StreamingChannel } from '../soap/channel.ts';
import { errorOf } from '../wire/item-error.ts';
import type { ToldChange } from '../wire/notification.ts';
import { changesIn } from '../wire/notification.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';

/** Below the half hour that is the most: proxies end a connection at exactly that time. */
const CONNECTION_MINUTES = 29;
/** Exchange gives a sign of life every 45 seconds. Who stays silent for two of them and some is gone. */
const SILENCE_MS = 100_000;

/**
 * Listens until the server ends the connection, which it does after half an hour.
 * @param onAnswer is told each answer; a sign of life brings no change
 * @throws ConnectorError `ErrorSubscriptionNotFound` and others when it is lost; `timeout`, `connection_reset`,
 * `response_truncated` when the connection is; `channel_closed` when `signal` is aborted
 */
export async function getStreamingEvents(
  channel: StreamingChannel,
  id: string,
  onAnswer: (changes: readonly ToldChange[]) => void,
  signal: AbortSignal,
): Promise<void> {
  await channel.stream(
    {
      operation: 'GetStreamingEvents',
      writes: false,
      keepsServer: true,
      body: () =>
        xml`<m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>${id}</t:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>${CONNECTION_MINUTES}</m:ConnectionTimeout></m:GetStreamingEvents>`,
    },
    (content) => {
      const failed = readResponseMessages(content).find((message) => message.class === 'error');
      if (failed !== undefined) throw errorOf(failed);
      // Seen in answers that call themselves a success.
      if (findDescendant(content, 'ErrorSubscriptionIds') !== undefined) {
        throw errorFromResponseCode('ErrorSubscriptionNotFound');
      }
      onAnswer(changesIn(content));
    },
    { silenceMs: SILENCE_MS, signal },
  );
}
