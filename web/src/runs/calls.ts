import type { Journal } from '../../../src/api/resources.ts';
import type { Run } from '../api/accounts.ts';
import { request } from '../api/request.ts';

export type { Journal };

/** What a run wrote, newest first. @param cursor of the page before */
export function readJournalOf({ account, id }: Run, cursor: string | null, limit: number): Promise<Journal> {
  const query = new URLSearchParams({ run: id, limit: String(limit) });
  if (cursor !== null) query.set('cursor', cursor);
  return request<Journal>('GET', `/api/accounts/${encodeURIComponent(account)}/journal?${query}`);
}
