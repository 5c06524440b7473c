/** What every request needs to know of the session. Only in memory: the cookie is the browser's, and no script sees it. */
let csrfToken: string | null = null;
const doubters = new Set<() => void>();

export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
}

export function currentCsrfToken(): string | null {
  return csrfToken;
}

/** The API did not take the session for valid: it ended, or another tab of this browser has begun a new one. */
export function doubtSession(): void {
  // Nobody is signed in here: there is nothing to doubt.
  if (csrfToken === null) return;
  csrfToken = null;
  for (const doubter of doubters) doubter();
}

export function onSessionDoubt(doubter: () => void): () => void {
  doubters.add(doubter);
  return () => doubters.delete(doubter);
}
