import type { ApiClient } from './client.ts';

/** More pages than any installation has: a server that turns in a circle. */
const MAX_PAGES = 1_000;

/** Follows the cursor of a list to its end. @param path without a query */
export async function allPages<Page extends { readonly cursor: string | null }, Item>(
  api: ApiClient,
  path: string,
  itemsOf: (page: Page) => readonly Item[],
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const page: Page = await api.get<Page>(cursor === null ? path : `${path}?cursor=${encodeURIComponent(cursor)}`);
    items.push(...itemsOf(page));
    if (page.cursor === null) return items;
    cursor = page.cursor;
  }
  return items;
}
