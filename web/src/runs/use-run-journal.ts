import { useInfiniteQuery } from '@tanstack/react-query';
import type { Run } from '../api/accounts.ts';
import { readJournalOf } from './calls.ts';

const AT_A_TIME = 25;

/** What a run wrote, newest first, page by page. */
export function useRunJournal(run: Run) {
  const pages = useInfiniteQuery({
    queryKey: ['journal', run.account, run.id],
    queryFn: ({ pageParam }) => readJournalOf(run, pageParam, AT_A_TIME),
    initialPageParam: null as string | null,
    getNextPageParam: ({ cursor }) => cursor,
  });
  return { ...pages, entries: pages.data?.pages.flatMap((page) => page.entries) ?? [] };
}
