import type { ItemKind } from '../mapping/item-kind.ts';
import { itemPaths, itemShape } from '../mapping/item-shape.ts';
import { getItem } from '../operations/get-item.ts';
import { isUnexplained } from '../soap/bare-fault.ts';
import type { Xml } from '../xml/write.ts';
import { isRefusedProperty, refusesProperty } from './refused-property.ts';
import type { SideContext } from './side-context.ts';

/** A server that knows half of the properties only is asked this often; one that lacks a few, far less. */
const MOST_QUESTIONS = 80;

/**
 * Finds out which properties a server does not know, when it refuses the whole question because of them, by asking
 * for ever smaller parts. Nothing is concluded when it refuses the item without any property, too.
 * @param code what the whole question was refused with
 * @returns whether some were found; they stand in `side.learnt.refusedPaths` from now on
 */
export async function findRefusedPaths(side: SideContext, kind: ItemKind, id: string, code: string): Promise<boolean> {
  let questions = 0;
  const isRefused = async (paths: readonly Xml[]): Promise<boolean> => {
    questions += 1;
    try {
      const [message] = await getItem(side.channel, [id], () => itemShape(paths));
      return message?.class === 'error' && refusesProperty(message.code);
    } catch (error) {
      if (isRefusedProperty(error) || isUnexplained(error)) return true;
      throw error;
    }
  };
  const search = async (paths: readonly Xml[]): Promise<readonly string[]> => {
    if (paths.length === 0 || questions > MOST_QUESTIONS || !(await isRefused(paths))) return [];
    if (paths.length === 1) return paths.map(({ markup }) => markup);
    const half = Math.ceil(paths.length / 2);
    return [...(await search(paths.slice(0, half))), ...(await search(paths.slice(half)))];
  };
  if (await isRefused([])) return false;
  const refused = await search(itemPaths(kind, side.channel.version, side.learnt));
  for (const markup of refused) side.learnt.refusedPaths.set(markup, code);
  return refused.length > 0 && questions <= MOST_QUESTIONS;
}
