import type { FieldSpec, Fields } from '../model/index.ts';

/** Exchange compares categories without regard to case. */
export function sameCategory(left: string, right: string): boolean {
  return fold(left) === fold(right);
}

export function hasCategory(categories: readonly string[], wanted: string): boolean {
  return categories.some((category) => sameCategory(category, wanted));
}

/** The user's own part: what the profile sets in Exchange is a marker and never travels to the CRM. */
export function withoutManagedCategories(fields: Fields, managed: readonly string[]): Fields {
  const categories = categoriesOf(fields);
  if (!categories.some((category) => hasCategory(managed, category))) return fields;
  const own = categories.filter((category) => !hasCategory(managed, category));
  return { ...fields, categories: own.length === 0 ? null : own };
}

/**
 * The base of an Exchange item when categories stop to be the profile's. They lie on the items that we marked, and
 * without this they would look as if the user had added them just now. Where the CRM has the category too it is the
 * user's own, and stays a matter of both.
 */
export function withReleasedCategories(
  base: { readonly crm: Fields; readonly exchange: Fields },
  released: readonly string[],
  spec: FieldSpec,
): Fields {
  const ours = categoriesOf(base.crm);
  const theirs = categoriesOf(base.exchange);
  const added = released.filter((category) => !hasCategory(ours, category) && !hasCategory(theirs, category));
  return added.length === 0 ? base.exchange : { ...base.exchange, categories: spec.normalise([...theirs, ...added]) };
}

export interface CategoriesToWrite {
  /** Everything that is on the item now. */
  readonly current: readonly string[];
  /** The profile's categories: which of `current` are not the user's. */
  readonly managed: readonly string[];
  /** The user's part as merged; `null` leaves it as it is. */
  readonly userCategories: readonly string[] | null;
  /** Categories of the profile to add now. Not those that were added before: a user may have taken them off. */
  readonly add: readonly string[];
}

/** The whole list for the item, since Exchange has no way to add one category. The order of what is there stays. */
export function exchangeCategoriesFor(input: CategoriesToWrite): readonly string[] {
  const { current, managed, userCategories } = input;
  const kept =
    userCategories === null
      ? current
      : current.filter((category) => hasCategory(managed, category) || hasCategory(userCategories, category));
  const list: string[] = [];
  for (const category of [...kept, ...(userCategories ?? []), ...input.add]) {
    if (!hasCategory(list, category)) list.push(category);
  }
  return list;
}

function categoriesOf(fields: Fields): readonly string[] {
  const categories = fields['categories'];
  if (!Array.isArray(categories)) return [];
  return (categories as readonly unknown[]).filter((category): category is string => typeof category === 'string');
}

function fold(category: string): string {
  return category.normalize('NFC').trim().toLowerCase();
}
