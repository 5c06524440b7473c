import type { Scope } from '../store/port.ts';

/** Scopes by the account that they belong to. */
export function byAccount<T extends Pick<Scope, 'accountId'>>(
  scopes: readonly T[],
): (accountId: string) => readonly T[] {
  const found = new Map<string, T[]>();
  for (const scope of scopes) {
    const others = found.get(scope.accountId);
    if (others === undefined) found.set(scope.accountId, [scope]);
    else others.push(scope);
  }
  return (accountId) => found.get(accountId) ?? [];
}
