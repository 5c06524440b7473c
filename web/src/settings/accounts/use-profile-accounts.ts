import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ListedAccount } from '../../api/accounts.ts';
import { pageAccounts } from '../../api/accounts.ts';

const PAGE = 50;
/** All pages that are open are asked for again: the more there are, the less often. */
const PAGE_EVERY_MS = 5_000;

interface ProfileAccounts {
  /** `undefined` before the first answer. */
  readonly accounts: readonly ListedAccount[] | undefined;
  /** Of all that match the search. */
  readonly total: number;
  readonly error: Error | null;
  /** `null`: nothing follows. */
  readonly showMore: (() => void) | null;
  readonly isShowingMore: boolean;
}

/** The accounts of a profile as far as somebody paged on. @param search empty finds all */
export function useProfileAccounts(profile: string, search: string): ProfileAccounts {
  const pages = useInfiniteQuery({
    queryKey: ['accounts', 'of-profile', profile, search],
    queryFn: ({ pageParam }) => pageAccounts({ profile, search, limit: PAGE, cursor: pageParam }),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor,
    refetchInterval: ({ state }) => PAGE_EVERY_MS * Math.max(1, state.data?.pages.length ?? 1),
    placeholderData: keepPreviousData,
  });
  return {
    accounts: pages.data?.pages.flatMap(({ accounts }) => accounts),
    total: pages.data?.pages.at(-1)?.total ?? 0,
    error: pages.error,
    showMore: pages.hasNextPage ? () => void pages.fetchNextPage() : null,
    isShowingMore: pages.isFetchingNextPage,
  };
}
