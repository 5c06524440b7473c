import type { SoapChannel } from '../soap/channel.ts';
import { isAtLeast } from '../soap/channel.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import { folderIdElement } from '../wire/folder-ref.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';
import { unsubscribe } from './unsubscribe.ts';

export type Subscription =
  /** Since Exchange 2010 SP1. */
  | { readonly kind: 'streaming'; readonly id: string }
  | { readonly kind: 'pull'; readonly id: string; readonly watermark: string };

const EVENT_TYPES = xml`<t:EventTypes><t:EventType>CopiedEvent</t:EventType><t:EventType>CreatedEvent</t:EventType><t:EventType>DeletedEvent</t:EventType><t:EventType>ModifiedEvent</t:EventType><t:EventType>MovedEvent</t:EventType></t:EventTypes>`;

/** Minutes until the server forgets a subscription that nobody asks. */
const KEPT_MINUTES = 10;

/**
 * Asks to be told of changes in folders of one mailbox. It is no write: one that is sent twice leaves a subscription
 * behind, which ends by itself.
 * @param wanted `pull` is made of `streaming` where the version has none
 * @throws ConnectorError `ErrorSubscriptionDelegateAccessNotSupported`, `ErrorExceededSubscriptionCount` and others
 */
export async function subscribe(
  channel: SoapChannel,
  folders: readonly FolderRef[],
  wanted: Subscription['kind'],
): Promise<Subscription> {
  const folderIds = xml`<t:FolderIds>${folders.map(folderIdElement)}</t:FolderIds>`;
  let kind: Subscription['kind'] = wanted;
  const response = await channel.send({
    operation: 'Subscribe',
    writes: false,
    keepsServer: true,
    body: (version) => {
      kind = wanted === 'streaming' && isAtLeast(version, 'Exchange2010_SP1') ? 'streaming' : 'pull';
      return kind === 'streaming'
        ? xml`<m:Subscribe><m:StreamingSubscriptionRequest>${folderIds}${EVENT_TYPES}</m:StreamingSubscriptionRequest></m:Subscribe>`
        : xml`<m:Subscribe><m:PullSubscriptionRequest>${folderIds}${EVENT_TYPES}<t:Timeout>${KEPT_MINUTES}</t:Timeout></m:PullSubscriptionRequest></m:Subscribe>`;
    },
  });
  const [message] = readResponseMessages(response);
  if (message === undefined) throw answerError('response_incomplete', 'Subscribe was answered without a message.');
  if (message.class === 'error') throw errorOf(message);
  const id = findDescendant(message.element, 'SubscriptionId')?.text.trim() ?? '';
  const watermark = findDescendant(message.element, 'Watermark')?.text.trim() ?? '';
  if (id === '') throw answerError('response_incomplete', 'Subscribe was answered without a subscription.');
  if (kind === 'streaming') return { kind, id };
  if (watermark === '') {
    // The schema wants one in every question, so nothing can be asked; what nobody asks uses up the mailbox's allowance.
    await unsubscribe(channel, id).catch(() => {});
    throw answerError('response_incomplete', 'Subscribe was answered without a watermark.');
  }
  return { kind, id, watermark };
}
