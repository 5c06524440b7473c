import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountList, ListedAccount } from '../api/accounts.ts';
import { pageAccounts } from '../api/accounts.ts';
import type { AccountStatus } from '../api/status.ts';
import { readStatusOf } from '../api/status.ts';

/** As many as a list that drops down can hold; the others are found by typing. */
const LISTED = 50;
const TYPING_MS = 300;
/** Freshness is part of what the page says, so it asks again even if no event comes. */
const STATUS_EVERY_MS = 5_000;

export interface AccountChoice {
  /** Those that are offered now: the first ones, or what was searched for. `undefined` before the first answer. */
  readonly offered: AccountList | undefined;
  /** Of all that the person may see. */
  readonly total: number;
  readonly chosen: Pick<ListedAccount, 'name' | 'user' | 'mailbox'> | undefined;
  /** Of the chosen one. */
  readonly status: AccountStatus | undefined;
  readonly error: Error | null;
  readonly choose: (name: string | null) => void;
  readonly search: (text: string) => void;
}

/** Which account the page is about: only that one is asked for again and again, however many there are. */
export function useAccountChoice(): AccountChoice {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, TYPING_MS);
  const [picked, setPicked] = useState<ListedAccount | null>(null);
  const first = useQuery({ queryKey: ['accounts', 'choice', ''], queryFn: () => pageAccounts({ limit: LISTED }) });
  const found = useQuery({
    queryKey: ['accounts', 'choice', search],
    queryFn: () => pageAccounts({ search, limit: LISTED }),
    placeholderData: keepPreviousData,
  });
  const offered = search === '' ? first.data : found.data;
  const chosen = picked ?? first.data?.accounts[0];
  const status = useQuery({
    queryKey: ['status', 'account', chosen?.name],
    queryFn: () => readStatusOf(chosen?.name ?? ''),
    enabled: chosen !== undefined,
    refetchInterval: STATUS_EVERY_MS,
  });
  return {
    offered,
    total: first.data?.total ?? 0,
    chosen,
    status: status.data,
    error: first.error ?? found.error ?? status.error,
    choose: (name) => {
      const account = offered?.accounts.find((candidate) => candidate.name === name);
      if (account !== undefined) setPicked(account);
    },
    search: setTyped,
  };
}
