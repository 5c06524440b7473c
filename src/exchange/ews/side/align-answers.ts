import { itemOf } from '../operations/get-item.ts';
import { readItemId } from '../wire/item-id.ts';
import type { ResponseMessage } from '../wire/response-message.ts';

/**
 * Which answer is about which item. They stand in the order of the questions; where the items that came say
 * otherwise, or some are lacking, only answers that name their item are believed.
 * @param known ids of all items that may be spoken of, where the question is one of several
 */
export function align(
  ids: readonly string[],
  messages: readonly ResponseMessage[],
  known: ReadonlySet<string> = new Set(ids),
): readonly (ResponseMessage | undefined)[] {
  const named = messages.map((message) => readItemId(itemOf(message))?.id ?? null);
  // An id in another spelling than it was asked with names nothing that we know, and proves nothing.
  const isShuffled = named.some((id, index) => id !== null && id !== ids[index] && known.has(id));
  if (messages.length >= ids.length && !isShuffled) return ids.map((_, index) => messages[index]);
  return ids.map((id) => messages[named.indexOf(id)]);
}
