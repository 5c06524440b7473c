import type { XmlElement } from '../xml/element.ts';
import { childrenOf, findChild } from '../xml/element.ts';

/** What an event says of an item; `ids` are empty where it speaks of a folder. */
export interface ToldChange {
  /** Of the item, and for a move or a copy of the item that it was. */
  readonly ids: readonly string[];
  readonly changeKey: string | null;
}

/**
 * All changes that an answer tells of. The schema and Microsoft's own samples differ in the namespaces of what is around
 * an event, so events are looked for by their names at any place.
 */
export function changesIn(element: XmlElement): readonly ToldChange[] {
  if (element.name.endsWith('Event')) return element.name === 'StatusEvent' ? [] : [changeOf(element)];
  return element.children.flatMap(changesIn);
}

function changeOf(event: XmlElement): ToldChange {
  const ids = ['ItemId', 'OldItemId'].flatMap((name) =>
    childrenOf(event, name).map(({ attributes }) => attributes['Id']),
  );
  return {
    ids: ids.filter((id) => id !== undefined),
    changeKey: findChild(event, 'ItemId')?.attributes['ChangeKey'] ?? null,
  };
}
