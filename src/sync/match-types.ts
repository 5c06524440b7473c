/**
 * What the search for a counterpart found for an unlinked item.
 * `one`: exactly one unlinked item of the other side shares a strong key, and nobody else claims it.
 * `many`: two or more do. `weak`: only the name is equal. `reserved`: a counterpart belongs to a create
 * whose outcome is not known yet.
 */
export type Match =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'many'; readonly ids: readonly string[] }
  | { readonly kind: 'weak'; readonly ids: readonly string[] }
  | { readonly kind: 'reserved' };

/** Keys under which an unlinked item is looked up by items of the other side. */
export interface MatchKeys {
  readonly strong: readonly string[];
  readonly weak: readonly string[];
}
