import type { Journal, Review, ReviewedItem } from '../../../src/api/resources.ts';
import { request } from './request.ts';

export type { Review, ReviewedItem };
export type JournalEntry = Journal['entries'][number];

const address = (account: string) => `/api/accounts/${encodeURIComponent(account)}`;

/** What waits for a person; the connector asks the mailbox for the contents. */
export const readReview = (account: string) => request<Review>('GET', `${address(account)}/review`);

/** Fields that both sides had changed, newest first, with both values. */
export const readConflicts = (account: string, limit: number) =>
  request<Journal>('GET', `${address(account)}/journal?op=conflict&limit=${limit}`);
