import type { Fields } from '../model/index.ts';

/** Exchange compares categories without regard to case. */
export function sameCategory(left: string, right: string): boolean {
  return fold(left) === fold(right);
}

export function hasCategory(categories: readonly string[], wanted: string): boolean {
  return categories.some((category) => sameCategory(category, wanted));
}

/** The user's own part: what the profile sets in Exchange is a marker and never travels to the CRM. */
export function withoutManagedCategories(fields: Fields, managed: readonly string[]): Fields {
  const categories = fields['categories'];
  if (!Array.isArray(categories) || managed.length === 0) return fields;
  const own = (categories as readonly unknown[]).filter(
    (category): category is string => typeof category === 'string' && !hasCategory(managed, category),
  );
  return { ...fields, categories: own.length === 0 ? null : own };
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

function fold(category: string): string {
  return category.normalize('NFC').trim().toLowerCase();
}
