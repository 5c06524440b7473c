import { useLocation } from 'wouter';
import type { Session } from '../api/session.ts';
import { useSwitchSession } from './session.tsx';

/** Goes into the page with a session that a link has just begun. */
export function useEnter(onDone: () => void): (session: Session) => void {
  const [, navigate] = useLocation();
  const switchSession = useSwitchSession();
  return (session) => {
    switchSession(session);
    onDone();
    navigate('/', { replace: true });
  };
}
