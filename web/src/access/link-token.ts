/**
 * The one-time secret of a link (`/#link=…`), taken out of the address at once. A browser never sends this part of
 * an address, and with this it stays in no history and in no picture of the screen either.
 */
export function takeLinkToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('link');
  if (token !== null) history.replaceState(null, '', location.pathname + location.search);
  return token;
}
