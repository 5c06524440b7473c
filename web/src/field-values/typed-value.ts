/** A value that can be sent, or the sentence that says what is missing. */
export type TypedValue =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly problem: string };

export function given(value: unknown): TypedValue {
  return { kind: 'value', value };
}
