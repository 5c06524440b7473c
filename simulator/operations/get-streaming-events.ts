import { element, textElement } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { childOrThrow } from '../xml/read.ts';
import type { Operation, OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';
import { answerEach } from './response.ts';
import { subscriptionOf } from './subscription-of.ts';

/** The first of many answers: the stream is open. What follows is `notifications/event-stream.ts`. */
export const getStreamingEvents: Operation = (request, context) =>
  answerEach(request, [request], context, () => {
    assertStreaming(streamIds(request), context);
    return [textElement('m:ConnectionStatus', 'OK')];
  });

export function streamIds(request: ReceivedElement): readonly string[] {
  return childOrThrow(request, 'm:SubscriptionIds').children.map(({ text }) => text.trim());
}

export function streamMinutes(request: ReceivedElement): number {
  return Number(childOrThrow(request, 'm:ConnectionTimeout').text);
}

function assertStreaming(ids: readonly string[], context: OperationContext): void {
  for (const id of ids) {
    try {
      if (subscriptionOf(id, context).kind === 'streaming') continue;
      throw new ItemError('ErrorInvalidSubscription', 'The subscription is not valid for this request.');
    } catch (error) {
      if (!(error instanceof ItemError)) throw error;
      throw new ItemError(error.code, error.message, error.details, [
        element('m:ErrorSubscriptionIds', {}, [textElement('t:SubscriptionId', id)]),
        textElement('m:ConnectionStatus', 'Closed'),
      ]);
    }
  }
}
