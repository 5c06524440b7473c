import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

const FIRST_PAGE = 50;
const PAGE = 50;
/** The API's own bound on one answer. */
const LARGEST_PAGE = 200;

interface Source<Page> {
  readonly key: readonly string[];
  readonly read: (limit: number) => Promise<Page>;
  /** Milliseconds between questions where no event announces changes; `false` asks on events only. */
  readonly every: number | false;
}

/** One side's list, longer at every "show more", asked again as it changes. */
export function useSideRows<Page>({ key, read, every }: Source<Page>) {
  const [limit, setLimit] = useState(FIRST_PAGE);
  const query = useQuery({
    queryKey: ['records', ...key, limit],
    queryFn: () => read(limit),
    refetchInterval: every,
    placeholderData: (before) => before,
  });
  const more = limit >= LARGEST_PAGE ? null : () => setLimit((current) => Math.min(current + PAGE, LARGEST_PAGE));
  return { page: query.data, error: query.error, loading: query.isPending, more };
}
