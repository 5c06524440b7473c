import type { Subscription } from '../notifications/subscription.ts';
import type { OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';

/** @throws ItemError when it is unknown, ended, or somebody else's */
export function subscriptionOf(id: string, { organisation, actor }: OperationContext): Subscription {
  const found = organisation.subscriptions.find(id);
  if (found === undefined) throw new ItemError('ErrorSubscriptionNotFound', 'The subscription was not found.');
  if (found.owner !== actor.smtp) {
    throw new ItemError(
      'ErrorSubscriptionAccessDenied',
      'Access is denied. Only the subscription owner may access it.',
    );
  }
  return found;
}
