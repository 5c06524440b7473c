import { openEmbeddedDatabase } from '../../src/database/index.ts';
import type { ItemType } from '../../src/model/index.ts';
import { ITEM_TYPES } from '../../src/model/index.ts';
import { createSyncStore } from '../../src/store/index.ts';
import type { Link } from '../../src/sync/index.ts';

export interface Memory {
  readonly links: readonly Link[];
  /** Writes of which nobody knows what became of them. */
  readonly openIntents: number;
}

/** What the data directory of one account remembers of the pairs. Nobody else may have it open. */
export async function readMemory(dataDirectory: string): Promise<Readonly<Record<ItemType, Memory>>> {
  const database = await openEmbeddedDatabase(dataDirectory);
  try {
    const store = createSyncStore(database);
    const scopes = await store.listScopes();
    const memories = ITEM_TYPES.map(async (itemType): Promise<[ItemType, Memory]> => {
      const scope = scopes.find((candidate) => candidate.itemType === itemType);
      if (scope === undefined) return [itemType, { links: [], openIntents: 0 }];
      const links: Link[] = [];
      for (;;) {
        const page = await store.pageLinks(scope.id, links.at(-1)?.id ?? null, 500);
        if (page.length === 0) break;
        links.push(...page);
      }
      return [itemType, { links, openIntents: (await store.listIntents(scope.id)).length }];
    });
    return Object.fromEntries(await Promise.all(memories)) as Record<ItemType, Memory>;
  } finally {
    await database.close();
  }
}
