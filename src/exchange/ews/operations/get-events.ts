import type { SoapChannel } from '../soap/channel.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import type { ToldChange } from '../wire/notification.ts';
import { changesIn } from '../wire/notification.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import type { XmlElement } from '../xml/element.ts';
import { findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';

export interface ToldEvents {
  readonly changes: readonly ToldChange[];
  /** To ask from next time. */
  readonly watermark: string;
  readonly more: boolean;
}

/** @throws ConnectorError `ErrorSubscriptionNotFound`, `ErrorExpiredSubscription` and others when it is lost */
export async function getEvents(channel: SoapChannel, id: string, watermark: string): Promise<ToldEvents> {
  const response = await channel.send({
    operation: 'GetEvents',
    writes: false,
    keepsServer: true,
    body: () =>
      xml`<m:GetEvents><m:SubscriptionId>${id}</m:SubscriptionId><m:Watermark>${watermark}</m:Watermark></m:GetEvents>`,
  });
  const [message] = readResponseMessages(response);
  if (message === undefined) throw answerError('response_incomplete', 'GetEvents was answered without a message.');
  if (message.class === 'error') throw errorOf(message);
  const next = lastWatermark(message.element) ?? watermark;
  const more = /^\s*(true|1)\s*$/i.test(findDescendant(message.element, 'MoreEvents')?.text ?? '');
  // Who promises more and does not move on is not asked for it.
  return { changes: changesIn(message.element), watermark: next, more: more && next !== watermark };
}

/** Every event carries the one up to itself; some servers leave it out. */
function lastWatermark(element: XmlElement): string | null {
  for (const child of element.children.toReversed()) {
    const inside = lastWatermark(child);
    if (inside !== null) return inside;
  }
  return element.name === 'Watermark' ? element.text.trim() || null : null;
}
