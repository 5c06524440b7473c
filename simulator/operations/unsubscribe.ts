import { childOrThrow } from '../xml/read.ts';
import type { Operation } from './context.ts';
import { answerEach } from './response.ts';
import { subscriptionOf } from './subscription-of.ts';

export const unsubscribe: Operation = (request, context) =>
  answerEach(request, [childOrThrow(request, 'm:SubscriptionId')], context, ({ text }) => {
    context.organisation.subscriptions.remove(subscriptionOf(text, context).id);
    return [];
  });
