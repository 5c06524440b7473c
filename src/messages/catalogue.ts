/** The shape that a translation of `Original` must have: the same keys, any text. */
export type TranslationOf<Original> = {
  readonly [Key in keyof Original]: Original[Key] extends string ? string : TranslationOf<Original[Key]>;
};
