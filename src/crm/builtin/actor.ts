/**
 * On whose behalf a call is made. `user` has that user's rights and no more. `operator` is the person at
 * the machine, who holds the key to the whole installation: sees and changes every record.
 */
export type Actor = { readonly kind: 'user'; readonly userId: string } | { readonly kind: 'operator' };

export const OPERATOR: Actor = { kind: 'operator' };

export function asUser(userId: string): Actor {
  return { kind: 'user', userId };
}
