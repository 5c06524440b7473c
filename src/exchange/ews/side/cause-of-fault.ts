import { ConnectorError } from '../../../model/index.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import { itemPaths, itemShape } from '../mapping/item-shape.ts';
import { getItem } from '../operations/get-item.ts';
import { isUnexplained } from '../soap/bare-fault.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import type { Xml } from '../xml/write.ts';
import type { SideContext } from './side-context.ts';

/** Asks for all that the mapping reads, as far as the server tells it. */
export function askInFull(
  side: SideContext,
  kind: ItemKind,
  ids: readonly string[],
): Promise<readonly ResponseMessage[]> {
  return getItem(side.channel, ids, (version) => itemShape(itemPaths(kind, version, side.learnt)));
}

/**
 * What a fault without a code, in answer to a question for items, is about: one of the items, a property that the
 * server does not know, or the server's own trouble. It is found out by simpler questions.
 */
export async function causeOfFault(
  side: SideContext,
  kind: ItemKind,
  ids: readonly string[],
): Promise<'item' | 'question' | 'server'> {
  const ends = [...new Set([ids[0], ids.at(-1)])].flatMap((id) => id ?? []);
  const isAnswered = side.learnt.answersInFull.has(kind.itemType);
  if (isAnswered && ids.length === 1) return 'item';
  if (ids.length > 1) for (const id of ends) if (await answers(() => askInFull(side, kind, [id]))) return 'item';
  for (const id of ends) if (await answersAtAll(side, id)) return isAnswered ? 'item' : 'question';
  return 'server';
}

/** Whether the server tells of the item when no property is asked for. */
export function answersAtAll(side: SideContext, id: string): Promise<boolean> {
  const noProperties: readonly Xml[] = [];
  return answers(() => getItem(side.channel, [id], () => itemShape(noProperties)));
}

async function answers(question: () => Promise<unknown>): Promise<boolean> {
  try {
    await question();
    return true;
  } catch (error) {
    if (isUnexplained(error)) return false;
    if (error instanceof ConnectorError && error.disposition !== 'retry' && error.disposition !== 'backoff')
      return true;
    throw error;
  }
}
