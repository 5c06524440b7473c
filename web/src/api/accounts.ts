import type {
  Account,
  AccountList,
  AccountPatch,
  AvailableProfileList,
  ListedAccount,
  NewAccount,
  Person,
  Run,
  RunList,
} from '../../../src/api/resources.ts';
import { request } from './request.ts';

export type { Account, AccountList, AccountPatch, ListedAccount, NewAccount, Person, Run };
export type AvailableProfile = AvailableProfileList['profiles'][number];

const ACCOUNTS_PER_PAGE = 100;

const address = (account: string) => `/api/accounts/${encodeURIComponent(account)}`;

export const readAvailableProfiles = async () =>
  (await request<AvailableProfileList>('GET', '/api/available-profiles')).profiles;

export interface AccountsQuery {
  /** Login name. */
  readonly user?: string;
  /** Name of a profile. */
  readonly profile?: string;
  readonly claim?: 'granted' | 'waiting' | 'refused';
  /** Empty finds all. */
  readonly search?: string;
  readonly limit: number;
  /** Of the page before; empty begins. */
  readonly cursor?: string;
}

/** One page of accounts in order of name, with how they stand. */
export function pageAccounts({ limit, ...narrowing }: AccountsQuery): Promise<AccountList> {
  const query = new URLSearchParams({ limit: String(limit) });
  for (const [name, value] of Object.entries(narrowing)) if (value.trim() !== '') query.set(name, value);
  return request<AccountList>('GET', `/api/accounts?${query}`);
}

/** All accounts of one person, in order of name. */
export async function readAccountsOf(user: string): Promise<readonly Account[]> {
  const all: Account[] = [];
  let cursor: string | null = null;
  do {
    const page: AccountList = await pageAccounts({ user, limit: ACCOUNTS_PER_PAGE, cursor: cursor ?? '' });
    all.push(...page.accounts);
    ({ cursor } = page);
  } while (cursor !== null);
  return all;
}

export const readAccount = (name: string) => request<Account>('GET', address(name));

export const createAccount = (body: NewAccount) => request<Account>('POST', '/api/accounts', { body });

export const changeAccount = (name: string, etag: string, body: AccountPatch) =>
  request<Account>('PATCH', address(name), { body, ifMatch: etag });

export const deleteAccount = ({ name, etag }: Account) => request<void>('DELETE', address(name), { ifMatch: etag });

/** Asks the server again whose mailbox it is. */
export const checkClaim = (name: string) => request<Account>('POST', `${address(name)}/claim/check`);

/** About the mailbox that was looked at: the person may name another one meanwhile. */
export const decideClaim = ({ name, etag }: Account, decision: 'grant' | 'refuse') =>
  request<Account>('POST', `${address(name)}/claim`, { body: { decision }, ifMatch: etag });

export const connectionTestOf = (name: string) => `${address(name)}/connection-test`;

const runsOf = async (account: string, limit: number, idle: boolean): Promise<readonly Run[]> => {
  const query = new URLSearchParams({ account, limit: String(limit), idle: String(idle) });
  return (await request<RunList>('GET', `/api/runs?${query}`)).runs;
};

/** Newest first, without their steps; also those in which nothing happened. */
export const readRunsOf = (account: string, limit: number) => runsOf(account, limit, true);

/** Newest first; only those in which something happened. */
export const readEventfulRunsOf = (account: string, limit: number) => runsOf(account, limit, false);

/** One run with its steps. */
export const readRun = (id: string) => request<Run>('GET', `/api/runs/${encodeURIComponent(id)}`);

/** @param approve hashes of the plans that may be carried out */
export const startRunsOf = (account: string, body: { readonly dryRun: boolean; readonly approve: readonly string[] }) =>
  request<RunList>('POST', `${address(account)}/runs`, { body });
