import type { Conflict, ConflictDecision, ConflictPage } from '../../../src/api/resources.ts';
import type { ItemType } from '../../../src/model/index.ts';
import { request } from '../api/request.ts';

export type { Conflict, ConflictDecision, ConflictPage };

export interface ConflictQuery {
  readonly state: 'open' | 'decided';
  /** `null`: of all that the person may see. */
  readonly account: string | null;
  /** `null`: of both. */
  readonly itemType: ItemType | null;
  /** Of the page before. */
  readonly cursor: string | null;
  readonly limit: number;
}

export function readConflicts({ state, account, itemType, cursor, limit }: ConflictQuery): Promise<ConflictPage> {
  const query = new URLSearchParams({ state, limit: String(limit) });
  if (account !== null) query.set('account', account);
  if (itemType !== null) query.set('itemType', itemType);
  if (cursor !== null) query.set('cursor', cursor);
  return request<ConflictPage>('GET', `/api/conflicts?${query}`);
}

const address = (id: string) => `/api/conflicts/${encodeURIComponent(id)}`;

export const readConflict = (id: string) => request<Conflict>('GET', address(id));

/** @throws ApiProblem `conflict_decided`, `conflict_superseded`; nothing was written then */
export const decideConflict = (id: string, decision: ConflictDecision) =>
  request<Conflict>('POST', `${address(id)}/decision`, { body: decision });
