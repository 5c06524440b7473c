import type { QueryClient } from '@tanstack/react-query';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createContext, useContext, useEffect } from 'react';
import type { Person } from '../../../src/api/resources.ts';
import type { Session } from '../api/session.ts';
import { readSession } from '../api/session.ts';
import { onSessionDoubt } from '../api/session-facts.ts';
import { wishFocus } from '../shell/focus-wish.ts';

export const SESSION_KEY = ['session'] as const;

/** Who is signed in, as everything behind the sign-in sees it. */
export interface Me {
  readonly session: Session;
  readonly person: Person;
  readonly isAdministrator: boolean;
}

const MeContext = createContext<Me | null>(null);

/** @throws Error outside of the signed-in part of the page */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error('nobody is signed in here');
  return me;
}

export function MeProvider({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  const me = { session, person: session.user, isAdministrator: session.user.role === 'administrator' };
  return <MeContext value={me}>{children}</MeContext>;
}

/** The session of this browser; asked for again whenever the API did not take it for valid. */
export function useSession() {
  const queries = useQueryClient();
  useEffect(() => onSessionDoubt(() => void queries.invalidateQueries({ queryKey: SESSION_KEY })), [queries]);
  return useQuery({
    queryKey: SESSION_KEY,
    queryFn: async () => {
      const before = queries.getQueryData<Session | null>(SESSION_KEY);
      const session = await readSession();
      if (before?.user.id !== session?.user.id) forgetAnswers(queries);
      return session;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What one person was told is not for the next one at the same machine. */
function forgetAnswers(queries: QueryClient): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
}

/** Remembered until somebody enters again: who leaves on purpose need not be told that the session has ended. */
const LEFT_KEY = ['left'] as const;

export function useLeftOnPurpose(): boolean {
  return useQueryClient().getQueryData<boolean>(LEFT_KEY) ?? false;
}

/** How a page enters or leaves a session that it has just begun or ended. */
export function useSwitchSession(): (session: Session | null) => void {
  const queries = useQueryClient();
  return (session) => {
    forgetAnswers(queries);
    wishFocus();
    if (session === null) queries.setQueryData(LEFT_KEY, true);
    queries.setQueryData(SESSION_KEY, session);
  };
}
