import type { QueryClient } from '@tanstack/react-query';
import type { Profile } from './calls.ts';
import { PROFILES_KEY, readProfile } from './calls.ts';

/**
 * A profile as it is after somebody's save. A read that is on its way already may have been answered before it.
 * @returns `null` when it cannot be read
 */
export async function readAfresh(queries: QueryClient, name: string): Promise<Profile | null> {
  const queryKey = [...PROFILES_KEY, name];
  await queries.cancelQueries({ queryKey });
  try {
    return await queries.fetchQuery({ queryKey, queryFn: () => readProfile(name), staleTime: 0 });
  } catch {
    return null;
  }
}
