import { eventNode, readWatermark, watermark } from '../notifications/event-nodes.ts';
import { element, textElement } from '../xml/node.ts';
import { childOrThrow } from '../xml/read.ts';
import type { Operation } from './context.ts';
import { ItemError } from './item-error.ts';
import { answerEach } from './response.ts';
import { subscriptionOf } from './subscription-of.ts';

const MOST_EVENTS = 50;

/** What happened since a watermark. What lies before it has been received, and is forgotten. */
export const getEvents: Operation = (request, context) =>
  answerEach(request, [request], context, () => {
    const subscription = subscriptionOf(childOrThrow(request, 'm:SubscriptionId').text, context);
    if (subscription.kind !== 'pull') {
      throw new ItemError('ErrorInvalidSubscription', 'The subscription is not valid for this request.');
    }
    const text = childOrThrow(request, 'm:Watermark').text;
    const after = readWatermark(text);
    if (after === undefined || after < subscription.delivered) {
      throw new ItemError('ErrorInvalidWatermark', 'Watermark is invalid.');
    }
    subscription.expiresAt = Date.now() + subscription.timeoutMs;
    const { queue, mailbox, id } = subscription;
    queue.splice(0, queue.filter(({ number }) => number <= after).length);
    subscription.delivered = after;
    const events = queue.slice(0, MOST_EVENTS);
    const told =
      events.length > 0
        ? events.map((event) => eventNode(event, mailbox, true))
        : [element('t:StatusEvent', {}, [textElement('t:Watermark', watermark(after))])];
    return [
      element('m:Notification', {}, [
        textElement('t:SubscriptionId', id),
        textElement('t:PreviousWatermark', text.trim()),
        textElement('t:MoreEvents', String(queue.length > events.length)),
        ...told,
      ]),
    ];
  });
