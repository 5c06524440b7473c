import type { ExchangeCreate, ExchangeItemRef } from '../../port.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import { extendedPath, STAMP } from '../wire/extended-property.ts';
import { isOneOf } from '../wire/restriction.ts';
import { folderRef } from './in-folder.ts';
import { searchFolder } from './search-folder.ts';
import type { SideContext } from './side-context.ts';

/**
 * Looks by their stamps for items that the server says it made, without telling under which ids.
 * @returns in the order of `items`; `null` where none was found, or more than one
 */
export async function findMadeItems(
  side: SideContext,
  kind: ItemKind,
  items: readonly Pick<ExchangeCreate, 'stamp'>[],
): Promise<readonly (ExchangeItemRef | null)[]> {
  const stamps = items.flatMap(({ stamp }) => stamp ?? []);
  if (stamps.length === 0) return items.map(() => null);
  const restriction = isOneOf(extendedPath(STAMP), stamps);
  const folder = folderRef(side, kind.folder);
  const located = await searchFolder(side, kind, folder, 'synchronised', { by: 'stamp', restriction });
  return items.map(({ stamp }) => {
    const [made, ...more] = located.filter((one) => one.stamp !== null && one.stamp === stamp?.toLowerCase());
    return made === undefined || more.length > 0 ? null : { id: made.id, changeKey: made.changeKey };
  });
}
