import type { InspectedLink, Session, Setup } from '../../../src/api/resources.ts';
import { ApiProblem } from './problem.ts';
import { request } from './request.ts';
import { rememberCsrfToken } from './session-facts.ts';

export type { InspectedLink, Session };

/** `null`: nobody is signed in here. */
export async function readSession(): Promise<Session | null> {
  try {
    return begun(await request<Session>('GET', '/api/session'));
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
    rememberCsrfToken(null);
    return null;
  }
}

export const readSetup = () => request<Setup>('GET', '/api/setup');

export interface FirstAdministrator {
  readonly token: string;
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  readonly timeZone: string;
  readonly password: string;
}

export const createAdministrator = async (administrator: FirstAdministrator) =>
  begun(await request<Session>('POST', '/api/setup', { body: administrator }));

export const signIn = async (name: string, password: string) =>
  begun(await request<Session>('POST', '/api/session', { body: { name, password } }));

export const inspectLink = (token: string) => request<InspectedLink>('POST', '/api/links/inspect', { body: { token } });

/** @param password for a `password` link only */
export const redeemLink = async (token: string, password: string | null) =>
  begun(
    await request<Session>('POST', '/api/links/redeem', { body: password === null ? { token } : { token, password } }),
  );

export async function signOut(): Promise<void> {
  await request('DELETE', '/api/session');
  rememberCsrfToken(null);
}

/** All other sessions of the person end with it. */
export const changePassword = (current: string, next: string) =>
  request<void>('PUT', '/api/session/password', { body: { current, next } });

function begun(session: Session): Session {
  rememberCsrfToken(session.csrfToken);
  return session;
}
