import type { AccountStatus, Run, RunList, Status } from '../../../src/api/resources.ts';
import { request } from './request.ts';

export type { AccountStatus, Run };

/** @throws ApiProblem `account_unknown` */
export async function readStatusOf(account: string): Promise<AccountStatus | undefined> {
  return (await request<Status>('GET', `/api/status?${new URLSearchParams({ account })}`)).accounts[0];
}

/** Of all accounts of one user. @param user login name */
export async function readStatusOfUser(user: string): Promise<readonly AccountStatus[]> {
  return (await request<Status>('GET', `/api/status?${new URLSearchParams({ user })}`)).accounts;
}

export const readRuns = (account: string, limit: number) =>
  request<RunList>('GET', `/api/runs?account=${encodeURIComponent(account)}&limit=${limit}`);

export const startRuns = (account: string) =>
  request<RunList>('POST', `/api/accounts/${encodeURIComponent(account)}/runs`, { body: {} });
