import type { Explanation, ItemExplanation } from '../../../src/api/resources.ts';
import { request } from '../api/request.ts';
import type { AskedItem } from './addresses.ts';

export type { Explanation, ItemExplanation };
export type FoundItem = Explanation['items'][number];
export type Remedy = ItemExplanation['remedies'][number];

/** @param words an id of either side, or words of a name, an e-mail address or a subject */
export const searchItems = (words: string) =>
  request<Explanation>('GET', `/api/explain?${new URLSearchParams({ q: words })}`);

/** Reads both ends now and has the planner decide; nothing is written. */
export function explainItem({ account, ...item }: AskedItem): Promise<ItemExplanation> {
  const path = `/api/accounts/${encodeURIComponent(account)}/explain`;
  return request<ItemExplanation>('GET', `${path}?${new URLSearchParams({ ...item })}`);
}
