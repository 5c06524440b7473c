const REMEMBERED = 'raccordo.token';

/**
 * The installation's token: from the address (`#token=…`, as `raccordo serve` prints it), else from this
 * tab's memory. The fragment never reaches a server, and is taken out of the address at once.
 */
export function currentToken(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given !== null) {
    rememberToken(given);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(REMEMBERED);
}

export function rememberToken(token: string): void {
  sessionStorage.setItem(REMEMBERED, token.trim());
}

export function forgetToken(): void {
  sessionStorage.removeItem(REMEMBERED);
}
