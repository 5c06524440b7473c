import type { Review, ReviewedItem } from '../../../src/api/resources.ts';
import { request } from './request.ts';

export type { Review, ReviewedItem };

const address = (account: string) => `/api/accounts/${encodeURIComponent(account)}`;

/** What waits for a person; the connector asks the mailbox for the contents. */
export const readReview = (account: string) => request<Review>('GET', `${address(account)}/review`);
