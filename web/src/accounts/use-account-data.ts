import { useQuery } from '@tanstack/react-query';
import { readAccount, readAccountsOf, readAvailableProfiles } from '../api/accounts.ts';
import { readStatusOf, readStatusOfUser } from '../api/status.ts';
import { readUser } from '../api/users.ts';

/** Freshness is part of what is shown, so it is asked for again even if no event comes. */
const STATUS_EVERY_MS = 5_000;

export const useAvailableProfiles = () =>
  useQuery({ queryKey: ['profiles', 'available'], queryFn: readAvailableProfiles });

export const useAccountsOf = (user: string) =>
  useQuery({ queryKey: ['accounts', 'of', user], queryFn: () => readAccountsOf(user) });

export const useAccount = (name: string) =>
  useQuery({ queryKey: ['accounts', 'one', name], queryFn: () => readAccount(name), retry: false });

/** @param name login name */
export const usePerson = (name: string) => useQuery({ queryKey: ['users', name], queryFn: () => readUser(name) });

/** How the accounts of one person stand. @param user login name */
export const useStatusOfUser = (user: string) =>
  useQuery({
    queryKey: ['status', 'of', user],
    queryFn: () => readStatusOfUser(user),
    refetchInterval: STATUS_EVERY_MS,
  });

export const useAccountStatus = (name: string) =>
  useQuery({
    queryKey: ['status', 'account', name],
    queryFn: () => readStatusOf(name),
    refetchInterval: STATUS_EVERY_MS,
  });
