import { openEmbeddedDatabase } from '../../src/database/index.ts';
import { type ItemType } from '../../src/model/index.ts';
import { createSyncStore } from '../../src/store/index.ts';
import { type Link } from '../../src/sync/index.ts';

export interface Memory {
  readonly links: readonly Link[];
  /** Writes of which nobody knows what became of them. */
  readonly openIntents: number;
}

/** What a data directory remembers of the pairs of an item type. Nobody else may have it open. */
export async function readMemory(dataDirectory: string, itemType: ItemType): Promise<Memory> {
  const database = await openEmbeddedDatabase(dataDirectory);
  try {
    const store = createSyncStore(database);
    const scope = (await store.listScopes()).find((candidate) => candidate.itemType === itemType);
    if (scope === undefined) return { links: [], openIntents: 0 };
    const links: Link[] = [];
    for (;;) {
      const page = await store.pageLinks(scope.id, links.at(-1)?.id ?? null, 500);
      if (page.length === 0) break;
      links.push(...page);
    }
    return { links, openIntents: (await store.listIntents(scope.id)).length };
  } finally {
    await database.close();
  }
}
