import { useQuery } from '@tanstack/react-query';
import { readConflicts } from './calls.ts';

const EVERY_MS = 60_000;

/** How many conflicts nobody has looked at yet; asked for again after every run and every decision. */
export function useOpenCount(): number {
  const page = useQuery({
    queryKey: ['conflicts', 'open'],
    queryFn: () => readConflicts({ state: 'open', account: null, itemType: null, cursor: null, limit: 1 }),
    refetchInterval: EVERY_MS,
  });
  return page.data?.open ?? 0;
}
