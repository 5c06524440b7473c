import type { AccountStatus, Run, RunList, Status, User } from '../../../src/api/resources.ts';
import { request } from './request.ts';

export type { AccountStatus, Run, Status, User };

export const readStatus = () => request<Status>('GET', '/api/status');

export const readUsers = async () => (await request<{ users: readonly User[] }>('GET', '/api/users')).users;

export const readRuns = (limit: number) => request<RunList>('GET', `/api/runs?limit=${limit}`);

export const startRuns = (account: string) =>
  request<RunList>('POST', `/api/accounts/${encodeURIComponent(account)}/runs`, { body: {} });
